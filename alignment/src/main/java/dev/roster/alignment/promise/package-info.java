/**
 * Promises in prose: the sentences of descriptions and the rows of pages about them, each with the
 * tests and journeys that prove it (check 8).
 */
@NullMarked
package dev.roster.alignment.promise;

import org.jspecify.annotations.NullMarked;
