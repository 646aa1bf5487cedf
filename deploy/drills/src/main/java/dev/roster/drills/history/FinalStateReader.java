package dev.roster.drills.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the objects of a run from the database, in one snapshot. */
final class FinalStateReader {
  private final Connection database;
  private final Directory directory;
  private final Map<Long, String> people;

  FinalStateReader(Connection database, Directory directory) {
    this.database = database;
    this.directory = directory;
    this.people =
        directory.people().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
  }

  /**
   * Reads all objects of the run.
   *
   * @param calls whose keys are looked up
   */
  FinalState read(List<Call> calls) throws SQLException {
    database.setAutoCommit(false);
    database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    FinalState state =
        new FinalState(
            invitations(),
            members(),
            current(),
            keys(calls),
            counters(),
            switched(),
            tokens(),
            orphans());
    database.commit();
    database.setAutoCommit(true);
    return state;
  }

  private interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> rows(String sql, Row<T> reader) throws SQLException {
    Long[] companies = directory.companies().values().toArray(Long[]::new);
    try (PreparedStatement statement = database.prepareStatement(sql)) {
      for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
        statement.setArray(i, database.createArrayOf("bigint", companies));
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(reader.of(result));
        }
      }
      return rows;
    }
  }

  private String company(ResultSet row) throws SQLException {
    return directory.company(row.getString("company_id"));
  }

  private List<FinalState.Invitation> invitations() throws SQLException {
    return rows(
        """
        SELECT i.id, i.company_id, i.email, i.invited_by, i.accepted_at IS NOT NULL AS accepted,
               (SELECT count(*) FROM outbox o WHERE o.invitation_id = i.id) AS mails,
               (SELECT count(*) FROM audit_event e
                WHERE e.invitation_id = i.id AND e.action = 'invitation.created') AS created,
               (SELECT count(*) FROM audit_event e
                WHERE e.invitation_id = i.id AND e.action = 'invitation.accepted') AS acceptances
        FROM invitation i WHERE i.company_id = ANY (?)
        """,
        row ->
            new FinalState.Invitation(
                row.getString("id"),
                company(row),
                row.getString("email"),
                people.getOrDefault(row.getLong("invited_by"), ""),
                row.getBoolean("accepted"),
                row.getInt("mails"),
                row.getInt("created"),
                row.getInt("acceptances")));
  }

  private Map<String, List<String>> members() throws SQLException {
    Map<String, List<String>> members = new HashMap<>();
    for (String[] row :
        rows(
            """
            SELECT m.company_id, p.email FROM membership m JOIN person p ON p.id = m.person_id
            WHERE m.company_id = ANY (?) AND m.enabled
            """,
            row -> new String[] {company(row), row.getString("email")})) {
      members.computeIfAbsent(row[0], _ -> new ArrayList<>()).add(row[1]);
    }
    return members;
  }

  private Map<String, String> current() throws SQLException {
    Map<String, String> current = new HashMap<>();
    for (String[] row :
        rows(
            """
            SELECT p.id, m.company_id FROM person p
            JOIN membership m ON m.id = p.active_membership_id AND m.person_id = p.id
            WHERE m.company_id = ANY (?)
            """,
            row -> new String[] {people.getOrDefault(row.getLong("id"), ""), company(row)})) {
      current.put(row[0], row[1]);
    }
    return current;
  }

  private List<FinalState.Key> keys(List<Call> calls) throws SQLException {
    Map<String, String> names = new HashMap<>();
    for (Call call : calls) {
      String key = call.argument("key");
      names.put(HexFormat.of().formatHex(Directory.sha256(key)), key);
    }
    return rows(
        """
        SELECT k.person_id, k.operation, encode(k.key_hash, 'hex') AS hash, k.result
        FROM idempotency_key k
        WHERE k.person_id IN (SELECT person_id FROM membership WHERE company_id = ANY (?))
        """,
        row -> {
          boolean switches = row.getString("operation").equals("switch");
          String result = row.getString("result");
          return new FinalState.Key(
              people.getOrDefault(row.getLong("person_id"), ""),
              (switches ? Operation.SWITCH : Operation.INVITE).name(),
              names.getOrDefault(row.getString("hash"), ""),
              switches ? directory.company(result) : result);
        });
  }

  private Map<String, Integer> counters() throws SQLException {
    Map<String, Integer> counters = new HashMap<>();
    for (Map.Entry<String, Integer> row :
        rows(
            "SELECT kind, subject, sum(used) AS used FROM invitation_quota GROUP BY kind, subject",
            row -> Map.entry(counter(row), row.getInt("used")))) {
      counters.put(row.getKey(), row.getValue());
    }
    counters.keySet().removeIf(String::isEmpty);
    return counters;
  }

  /** By the names of the run; empty for those of other runs. */
  private String counter(ResultSet row) throws SQLException {
    String subject = row.getString("subject");
    String kind = row.getString("kind");
    String name =
        switch (kind) {
          case "company" -> directory.company(subject);
          case "inviter" -> people.getOrDefault(Long.valueOf(subject), "");
          default -> subject.endsWith("@" + directory.domain()) ? subject : "";
        };
    return name.isEmpty() ? "" : kind + " " + name;
  }

  private Map<String, Integer> switched() throws SQLException {
    Map<String, Integer> events = new HashMap<>();
    for (String change :
        rows(
            """
            SELECT person_id, company_id FROM audit_event
            WHERE action = 'workspace.switched' AND company_id = ANY (?)
            """,
            row -> people.getOrDefault(row.getLong("person_id"), "") + " " + company(row))) {
      events.merge(change, 1, Integer::sum);
    }
    return events;
  }

  private List<FinalState.Token> tokens() throws SQLException {
    return rows(
        """
        SELECT t.label, t.revoked_at IS NOT NULL AS revoked,
               (SELECT count(*) FROM audit_event e
                WHERE e.action = 'token.revoked' AND e.object = coalesce(t.public_id, t.id::text))
                 AS events
        FROM api_token t
        WHERE t.person_id IN (SELECT person_id FROM membership WHERE company_id = ANY (?))
        """,
        row ->
            new FinalState.Token(
                row.getString("label"), row.getBoolean("revoked"), row.getInt("events")));
  }

  private int orphans() throws SQLException {
    return rows(
            """
            SELECT count(*) AS orphans FROM audit_event e
            WHERE e.company_id = ANY (?) AND e.invitation_id IS NOT NULL
              AND NOT EXISTS (SELECT FROM invitation i WHERE i.id = e.invitation_id)
            """,
            row -> row.getInt("orphans"))
        .getFirst();
  }
}
