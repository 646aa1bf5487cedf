package dev.roster.server.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A change by a service, with its subject. Identifiers only: names and addresses stay in the rows
 * that these point to, and secrets stay nowhere.
 *
 * @param object the public id of a token, the id of a tenant key or of a mail
 * @param detail what else is worth knowing: texts, numbers and booleans by name
 */
public record AuditedChange(
    AuditAction action,
    Optional<Long> companyId,
    Optional<UUID> tenantId,
    Optional<Long> personId,
    Optional<UUID> invitationId,
    Optional<String> object,
    Map<String, Object> detail) {
  public AuditedChange {
    detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
  }

  /** A change of nothing in particular yet. */
  public static AuditedChange of(AuditAction action) {
    return new AuditedChange(
        action,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  public AuditedChange company(long id) {
    return new AuditedChange(
        action, Optional.of(id), tenantId, personId, invitationId, object, detail);
  }

  public AuditedChange tenant(UUID id) {
    return new AuditedChange(
        action, companyId, Optional.of(id), personId, invitationId, object, detail);
  }

  public AuditedChange person(long id) {
    return new AuditedChange(
        action, companyId, tenantId, Optional.of(id), invitationId, object, detail);
  }

  public AuditedChange invitation(UUID id) {
    return new AuditedChange(
        action, companyId, tenantId, personId, Optional.of(id), object, detail);
  }

  /** The token, the key or the mail that was changed, by its public id. */
  public AuditedChange object(String id) {
    return new AuditedChange(
        action, companyId, tenantId, personId, invitationId, Optional.of(id), detail);
  }

  /**
   * @param value a text, a number or a boolean; never a secret, a name or an address
   */
  public AuditedChange with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(detail);
    more.put(name, value);
    return new AuditedChange(action, companyId, tenantId, personId, invitationId, object, more);
  }
}
