/**
 * Mutation tests of the checks: single changes of documents, pacts, client and server, each of
 * which must turn a check red.
 */
@NullMarked
package dev.roster.alignment.mutation;

import org.jspecify.annotations.NullMarked;
