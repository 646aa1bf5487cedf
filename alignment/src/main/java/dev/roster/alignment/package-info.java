/**
 * Checks that OpenAPI documents, pacts, client and server agree. The checks know documents, pacts
 * and URLs, no API by name.
 */
@NullMarked
package dev.roster.alignment;

import org.jspecify.annotations.NullMarked;
