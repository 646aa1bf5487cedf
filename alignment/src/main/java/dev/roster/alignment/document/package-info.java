/** OpenAPI documents as trees in which every place knows its line. */
@NullMarked
package dev.roster.alignment.document;

import org.jspecify.annotations.NullMarked;
