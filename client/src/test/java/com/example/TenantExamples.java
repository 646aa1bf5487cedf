package com.example;

import dev.roster.client.CompleatClient;
import dev.roster.client.UnknownCompanyException;
import dev.roster.client.UnknownUserException;
import dev.roster.compleat.model.CompanyReference;
import dev.roster.compleat.model.UserSummary;
import java.util.List;
import java.util.UUID;

/** The examples in the Javadoc about the users of a tenant. */
public final class TenantExamples {
  private TenantExamples() {}

  public static List<String> users(CompleatClient compleat) {
    // @start region="users"
    List<String> active =
        compleat.users().stream()
            .filter(user -> user.status().equals("ACTIVE"))
            .map(UserSummary::emailAddress)
            .toList();
    // @end region="users"
    return active;
  }

  public static List<UserSummary> usersWithAccessTo(CompleatClient compleat, UUID companyId) {
    // @start region="usersWithAccessTo"
    try {
      return compleat.usersWithAccessTo(companyId);
    } catch (UnknownCompanyException unknown) {
      return List.of();
    }
    // @end region="usersWithAccessTo"
  }

  public static List<String> user(CompleatClient compleat, UUID userId) {
    // @start region="user"
    try {
      return compleat.user(userId).companies().stream().map(CompanyReference::name).toList();
    } catch (UnknownUserException unknown) {
      return List.of();
    }
    // @end region="user"
  }
}
