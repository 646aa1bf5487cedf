package dev.roster.server.audit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An event as a line of CSV by RFC 4180. No cell is a formula to a spreadsheet: one that could be
 * taken for one begins with an apostrophe (OWASP ASVS 1.2.10).
 */
public final class CsvLine {
  static final String HEADER =
      "id,at,action,actor,actor_person_id,credential,company_id,tenant_id,person_id,invitation_id,"
          + "object,address,request_id,detail\r\n";

  /** Also after blanks, which some spreadsheets skip, and in the full width of East Asian keys. */
  private static final Pattern FORMULA =
      Pattern.compile(
          "[\\s\\x{feff}]*[=+\\-@\\t\\r\\n\\x00\\x{ff1d}\\x{ff0b}\\x{ff0d}\\x{ff20}].*",
          Pattern.DOTALL);

  /** Anything else is quoted, also what separates cells in a spreadsheet of another locale. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:-]*");

  private CsvLine() {}

  static String of(AuditEvent event) {
    return List.of(
                Long.toString(event.id()),
                JsonLine.instant(event.at()),
                event.action(),
                event.actor().name().toLowerCase(Locale.ROOT),
                text(event.actorPersonId()),
                text(event.credential()),
                text(event.companyId()),
                text(event.tenantId()),
                text(event.personId()),
                text(event.invitationId()),
                text(event.object()),
                text(event.address()),
                text(event.requestId()),
                event.detail())
            .stream()
            .map(CsvLine::cell)
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse("");
  }

  /** A cell as it stands between commas. */
  public static String cell(String text) {
    String safe = FORMULA.matcher(text).matches() ? "'" + text : text;
    return PLAIN.matcher(safe).matches() ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
