package dev.roster.server.mail;

import java.time.Instant;
import java.util.UUID;

/** A mail that was refused and waits for its next attempt, or that the relay gave up. */
public record StuckMail(
    UUID id, long companyId, String email, Instant createdAt, int attempts, String lastError) {}
