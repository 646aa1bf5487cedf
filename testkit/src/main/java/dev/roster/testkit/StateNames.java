package dev.roster.testkit;

import java.util.List;

/**
 * The names of the states of this version, known without a server. Pacts use them: never rename
 * one.
 */
final class StateNames {
  static final List<String> ALL =
      List.of(
          "a caller",
          "a caller with a bare profile",
          "a caller with three workspaces",
          "a caller with a company of every type",
          "a caller who never switched",
          "a caller without a company",
          "a caller whose token may only read",
          "a caller who may not view users",
          "a deactivated caller",
          "a caller whose token expires",
          "a caller who has used up the rate limit",
          "a caller who has used up the invitations of a day",
          "a token that nobody has",
          "a company of somebody else",
          "a pending invitation",
          "an invitation made under a key",
          "a switch made under a key",
          "a pending invitation of a user",
          "an expired invitation",
          "an invitation of somebody else",
          "a pending invitation to a bare company",
          "a tenant with users",
          "a tenant user with a bare profile",
          "a tenant user with a nominee for ever",
          "a tenant and a tenant of somebody else",
          "a tenant whose key expires",
          "a tenant that has used up the rate limit",
          "a key that nobody has",
          "a company in both contracts",
          "an accepted invitation",
          "a revoked invitation",
          "a declined invitation",
          "an invitation of a user of another company",
          "more users than a page can have",
          "a user without access to a company",
          "a company with members of every kind",
          "an address that was invited as often as a day allows",
          "a workspace with a long history",
          "users with languages",
          "a company with large numbers",
          "companies that tell filters apart",
          "companies that tell orders apart",
          "users that tell searches apart",
          "invitations of every kind");

  private StateNames() {}
}
