package dev.roster.server.security;

import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.util.List;
import java.util.Locale;

/** The exact effects of each granted write. */
final class WriteEffects {
  private WriteEffects() {}

  /** Says what is wrong with the effect of the request, and takes back a switch. */
  static List<String> of(MatrixRequest cell, RawResponse response, TestServer server) {
    return switch (cell.call().id()) {
      case "accounts_invitations_create" -> ofInvitation(cell, response, server);
      case "accounts_workspaces_switch" -> ofSwitch(cell, server);
      case "console_invitations_resend" -> ofChange(cell, server, "expires_at > '2031-03-07'");
      case "console_invitations_revoke" -> ofChange(cell, server, "revoked_at IS NOT NULL");
      default -> List.of("no effect is described for " + cell.call().id());
    };
  }

  private static List<String> ofInvitation(
      MatrixRequest cell, RawResponse response, TestServer server) {
    String id = response.text().split("\"")[3];
    MatrixDirectory.User user = cell.principal().user().orElseThrow();
    String group = cell.objects().get("auth_group").text().replaceAll("\"|\\..*", "");
    long right =
        server
            .database()
            .reading(tx ->
                tx.handle()
                    .createQuery(
                        "SELECT count(*) FROM invitation WHERE id = :id::uuid"
                            + " AND company_id = :company::bigint AND invited_by = :user::bigint"
                            + " AND auth_group_id = :group::bigint AND accepted_at IS NULL")
                    .bind("id", id)
                    .bind("company", user.workspace().orElseThrow())
                    .bind("user", user.row().get("id"))
                    .bind("group", group)
                    .mapTo(Long.class)
                    .one());
    return right == 1 ? List.of() : List.of(cell + ": stored another invitation than asked for");
  }

  /** Says if the invitation of the path is not changed. */
  private static List<String> ofChange(MatrixRequest cell, TestServer server, String change) {
    List<String> changed =
        server
            .database()
            .reading(tx ->
                tx.handle()
                    .createQuery(
                        "SELECT id FROM invitation WHERE email LIKE '%@guest-%' AND " + change)
                    .mapTo(String.class)
                    .list());
    String named = cell.objects().get("id").text().toLowerCase(Locale.ROOT);
    return changed.contains(named) ? List.of() : List.of(cell + ": changed " + changed);
  }

  private static List<String> ofSwitch(MatrixRequest cell, TestServer server) {
    MatrixDirectory.User user = cell.principal().user().orElseThrow();
    List<String> current =
        server
            .database()
            .reading(tx ->
                tx.handle()
                    .createQuery(
                        "SELECT c.name FROM person p"
                            + " JOIN membership m ON m.id = p.active_membership_id AND m.enabled"
                            + " JOIN company c ON c.id = m.company_id WHERE p.id = :user::bigint")
                    .bind("user", user.row().get("id"))
                    .mapTo(String.class)
                    .list());
    server
        .database()
        .inTransaction(tx ->
            tx.handle()
                .createUpdate(
                    "UPDATE person SET active_membership_id = :membership::bigint"
                        + " WHERE id = :user::bigint")
                .bind("membership", user.activeMembership())
                .bind("user", user.row().get("id"))
                .execute());
    boolean right =
        current.size() == 1
            && cell.objects().get("company_id").label().startsWith(current.getFirst());
    return right ? List.of() : List.of(cell + ": the workspace is now " + current);
  }
}
