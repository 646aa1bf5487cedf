package dev.roster.server.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.db.ReadConnection;
import dev.roster.server.directory.PersonEntry.CompanyRole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Companies and users of all tenants, as operators look for them. */
public final class DirectoryAdminStore {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String COMPANIES =
      """
      SELECT c.id, c.uid, c.name, c.type, c.country, c.created_at, t.id AS tenant_id, t.name AS tenant,
        (SELECT count(*) FROM membership m WHERE m.company_id = c.id AND m.enabled) AS members,
        (SELECT count(*) FROM invitation i WHERE i.company_id = c.id AND i.accepted_at IS NULL
           AND i.revoked_at IS NULL AND i.expired_at IS NULL AND (i.expires_at IS NULL OR i.expires_at > now())) AS pending
      FROM company c JOIN tenant t ON t.id = c.tenant_id
      """;

  private static final String PEOPLE =
      """
      SELECT p.id, p.uid, p.email, p.first_name, p.last_name, p.is_active, p.status, p.firebase_uid,
        (SELECT coalesce(json_agg(json_build_object('id', c.id, 'name', c.name, 'role', g.name, 'enabled', m.enabled)
                                  ORDER BY c.id), '[]')
         FROM membership m JOIN company c ON c.id = m.company_id JOIN auth_group g ON g.id = m.auth_group_id
         WHERE m.person_id = p.id) AS memberships
      FROM person p
      """;

  /**
   * Companies in the order of their ids.
   *
   * @param part of the name, in any case; empty for all
   */
  List<CompanyEntry> companies(ReadConnection tx, String part, int most) {
    return tx.handle()
        .createQuery(
            COMPANIES + " WHERE strpos(upper(c.name), upper(:part)) > 0 ORDER BY c.id LIMIT :most")
        .bind("part", part)
        .bind("most", most)
        .map((row, context) -> company(row))
        .list();
  }

  /** The companies with this name, id or id of the Compleat contract; several may have one name. */
  List<CompanyEntry> companiesCalled(ReadConnection tx, String nameOrId) {
    return tx.handle()
        .createQuery(
            COMPANIES
                + """
                 WHERE c.name = :text OR c.id::text = :text OR c.uid::text = lower(:text)
                    OR upper(c.name) = upper(:text)
                   AND NOT EXISTS (SELECT FROM company exact WHERE exact.name = :text)
                 ORDER BY c.id
                """)
        .bind("text", nameOrId)
        .map((row, context) -> company(row))
        .list();
  }

  /**
   * Users in the order of their ids.
   *
   * @param part of the name or address, in any case; empty for all
   */
  List<PersonEntry> people(ReadConnection tx, Optional<Long> companyId, String part, int most) {
    return tx.handle()
        .createQuery(
            PEOPLE
                + """
                 WHERE (CAST(:company AS bigint) IS NULL
                        OR EXISTS (SELECT FROM membership m WHERE m.person_id = p.id AND m.company_id = :company))
                   AND strpos(upper(p.first_name || ' ' || p.last_name || ' ' || p.email), upper(:part)) > 0
                 ORDER BY p.id LIMIT :most
                """)
        .bind("company", companyId.orElse(null))
        .bind("part", part)
        .bind("most", most)
        .map((row, context) -> person(row))
        .list();
  }

  Optional<PersonEntry> person(ReadConnection tx, long personId) {
    return tx.handle()
        .createQuery(PEOPLE + " WHERE p.id = :person")
        .bind("person", personId)
        .map((row, context) -> person(row))
        .findOne();
  }

  private static CompanyEntry company(ResultSet row) throws SQLException {
    return new CompanyEntry(
        row.getLong("id"),
        row.getObject("uid", UUID.class),
        row.getString("name"),
        row.getString("type"),
        Optional.ofNullable(row.getString("country")),
        row.getObject("tenant_id", UUID.class),
        row.getString("tenant"),
        row.getLong("members"),
        row.getLong("pending"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static PersonEntry person(ResultSet row) throws SQLException {
    return new PersonEntry(
        row.getLong("id"),
        row.getObject("uid", UUID.class),
        row.getString("email"),
        (row.getString("first_name") + " " + row.getString("last_name")).strip(),
        row.getBoolean("is_active"),
        UserStatus.valueOf(row.getString("status")),
        Optional.ofNullable(row.getString("firebase_uid")).filter(subject -> !subject.isEmpty()),
        roles(row.getString("memberships")));
  }

  private static List<CompanyRole> roles(String memberships) {
    try {
      List<CompanyRole> roles = new ArrayList<>();
      for (JsonNode each : JSON.readTree(memberships)) {
        roles.add(
            new CompanyRole(
                each.path("id").asLong(),
                each.path("name").asText(),
                each.path("role").asText(),
                each.path("enabled").asBoolean()));
      }
      return roles;
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
