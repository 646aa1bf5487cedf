/**
 * Callers and their rights: people, tenants, operators and visitors, with scopes, permissions and
 * auth groups.
 */
@NullMarked
package dev.roster.server.caller;

import org.jspecify.annotations.NullMarked;
