/** Failures that a person can mend, told apart from bugs. */
@NullMarked
package dev.roster.server.failure;

import org.jspecify.annotations.NullMarked;
