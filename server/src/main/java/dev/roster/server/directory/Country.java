package dev.roster.server.directory;

import org.jspecify.annotations.Nullable;

/** A country of ISO 3166-1. */
public record Country(
    String name,
    String alpha2,
    String alpha3,
    String numeric,
    @Nullable String officialName,
    String flag) {}
