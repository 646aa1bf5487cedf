/** Whether an answer keeps what its document promises. */
@NullMarked
package dev.roster.server.conformance;

import org.jspecify.annotations.NullMarked;
