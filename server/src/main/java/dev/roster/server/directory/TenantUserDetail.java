package dev.roster.server.directory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person as one tenant sees one in detail.
 *
 * @param language none where something else was stored before there was a rule about it
 * @param companies the tenant's companies in which the person has an enabled membership
 * @param nominee who approves in the person's place, if that is a user of the same tenant
 */
public record TenantUserDetail(
    TenantUser user,
    Optional<NamedLanguage> language,
    Optional<Nominee> nominee,
    List<CompanyName> companies) {
  public TenantUserDetail {
    companies = List.copyOf(companies);
  }

  /** The person who approves in place of the user, and the period. */
  public record Nominee(UUID uid, String name, @Nullable Instant start, @Nullable Instant end) {}

  /** A company by its public id. */
  public record CompanyName(UUID uid, String name) {}
}
