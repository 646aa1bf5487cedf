package dev.roster.server.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** An event as a line of JSON; a field without a value is null. */
final class JsonLine {
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private JsonLine() {}

  /** To the microsecond, always with six digits. */
  static String instant(Instant at) {
    return INSTANT.format(at);
  }

  static String of(AuditEvent event) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeNumberField("id", event.id());
      json.writeStringField("at", instant(event.at()));
      json.writeStringField("action", event.action());
      json.writeStringField("actor", event.actor().name().toLowerCase(Locale.ROOT));
      number(json, "actor_person_id", event.actorPersonId());
      text(json, "credential", event.credential());
      number(json, "company_id", event.companyId());
      text(json, "tenant_id", event.tenantId());
      number(json, "person_id", event.personId());
      text(json, "invitation_id", event.invitationId());
      text(json, "object", event.object());
      text(json, "address", event.address());
      text(json, "request_id", event.requestId());
      json.writeFieldName("detail");
      json.writeRawValue(event.detail());
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return line.append('\n').toString();
  }

  private static void number(JsonGenerator json, String name, Optional<Long> value)
      throws IOException {
    json.writeFieldName(name);
    if (value.isPresent()) {
      json.writeNumber(value.get());
    } else {
      json.writeNull();
    }
  }

  private static void text(JsonGenerator json, String name, Optional<?> value) throws IOException {
    json.writeStringField(name, value.map(Object::toString).orElse(null));
  }
}
