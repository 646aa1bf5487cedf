package dev.roster.server.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.roster.server.audit.AuditEvent.Actor;
import dev.roster.server.audit.DatabaseAuditLog.Who;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.Relation;
import dev.roster.server.db.TimestampColumns;
import dev.roster.server.db.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;

/**
 * The events. A row is added and stays; only the erasure of a person takes network addresses out of
 * it. Operators read those of everybody.
 */
public final class AuditStore {
  private static final JsonMapper JSON = new JsonMapper();

  private static final String SELECTED =
      """
      SELECT id, at, action, actor, actor_person_id, credential, company_id, tenant_id, person_id,
             invitation_id, object, address, request_id, detail::text AS detail
      FROM audit_event
      WHERE id > :after AND id <= :last
        AND (CAST(:company AS bigint) IS NULL OR company_id = CAST(:company AS bigint))
        AND (CAST(:person AS bigint) IS NULL OR person_id = CAST(:person AS bigint)
             OR actor_person_id = CAST(:person AS bigint))
        AND (CAST(:action AS text) IS NULL OR action = :action)
        AND (CAST(:since AS timestamptz) IS NULL OR at >= CAST(:since AS timestamptz))
        AND (CAST(:until AS timestamptz) IS NULL OR at < CAST(:until AS timestamptz))
      """;

  void append(Transaction tx, Instant at, Who who, CallOrigin callOrigin, AuditedChange change) {
    Map<String, Object> binds = binds(at, who, callOrigin, change);
    binds.put("invitation", change.invitationId());
    event("event", "(SELECT CAST(:event.invitation AS uuid) AS id) AS invitation", binds).in(tx);
  }

  /**
   * Appends an event for each invitation that a statement changes.
   *
   * @param name of the relation
   * @param invitations by the column {@code id}
   * @param after what comes before these events in the log
   */
  Relation<String> appended(
      String name,
      Instant at,
      Who who,
      CallOrigin callOrigin,
      AuditedChange change,
      Relation<UUID> invitations,
      Relation<?> after) {
    String rows = "%s AS invitation WHERE %s".formatted(invitations.name(), after.computed());
    return event(name, rows, binds(at, who, callOrigin, change));
  }

  private static Relation<String> event(
      String name, String invitations, Map<String, Object> binds) {
    String sql =
        """
        INSERT INTO audit_event (at, action, actor, actor_person_id, credential, company_id, tenant_id,
                                 person_id, invitation_id, object, address, request_id, detail)
        SELECT CAST(:event.at AS timestamptz), :event.action, :event.actor,
               CAST(:event.actorPerson AS bigint),
               coalesce((SELECT coalesce(public_id, id::text) FROM api_token
                         WHERE id = CAST(:event.token AS uuid)),
                        CAST(:event.token AS text), CAST(:event.credential AS text)),
               CAST(:event.company AS bigint), CAST(:event.tenant AS uuid),
               CAST(:event.person AS bigint), invitation.id, CAST(:event.object AS text),
               CAST(:event.address AS text), CAST(:event.request AS text),
               CAST(:event.detail AS jsonb)
        FROM %s
        RETURNING id
        """;
    return new Relation<>(
        name,
        sql.formatted(invitations).replace(":event.", ":" + name + "."),
        binds,
        Objects::requireNonNull);
  }

  /** All values of an event but its invitation. */
  private static Map<String, Object> binds(
      Instant at, Who who, CallOrigin callOrigin, AuditedChange change) {
    Map<String, Object> binds = new HashMap<>();
    binds.put("at", at);
    binds.put("action", change.action().toString());
    binds.put("actor", who.actor().name().toLowerCase(Locale.ROOT));
    binds.put("actorPerson", who.personId());
    binds.put("token", who.tokenId());
    binds.put("credential", who.credential());
    binds.put("company", change.companyId());
    binds.put("tenant", change.tenantId());
    binds.put("person", change.personId());
    binds.put("object", change.object());
    binds.put("address", callOrigin.address());
    binds.put("request", callOrigin.requestId());
    binds.put("detail", json(change.detail()));
    return binds;
  }

  private static String json(Map<String, Object> detail) {
    try {
      return JSON.writeValueAsString(detail);
    } catch (JsonProcessingException bug) {
      throw new IllegalArgumentException("this detail is no JSON", bug);
    }
  }

  /** The greatest id so far; 0 in an empty log. */
  public long last(ReadConnection tx) {
    return tx.handle()
        .createQuery("SELECT coalesce(max(id), 0) FROM audit_event")
        .mapTo(Long.class)
        .one();
  }

  /** The transactions that have written an event, or are about to, and have not ended. */
  List<String> writing(ReadConnection tx) {
    return tx.handle()
        .createQuery(
            """
            SELECT DISTINCT virtualtransaction FROM pg_locks
            WHERE locktype = 'relation' AND mode = 'RowExclusiveLock'
              AND relation = 'audit_event'::regclass
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """)
        .mapTo(String.class)
        .list();
  }

