/**
 * Fuzzing from a document: requests for all that it allows and forbids, and an oracle for the
 * responses.
 */
@NullMarked
package dev.roster.alignment.fuzz;

import org.jspecify.annotations.NullMarked;
