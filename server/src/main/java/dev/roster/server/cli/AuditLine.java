package dev.roster.server.cli;

import dev.roster.server.audit.AuditEvent;
import dev.roster.server.audit.EventAddresses;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** An event of the audit log as one line for a person. */
final class AuditLine {
  private AuditLine() {}

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * The event in short, with addresses where they are known.
   *
   * @param width of the terminal, beyond which the line is cut; empty for a whole line
   */
  static String brief(AuditEvent event, EventAddresses addresses, OptionalInt width) {
    String what = briefWhat(event, addresses);
    String line =
        "%-6s  %s  %-19s  %s%s"
            .formatted(
                Long.toString(event.id()),
                MINUTES.format(event.at()),
                event.action(),
                briefWho(event, addresses),
                what.isEmpty() ? "" : " > " + what);
    String plain = Printable.of(line);
    int most = width.orElse(Integer.MAX_VALUE);
    return plain.length() <= most ? plain : plain.substring(0, most - 1) + "…";
  }

  private static String briefWho(AuditEvent event, EventAddresses addresses) {
    String kind = event.actor().name().toLowerCase(Locale.ROOT);
    return event
        .actorPersonId()
        .map(id -> addresses.people().getOrDefault(id, kind + " " + id))
        .orElse(kind);
  }

  private static String briefWhat(AuditEvent event, EventAddresses addresses) {
    Set<String> parts = new LinkedHashSet<>();
    add(
        parts,
        "",
        event
            .invitationId()
            .flatMap(id -> Optional.ofNullable(addresses.invitations().get(id)))
            .filter(invitee -> !invitee.equals(briefWho(event, addresses))));
    event
        .personId()
        .filter(id -> !event.actorPersonId().equals(Optional.of(id)))
        .ifPresent(id -> parts.add(addresses.people().getOrDefault(id, "user " + id)));
    add(parts, "company ", event.companyId());
    add(parts, "", event.object());
    return String.join(", ", parts);
  }

  /** The event with all that the log has, and the addresses that are known behind their ids. */
  static String of(AuditEvent event, EventAddresses addresses) {
    String line =
        "%-6s  %s  %-20s  %s  %s  from %s"
            .formatted(
                Long.toString(event.id()),
                event.at().truncatedTo(ChronoUnit.SECONDS),
                event.action(),
                who(event, addresses),
                onWhat(event, addresses),
                event.address().orElse("terminal"));
    return Printable.of(line);
  }

  private static String who(AuditEvent event, EventAddresses addresses) {
    String kind = event.actor().name().toLowerCase(Locale.ROOT);
    String person = event.actorPersonId().map(id -> " " + known(id, addresses.people())).orElse("");
    return "by " + kind + person + event.credential().map(each -> " (" + each + ")").orElse("");
  }

  private static String onWhat(AuditEvent event, EventAddresses addresses) {
    List<String> parts = new ArrayList<>();
    add(parts, "company ", event.companyId());
    add(parts, "tenant ", event.tenantId());
    add(parts, "person ", event.personId().map(id -> known(id, addresses.people())));
    add(parts, "invitation ", event.invitationId().map(id -> known(id, addresses.invitations())));
    add(parts, "", event.object());
    if (!event.detail().equals("{}")) {
      parts.add(event.detail());
    }
    return "on " + String.join(", ", parts);
  }

  private static <K> String known(K id, Map<K, String> addresses) {
    String address = addresses.get(id);
    return address == null ? id.toString() : id + " " + address;
  }

  private static void add(Collection<String> parts, String what, Optional<?> id) {
    id.ifPresent(value -> parts.add(what + value));
  }
}
