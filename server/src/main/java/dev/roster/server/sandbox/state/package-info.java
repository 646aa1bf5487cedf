/** The named states of a sandbox, which are also the provider states of pacts. */
@NullMarked
package dev.roster.server.sandbox.state;

import org.jspecify.annotations.NullMarked;
