/** Tenants, companies, people, memberships and countries. */
@NullMarked
package dev.roster.server.directory;

import org.jspecify.annotations.NullMarked;
