/** Documents over time: breaking changes since a release, and rules that every document obeys. */
@NullMarked
package dev.roster.alignment.evolution;

import org.jspecify.annotations.NullMarked;
