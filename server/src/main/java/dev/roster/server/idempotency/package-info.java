/** Requests that are sent twice and work once. */
@NullMarked
package dev.roster.server.idempotency;

import org.jspecify.annotations.NullMarked;
