package dev.roster.server.security;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The kind of object that a parameter or a property names, and every way to name one. */
enum ObjectKind {
  /** In a path: an invitation; only those of the current workspace are there. */
  INVITATION {
    @Override
    List<ObjectReference> specimens(MatrixDirectory directory) {
      List<ObjectReference> all = new ArrayList<>();
      for (Map<String, String> each : directory.invitations()) {
        String company = each.get("company_id");
        ObjectReference plain =
            new ObjectReference(
                "invitation of " + each.get("email"),
                each.get("id"),
                principal -> seen(workspace(principal).equals(company)),
                _ -> Set.of(each.get("id"), each.get("email"), directory.companyName(company)));
        all.add(plain);
        if (each.get("email").startsWith("pending")) {
          all.add(plain.spelled("in capitals", each.get("id").toUpperCase(Locale.ROOT)));
          all.add(plain.spelled("without hyphens", each.get("id").replace("-", "")));
          all.add(plain.spelled("as an URN", "urn:uuid:{" + each.get("id") + "}"));
        }
      }
      all.add(MissingIds.hidden("deleted invitation", "aaaa4444-0000-4000-8000-00000000ad01"));
      all.addAll(MissingIds.ids());
      return all;
    }
  },

  /** In a path of the console: an invitation that is not accepted or revoked can be sent again. */
  INVITATION_TO_RESEND {
    @Override
    List<ObjectReference> specimens(MatrixDirectory directory) {
      return ofConsole(
          directory,
          each -> !each.get("accepted_at").equals("\\N") || !each.get("revoked_at").equals("\\N"));
    }
  },

  /** In a path of the console: one that is not accepted can be revoked. */
  INVITATION_TO_REVOKE {
    @Override
    List<ObjectReference> specimens(MatrixDirectory directory) {
      return ofConsole(directory, each -> !each.get("accepted_at").equals("\\N"));
    }
  },

  /** In a body: a company that the caller belongs to. */
  WORKSPACE {
    @Override
    List<ObjectReference> specimens(MatrixDirectory directory) {
      List<ObjectReference> all = new ArrayList<>();
      for (Map<String, String> each : directory.companies()) {
        String id = each.get("id");
        ObjectReference plain =
            ObjectReference.of(
                each.get("name"), id, principal -> seen(companies(principal).contains(id)));
        all.add(plain);
        all.add(plain.spelled("as a text", "\"" + id + "\""));
        all.add(plain.spelled("as a decimal", id + ".0"));
        all.add(plain.spelled("in full-width digits", "\"" + MissingIds.fullWidth(id) + "\""));
      }
      Stream.of("19", "999999", "0", "-1", "9007199254740993", "9223372036854775807")
          .forEach(id -> all.add(MissingIds.hidden("no company " + id, id)));
      all.add(MissingIds.hidden("beyond every number", "1" + "0".repeat(400)));
      all.add(ObjectReference.of("no number", "1e400", ExpectedOutcome.INVALID));
      Stream.of(
              "null",
              "true",
              "[11]",
              "{\"id\":11}",
              "1.5",
              "\"\"",
              "\"11 or 1=1\"",
              "\"11\\u0000\"")
          .forEach(text ->
              all.add(ObjectReference.of("malformed: " + text, text, ExpectedOutcome.INVALID)));
      return all;
    }
  },

