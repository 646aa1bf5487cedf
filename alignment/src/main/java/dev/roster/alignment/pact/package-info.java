/** Pacts against the documents of their providers. */
@NullMarked
package dev.roster.alignment.pact;

import org.jspecify.annotations.NullMarked;
