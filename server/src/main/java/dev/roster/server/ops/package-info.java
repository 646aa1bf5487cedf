/** Health, metrics and log levels of a running server, on the management port. */
@NullMarked
package dev.roster.server.ops;

import org.jspecify.annotations.NullMarked;
