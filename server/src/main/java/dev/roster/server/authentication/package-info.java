/** From a credential (bearer token, JWT, tenant key) to the caller who holds it. */
@NullMarked
package dev.roster.server.authentication;

import org.jspecify.annotations.NullMarked;
