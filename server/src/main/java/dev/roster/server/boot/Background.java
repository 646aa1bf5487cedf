package dev.roster.server.boot;

/**
 * Work beside the requests, on a thread of its own.
 *
 * @param stop does no harm without a start
 */
record Background(Runnable start, Runnable stop) {}
