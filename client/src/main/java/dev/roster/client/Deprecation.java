package dev.roster.client;

import java.time.Instant;
import java.util.Optional;

/**
 * A server's announcement that an operation will go away, in {@code Deprecation} (RFC 9745), {@code
 * Sunset} (RFC 8594) and {@code Link}.
 *
 * {@snippet file="com/example/ClientExamples.java" region="deprecations"}
 *
 * @param operation the method of this library that called it
 * @param since when it was deprecated, if the server says so
 * @param sunset when it may be gone, if the server says so
 * @param successor what takes its place, as the server links to it
 */
public record Deprecation(
    String operation, Instant since, Optional<Instant> sunset, Optional<String> successor) {}