  /** The first events that the query selects, up to an id, the oldest first. */
  List<AuditEvent> page(ReadConnection tx, AuditQuery query, long last, int size) {
    return bind(tx.handle().createQuery(SELECTED + "ORDER BY id LIMIT :size"), query, last, size)
        .map((row, context) -> event(row))
        .list();
  }

  /** The newest events that the query selects, up to an id, the newest first. */
  List<AuditEvent> newest(ReadConnection tx, AuditQuery query, long last, int size) {
    return bind(
            tx.handle().createQuery(SELECTED + "ORDER BY id DESC LIMIT :size"), query, last, size)
        .map((row, context) -> event(row))
        .list();
  }

  /**
   * The events of a company, the newest first, with the names of those in it.
   *
   * @param before only events with a smaller id
   */
  List<WorkspaceEvent> ofCompany(ReadConnection tx, long companyId, long before, int size) {
    return tx.handle()
        .createQuery(
            """
            SELECT e.id, e.at, e.action, e.actor, e.actor_person_id, e.person_id, e.invitation_id,
                   btrim(a.first_name || ' ' || a.last_name) AS actor_name,
                   btrim(p.first_name || ' ' || p.last_name) AS person_name,
                   i.email AS invitation_email
            FROM audit_event e
            LEFT JOIN person a ON a.id = e.actor_person_id
            LEFT JOIN person p ON p.id = e.person_id
            LEFT JOIN invitation i ON i.id = e.invitation_id AND i.company_id = e.company_id
            WHERE e.company_id = :company AND e.id < :before
            ORDER BY e.id DESC LIMIT :size
            """)
        .bind("company", companyId)
        .bind("before", before)
        .bind("size", size)
        .map((row, context) ->
            new WorkspaceEvent(
                row.getLong("id"),
                TimestampColumns.instant(row, "at"),
                row.getString("action"),
                Actor.valueOf(row.getString("actor").toUpperCase(Locale.ROOT)),
                named(row, "actor_person_id", Long.class, "actor_name"),
                named(row, "person_id", Long.class, "person_name"),
                named(row, "invitation_id", UUID.class, "invitation_email")))
        .list();
  }

  /** The addresses of the people and invitations in some events. */
  EventAddresses addresses(ReadConnection tx, List<AuditEvent> events) {
    return new EventAddresses(
        addresses(
            tx,
            "SELECT id, email FROM person WHERE id = ANY (:ids)",
            Long.class,
            events.stream()
                .flatMap(
                    each -> Stream.concat(each.actorPersonId().stream(), each.personId().stream()))
                .toList()),
        addresses(
            tx,
            "SELECT id, email FROM invitation WHERE id = ANY (:ids)",
            UUID.class,
            events.stream().flatMap(each -> each.invitationId().stream()).toList()));
  }

  private static <T> Map<T, String> addresses(
      ReadConnection tx, String query, Class<T> type, List<T> ids) {
    return tx
        .handle()
        .createQuery(query)
        .bindArray("ids", type, ids.stream().distinct().toList())
        .map((row, context) -> Map.entry(row.getObject("id", type), row.getString("email")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static <T> Optional<WorkspaceEvent.Named<T>> named(
      ResultSet row, String id, Class<T> type, String name) throws SQLException {
    String called = row.getString(name);
    return optional(row, id, type)
        .map(present -> new WorkspaceEvent.Named<>(present, Optional.ofNullable(called)));
  }

  private static Query bind(Query statement, AuditQuery query, long last, int size) {
    return statement
        .bind("after", query.after())
        .bind("last", last)
        .bind("company", query.companyId().orElse(null))
        .bind("person", query.personId().orElse(null))
        .bind("action", query.action().map(Object::toString).orElse(null))
        .bind("since", query.since().orElse(null))
        .bind("until", query.until().orElse(null))
        .bind("size", size);
  }

  private static AuditEvent event(ResultSet row) throws SQLException {
    return new AuditEvent(
        row.getLong("id"),
        TimestampColumns.instant(row, "at"),
        row.getString("action"),
        Actor.valueOf(row.getString("actor").toUpperCase(Locale.ROOT)),
        optional(row, "actor_person_id", Long.class),
        optional(row, "credential", String.class),
        optional(row, "company_id", Long.class),
        optional(row, "tenant_id", UUID.class),
        optional(row, "person_id", Long.class),
        optional(row, "invitation_id", UUID.class),
        optional(row, "object", String.class),
        optional(row, "address", String.class),
        optional(row, "request_id", String.class),
        row.getString("detail"));
  }

  private static <T> Optional<T> optional(ResultSet row, String column, Class<T> type)
      throws SQLException {
    return Optional.ofNullable(row.getObject(column, type));
  }

  /**
   * The number of events that were ever written, by all servers; those of transactions that were
   * rolled back are counted, too.
   */
  public long written(ReadConnection tx) {
    return tx.handle()
        .createQuery(
            """
            SELECT coalesce(pg_sequence_last_value(
                     pg_get_serial_sequence('audit_event', 'id')::regclass), 0)
            """)
        .mapTo(Long.class)
        .one();
  }
}
