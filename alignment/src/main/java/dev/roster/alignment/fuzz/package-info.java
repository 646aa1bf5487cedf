/**
 * Fuzzing from a document: requests to a server for all that it allows and forbids, with an oracle
 * for the responses (check 4), and responses to a client that it does not promise (check 5).
 */
@NullMarked
package dev.roster.alignment.fuzz;

import org.jspecify.annotations.NullMarked;
