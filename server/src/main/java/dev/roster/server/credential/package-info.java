/**
 * Bearer tokens of people and keys of tenants: their form, and how operators make, rotate and
 * revoke them.
 */
@NullMarked
package dev.roster.server.credential;

import org.jspecify.annotations.NullMarked;
