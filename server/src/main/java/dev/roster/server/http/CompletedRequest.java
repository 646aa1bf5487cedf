package dev.roster.server.http;

import dev.roster.server.caller.Caller;
import java.util.Optional;

/**
 * A request with its response, for logs and metrics.
 *
 * @param method as sent, which may be any text
 * @param path decoded
 * @param presented the credentials that do not belong into a path
 * @param api the name of the door
 * @param operation the operationId; empty for a path or a method that the contract does not have
 * @param bytes of the body of the response
 * @param nanos from its head to its response
 * @param address of the sender, or what a trusted proxy says of it
 * @param caller empty if nobody was authenticated
 * @param databaseFailure the failure of the database that became the response
 */
public record CompletedRequest(
    String requestId,
    String method,
    String path,
    PresentedCredentials presented,
    String api,
    Optional<String> operation,
    int status,
    long bytes,
    long nanos,
    String address,
    Optional<Caller> caller,
    Optional<DatabaseOutages.Kind> databaseFailure) {}
