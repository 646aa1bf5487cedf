/** Packs the published modules for Maven Central, and checks the result. */
@NullMarked
package dev.roster.release;

import org.jspecify.annotations.NullMarked;
