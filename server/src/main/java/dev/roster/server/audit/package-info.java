/**
 * The audit log: an event per change with its caller and origin, written in the transaction of the
 * change, read by operators.
 */
@NullMarked
package dev.roster.server.audit;

import org.jspecify.annotations.NullMarked;