  /** In a body: an auth group that somebody can be invited with. */
  AUTH_GROUP {
    @Override
    List<ObjectReference> specimens(MatrixDirectory directory) {
      ObjectReference editor = ObjectReference.of("group EDITOR", "3", ExpectedOutcome.GRANTED);
      ObjectReference admin = ObjectReference.of("group ADMIN", "2", ObjectKind::mayInviteAdmins);
      List<ObjectReference> all =
          new ArrayList<>(
              List.of(
                  editor,
                  editor.spelled("as a text", "\"3\""),
                  editor.spelled("with a fraction", "3.7"),
                  admin,
                  admin.spelled("as a text", "\"2\""),
                  admin.spelled("with a fraction", "2.9"),
                  ObjectReference.of("group VIEWER", "4", ExpectedOutcome.GRANTED),
                  ObjectReference.of("group of another product", "7", ExpectedOutcome.GRANTED)));
      Stream.of("1", "\"1\"", "1.5", "9", "0", "-2", "999999", "9223372036854775808", "1e400")
          .forEach(text ->
              all.add(ObjectReference.of("no such group: " + text, text, ExpectedOutcome.INVALID)));
      Stream.of("null", "[3]", "{\"id\":3}", "\"\"", "\"OWNER\"", "\"3 or 1=1\"")
          .forEach(text ->
              all.add(ObjectReference.of("malformed: " + text, text, ExpectedOutcome.INVALID)));
      return all;
    }
  },

  /** In a path: a country, which belongs to everybody. */
  COUNTRY {
    @Override
    List<ObjectReference> specimens(MatrixDirectory directory) {
      return Stream.concat(
              Stream.of("NL", "nl")
                  .map(
                      code -> ObjectReference.of("country " + code, code, ExpectedOutcome.GRANTED)),
              Stream.of("ZZ", "NLD", "N", "528", "ß", "nl'--", "N%00", "..;")
                  .map(code -> MissingIds.hidden("no country " + code, code)))
          .toList();
    }
  },

  /** In a path: a tenant; only the key's own one is known. */
  TENANT {
    @Override
    List<ObjectReference> specimens(MatrixDirectory directory) {
      ObjectReference own = tenant("own tenant", OWN_TENANT);
      return List.of(
          own,
          own.spelled("in capitals", OWN_TENANT.toUpperCase(Locale.ROOT)),
          tenant("another tenant", "bbbb0000-0000-4000-8000-00000000000b"),
          tenant("deleted tenant", "eeee0000-0000-4000-8000-00000000000e"),
          tenant("no tenant", "cccc0000-0000-4000-8000-00000000000c"),
          tenant("malformed tenant", OWN_TENANT.replace("-", "")),
          tenant("tenant and a quote", OWN_TENANT + "' or '1'='1"));
    }
  },

  /** In a path behind a tenant: a company of the tenant, or none. */
  TENANT_COMPANY {
    @Override
    List<ObjectReference> specimens(MatrixDirectory directory) {
      List<ObjectReference> all = new ArrayList<>();
      for (Map<String, String> each : directory.companies()) {
        String tenant = each.get("tenant_id");
        all.add(
            new ObjectReference(
                each.get("name"),
                each.get("uid"),
                principal -> seen(principal.tenantId().orElse("").equals(tenant)),
                _ -> addresses(directory.members(each.get("id")))));
      }
      all.add(
          all.getFirst().spelled("in capitals", all.getFirst().text().toUpperCase(Locale.ROOT)));
      ObjectReference everybody =
          new ObjectReference(
              "no company at all",
              "null",
              _ -> ExpectedOutcome.GRANTED,
              principal -> addresses(directory.usersOf(principal.tenantId().orElseThrow())));
      all.add(everybody);
      all.add(everybody.spelled("in capitals", "NULL"));
      all.add(MissingIds.hidden("deleted company", "aaaa2222-0000-4000-8000-000000000019"));
      all.add(MissingIds.hidden("a company's number", "11"));
      all.addAll(MissingIds.ids().subList(0, 5));
      return all;
    }

    private static Set<String> addresses(List<Map<String, String>> people) {
      Set<String> words = new HashSet<>();
      people.forEach(each -> words.addAll(identity(each)));
      return words;
    }
  },

