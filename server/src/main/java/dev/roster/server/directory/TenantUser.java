package dev.roster.server.directory;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person as the list of a tenant's users shows one. */
public record TenantUser(
    UUID uid,
    String firstName,
    String lastName,
    String email,
    @Nullable String jobTitle,
    UserStatus status,
    boolean active) {}
