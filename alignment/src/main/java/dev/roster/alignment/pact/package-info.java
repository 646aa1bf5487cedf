/**
 * Pacts against the documents of their providers: what the interactions claim (check 2), and the
 * parts of a document that they exercise (coverage).
 */
@NullMarked
package dev.roster.alignment.pact;

import org.jspecify.annotations.NullMarked;
