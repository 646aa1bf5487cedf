package dev.roster.server.onboarding;

import dev.roster.server.credential.IssuedToken;
import dev.roster.server.directory.Account;
import dev.roster.server.directory.Tenant;
import java.util.UUID;

/** The outcome of onboarding a company; nothing has changed unless it is {@link Onboarded}. */
public sealed interface OnboardOutcome {
  /**
   * The company is there, and its owner has a token.
   *
   * @param newTenant whether the tenant was made for it
   * @param newOwner whether the owner was unknown before
   */
  record Onboarded(
      Tenant tenant,
      boolean newTenant,
      long companyId,
      UUID companyUid,
      String locale,
      Account owner,
      boolean newOwner,
      IssuedToken token)
      implements OnboardOutcome {}

  /** The owner owns a company with this name already: in the tenant that was named, or in any. */
  record AlreadyOnboarded(String company, String owner) implements OnboardOutcome {}

  /** ISO 3166-1 has no such code. */
  record UnknownCountry(String code) implements OnboardOutcome {}

  /** The tenant was given by an id that none has. */
  record UnknownTenant(String id) implements OnboardOutcome {}

  /** The name is that of several tenants. */
  record SeveralTenants(String name) implements OnboardOutcome {}

  /** The owner is known, and suspended. */
  record SuspendedOwner(String email) implements OnboardOutcome {}

  /** An import renamed the auth group OWNER. */
  record NoOwnerRole() implements OnboardOutcome {}
}
