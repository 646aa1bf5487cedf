/**
 * The Java client of both contracts: {@link dev.roster.client.CoolsetClient} calls the Coolset
 * Accounts API as one user, {@link dev.roster.client.CompleatClient} the Compleat Users API for one
 * tenant.
 *
 * {@snippet file="com/example/ClientExamples.java" region="coolset"}
 *
 * {@snippet file="com/example/CompanyExamples.java" region="filtered"}
 *
 * {@snippet file="com/example/ClientExamples.java" region="compleat"}
 *
 * {@snippet file="com/example/TenantExamples.java" region="users"}
 *
 * <h2>Exceptions of every call</h2>
 *
 * <p>All are unchecked and extend {@link dev.roster.client.RosterException}. The methods name those
 * of their own; every call can throw these:
 *
 * <ul>
 *   <li>{@link dev.roster.client.RosterTransportException}: there was no response
 *   <li>{@link dev.roster.client.RosterCredentialException}: the supplier gave no token or key
 *   <li>{@link dev.roster.client.RosterApiException}: the server responded with anything but
 *       success, such as a redirect. Its subclasses:
 *       <ul>
 *         <li>{@link dev.roster.client.UnauthorizedException}: 401, the token or key is not valid
 *         <li>{@link dev.roster.client.ForbiddenException}: 403, the caller lacks a permission, or
 *             is deactivated
 *         <li>{@link dev.roster.client.NotFoundException}: 404, such as from a server that is none
 *             of this contract
 *         <li>{@link dev.roster.client.RateLimitedException}: 429, too many requests
 *         <li>{@link dev.roster.client.ServerFailureException}: 500 and above
 *         <li>{@link dev.roster.client.UnreadableResponseException}: a success whose body violates
 *             the contract
 *         <li>{@link dev.roster.client.CompleatRefusalException}: 400 of the Compleat Users API
 *       </ul>
 * </ul>
 *
 * <p>Only some calls throw {@link dev.roster.client.ValidationException} (400 and 422 of the
 * Coolset Accounts API) and {@link dev.roster.client.ConflictException} (409).
 *
 * {@snippet file="com/example/ExceptionExamples.java" region="hierarchy"}
 *
 * <p>An argument that makes no request, null among them, is an {@link
 * java.lang.IllegalArgumentException} before anything is sent. A call after {@code close()} is an
 * {@link java.lang.IllegalStateException}. All exceptions have public constructors, for doubles in
 * tests:
 *
 * {@snippet file="com/example/ExceptionExamples.java" region="doubles"}
 *
 * <h2>Retries</h2>
 *
 * <p>A call is repeated after 429, 502, 503, 504, and after a connection that is refused or breaks:
 * {@link dev.roster.client.ClientBuilder#retries(int)}. Calls that change something carry an {@code
 * Idempotency-Key}, so that the server does their work once.
 */
@NullMarked
package dev.roster.client;

import org.jspecify.annotations.NullMarked;
