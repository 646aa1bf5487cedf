/**
 * The values of the Compleat Users API as records, generated from its document.
 *
 * <p>A component of a record is null if a server sent null or nothing for it. Each record has a
 * builder, for tests.
 */
package dev.roster.compleat.model;