  /** In a path behind a tenant: a person with a membership in one of its companies. */
  TENANT_USER {
    @Override
    List<ObjectReference> specimens(MatrixDirectory directory) {
      List<ObjectReference> all = new ArrayList<>();
      for (Map<String, String> each : directory.users()) {
        all.add(
            new ObjectReference(
                each.get("email"),
                each.get("uid"),
                principal ->
                    seen(
                        principal
                            .tenantId()
                            .map(id -> directory.usersOf(id).contains(each))
                            .orElse(false)),
                principal -> details(directory, each, principal.tenantId().orElseThrow())));
      }
      all.add(
          all.getFirst().spelled("in capitals", all.getFirst().text().toUpperCase(Locale.ROOT)));
      all.add(MissingIds.hidden("deleted person", "aaaa3333-0000-4000-8000-000000000199"));
      all.add(MissingIds.hidden("a person's number", "101"));
      all.add(MissingIds.hidden("the word null", "null"));
      all.addAll(MissingIds.ids().subList(0, 5));
      return all;
    }

    private static Set<String> details(
        MatrixDirectory directory, Map<String, String> user, String tenant) {
      Set<String> words = new HashSet<>(identity(user));
      directory
          .companiesOf(user, tenant)
          .forEach(company -> {
            words.add(company.get("name"));
            words.add(company.get("uid"));
          });
      directory
          .nominee(user, tenant)
          .ifPresent(nominee -> {
            words.add(nominee.get("last_name"));
            words.add(nominee.get("uid"));
          });
      return words;
    }
  };

  private static final String OWN_TENANT = "aaaa0000-0000-4000-8000-00000000000a";

  abstract List<ObjectReference> specimens(MatrixDirectory directory);

  /**
   * The invitations in the paths of the console.
   *
   * @param ended which of them cannot be changed any more
   */
  private static List<ObjectReference> ofConsole(
      MatrixDirectory directory, Predicate<Map<String, String>> ended) {
    List<ObjectReference> all = new ArrayList<>();
    for (Map<String, String> each : directory.invitations()) {
      String company = each.get("company_id");
      ExpectedOutcome own = ended.test(each) ? ExpectedOutcome.ENDED : ExpectedOutcome.GRANTED;
      ObjectReference plain =
          new ObjectReference(
              "invitation of " + each.get("email"),
              each.get("id"),
              principal -> workspace(principal).equals(company) ? own : ExpectedOutcome.HIDDEN,
              _ ->
                  Set.of(
                      each.get("id"),
                      each.get("email"),
                      directory.lastName(each.get("invited_by"))));
      all.add(plain);
      if (each.get("email").startsWith("pending")) {
        all.add(plain.spelled("in capitals", each.get("id").toUpperCase(Locale.ROOT)));
        all.add(
            MissingIds.hidden(
                "without hyphens " + each.get("email"), each.get("id").replace("-", "")));
      }
    }
    all.add(MissingIds.hidden("deleted invitation", "aaaa4444-0000-4000-8000-00000000ad01"));
    all.addAll(MissingIds.ids());
    return all;
  }

  private static Set<String> identity(Map<String, String> user) {
    return Set.of(user.get("email"), user.get("last_name"), user.get("uid"));
  }

  private static ObjectReference tenant(String label, String id) {
    return ObjectReference.of(
        label,
        id,
        principal ->
            principal.tenantId().filter(id.toLowerCase(Locale.ROOT)::equals).isPresent()
                ? ExpectedOutcome.GRANTED
                : ExpectedOutcome.UNAUTHENTICATED);
  }

  private static ExpectedOutcome seen(boolean visible) {
    return visible ? ExpectedOutcome.GRANTED : ExpectedOutcome.HIDDEN;
  }

  private static String workspace(Principal principal) {
    return principal.user().flatMap(MatrixDirectory.User::workspace).orElse("");
  }

  private static Set<String> companies(Principal principal) {
    return principal.user().map(MatrixDirectory.User::companies).orElse(Set.of());
  }

  private static ExpectedOutcome mayInviteAdmins(Principal principal) {
    String role =
        principal
            .user()
            .flatMap(MatrixDirectory.User::role)
            .map(MatrixDirectory.Role::name)
            .orElse("");
    return Set.of("OWNER", "ADMIN").contains(role)
        ? ExpectedOutcome.GRANTED
        : ExpectedOutcome.FORBIDDEN;
  }
}
