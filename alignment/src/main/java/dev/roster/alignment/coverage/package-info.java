/** Coverage: the parts of a document that the pacts exercise. */
@NullMarked
package dev.roster.alignment.coverage;

import org.jspecify.annotations.NullMarked;
