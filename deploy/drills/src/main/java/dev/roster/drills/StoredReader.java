package dev.roster.drills;

import dev.roster.drills.cluster.DrillException;
import dev.roster.drills.cluster.PostgresServer;
import dev.roster.drills.judge.Stored;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what a drill has left in the database. */
final class StoredReader {
  private static final String INVITATIONS =
      "SELECT email, id FROM invitation WHERE email LIKE '%@drill.example'";
  private static final String COUNTED =
      "SELECT coalesce(sum(used), 0) FROM invitation_quota WHERE kind = 'inviter'";
  private static final String AUDITED =
      "SELECT count(*) FROM audit_event WHERE action = 'invitation.created'";
  private static final String MAILS =
      "SELECT count(*) FROM outbox o JOIN invitation i ON i.id = o.invitation_id"
          + " WHERE i.email LIKE '%@drill.example'";
  private static final String COMPANY =
      "SELECT m.company_id FROM person p JOIN membership m ON m.id = p.active_membership_id"
          + " WHERE p.id = 9000001";

  private StoredReader() {}

  /** The content of the database. */
  static Stored read(PostgresServer postgres) {
    Map<String, List<String>> invitations = new HashMap<>();
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(INVITATIONS)) {
      while (rows.next()) {
        invitations
            .computeIfAbsent(rows.getString(1), _ -> new ArrayList<>())
            .add(rows.getString(2));
      }
    } catch (SQLException failure) {
      throw new DrillException("the invitations cannot be read", failure);
    }
    return new Stored(
        invitations,
        postgres.number(COUNTED),
        postgres.number(AUDITED),
        postgres.number(MAILS),
        postgres.number(COMPANY));
  }
}
