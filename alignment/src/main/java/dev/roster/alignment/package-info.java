/**
 * Checks that OpenAPI documents, pacts, client and server agree. The checks know documents, pacts
 * and URLs, no API by name.
 *
 * {@snippet file="com/example/shop/ShopAlignmentTest.java" region="config"}
 *
 * {@snippet file="com/example/shop/ShopAlignmentTest.java" region="checks"}
 */
@NullMarked
package dev.roster.alignment;

import org.jspecify.annotations.NullMarked;
