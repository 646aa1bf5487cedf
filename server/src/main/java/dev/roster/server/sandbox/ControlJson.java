package dev.roster.server.sandbox;

import dev.roster.server.sandbox.state.IsolatedTenant;
import dev.roster.server.sandbox.state.PredefinedAuthGroup;
import dev.roster.server.sandbox.state.UnknownNameException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON of the control API. */
final class ControlJson {
  private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);
  private static final Duration DEFAULT_DURATION = Duration.ofSeconds(3);

  private ControlJson() {}

  static Map<String, Object> tenant(IsolatedTenant tenant) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (PredefinedAuthGroup role : PredefinedAuthGroup.values()) {
      IsolatedTenant.Member member = tenant.members().get(role);
      if (member != null) {
        members.put(
            role.name(),
            new Members()
                .with("id", member.id())
                .with("uid", member.uid().toString())
                .with("email", member.email())
                .with("token", member.token())
                .map());
      }
    }
    return new Members()
        .with("id", tenant.id().toString())
        .with("name", tenant.name())
        .with("key", tenant.key())
        .with("company_id", tenant.companyId())
        .with("company_uid", tenant.companyUid().toString())
        .with("members", members)
        .map();
  }

  static Map<String, Object> fault(FaultQueue.Waiting waiting) {
    FaultRule fault = waiting.fault();
    return new Members()
        .with("id", waiting.id())
        .with("kind", wire(fault.kind()))
        .with("operation_id", fault.operationId().orElse(null))
        .with("tenant", fault.tenant().map(UUID::toString).orElse(null))
        .with("left", waiting.left())
        .map();
  }

  static FaultRule fault(ControlBody body) {
    return new FaultRule(
        kind(body.requiredText("kind")),
        body.text("operation_id"),
        body.uuid("tenant"),
        body.whole("count").orElse(1),
        body.duration("retry_after").orElse(DEFAULT_RETRY),
        body.duration("duration").orElse(DEFAULT_DURATION));
  }

  private static FaultRule.Kind kind(String name) {
    return Arrays.stream(FaultRule.Kind.values())
        .filter(kind -> wire(kind).equals(name))
        .findFirst()
        .orElseThrow(() ->
            new UnknownNameException(
                "fault",
                name,
                Arrays.stream(FaultRule.Kind.values()).map(ControlJson::wire).toList()));
  }

  private static String wire(FaultRule.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Map<String, Object> entry(RequestJournal.Entry entry) {
    return new Members()
        .with("number", entry.number())
        .with("at", entry.at().toString())
        .with("tenant", entry.tenant().map(UUID::toString).orElse(null))
        .with("operation_id", entry.operationId().orElse(null))
        .with("method", entry.method())
        .with("target", entry.target())
        .with("request_headers", entry.requestHeaders())
        .with("request_body", entry.requestBody())
        .with("status", entry.status() == 0 ? null : entry.status())
        .with("response_headers", entry.responseHeaders())
        .with("response_body", entry.responseBody())
        .with("fault", entry.fault().map(ControlJson::wire).orElse(null))
        .map();
  }

  /** An object of JSON in the making; what is null is left out. */
  static final class Members {
    private final Map<String, Object> map = new LinkedHashMap<>();

    Members with(String name, @Nullable Object value) {
      if (value == null) {
        return this;
      }
      map.put(name, value);
      return this;
    }

    Map<String, Object> map() {
      return map;
    }
  }
}
