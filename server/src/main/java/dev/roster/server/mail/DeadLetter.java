package dev.roster.server.mail;

import java.time.Instant;
import java.util.UUID;

/** A mail that did not leave so far, or that the relay gave up. */
public record DeadLetter(
    UUID id, long companyId, String email, Instant createdAt, int attempts, String lastError) {}
