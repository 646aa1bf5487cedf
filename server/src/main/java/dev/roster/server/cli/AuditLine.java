package dev.roster.server.cli;

import dev.roster.server.audit.AuditEvent;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An event of the audit log as one line for a person. */
final class AuditLine {
  private AuditLine() {}

  static String of(AuditEvent event) {
    String line =
        "%s  %s  %-20s  %s  %s  from %s"
            .formatted(
                Long.toString(event.id()),
                event.at().truncatedTo(ChronoUnit.SECONDS),
                event.action(),
                who(event),
                onWhat(event),
                event.address().orElse("terminal"));
    return Printable.of(line);
  }

  private static String who(AuditEvent event) {
    String kind = event.actor().name().toLowerCase(Locale.ROOT);
    String person = event.actorPersonId().map(id -> " " + id).orElse("");
    return "by " + kind + person + event.credential().map(each -> " (" + each + ")").orElse("");
  }

  private static String onWhat(AuditEvent event) {
    List<String> parts = new ArrayList<>();
    add(parts, "company ", event.companyId());
    add(parts, "tenant ", event.tenantId());
    add(parts, "person ", event.personId());
    add(parts, "invitation ", event.invitationId());
    add(parts, "", event.object());
    if (!event.detail().equals("{}")) {
      parts.add(event.detail());
    }
    return "on " + String.join(", ", parts);
  }

  private static void add(List<String> parts, String what, Optional<?> id) {
    id.ifPresent(value -> parts.add(what + value));
  }
}
