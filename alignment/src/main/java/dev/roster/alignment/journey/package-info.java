/**
 * Journeys through several calls, which show what a call changes and what a refused one leaves
 * alone: written as workflows of Arazzo 1.0, run against a server by HTTP or by a client (check 7).
 */
@NullMarked
package dev.roster.alignment.journey;

import org.jspecify.annotations.NullMarked;
