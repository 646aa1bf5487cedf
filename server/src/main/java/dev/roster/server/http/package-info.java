/** HTTP for all doors: connections, limits, routes, the current exchange, rate limits, failures. */
@NullMarked
package dev.roster.server.http;

import org.jspecify.annotations.NullMarked;
