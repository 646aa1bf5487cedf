/**
 * A server for tests of consumers: isolated tenants, named states, a movable clock, fault injection
 * and a journal. Nothing that serves in production knows this package.
 */
@NullMarked
package dev.roster.server.sandbox;

import org.jspecify.annotations.NullMarked;
