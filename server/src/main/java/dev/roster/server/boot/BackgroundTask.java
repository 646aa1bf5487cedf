package dev.roster.server.boot;

/**
 * A task beside the requests, on a thread of its own.
 *
 * @param stop does no harm without a start
 */
record BackgroundTask(Runnable start, Runnable stop) {}
