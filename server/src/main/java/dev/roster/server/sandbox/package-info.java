/**
 * A server to rehearse with: tenants of their own, named states, a clock that moves, faults on
 * request and a journal. Nothing that serves in production knows this package.
 */
@NullMarked
package dev.roster.server.sandbox;

import org.jspecify.annotations.NullMarked;
