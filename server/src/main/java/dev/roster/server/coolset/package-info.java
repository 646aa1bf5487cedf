/** The Coolset door: speaks the Coolset Accounts API, knows no SQL. */
@NullMarked
package dev.roster.server.coolset;

import org.jspecify.annotations.NullMarked;
