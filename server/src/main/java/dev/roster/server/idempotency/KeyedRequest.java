package dev.roster.server.idempotency;

/**
 * A request that has a key.
 *
 * @param operation what is asked for; the same key may be given once to each operation
 * @param content everything that the response depends on, as one string
 */
public record KeyedRequest(String operation, IdempotencyKey key, String content) {}
