/**
 * JSON Web Tokens (RFC 7519) of a trusted issuer: their verification, and a cache of the issuer's
 * signing keys (JWKS).
 */
@NullMarked
package dev.roster.server.jwt;

import org.jspecify.annotations.NullMarked;
