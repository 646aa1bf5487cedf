package dev.roster.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.roster.server.boot.Config;
import dev.roster.server.boot.RosterServer;
import dev.roster.server.leaks.SecretKind;
import dev.roster.server.leaks.Secrets;
import dev.roster.server.ops.ManagementAddress;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.OtlpReceiver;
import dev.roster.server.testing.OtlpReceiver.Received;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.ScriptedSmtp;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.Waiting;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that exports to a collector. Each request names a trace of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TelemetryTest {
  private static final String ME = "/api/accounts/users/me/";
  private static final String PARENT = "b7ad6b7169203331";
  private static final String TOKEN =
      "rst_live_0123456789ab_0123456789abcdefghijABCDEFGHIJ0123456789abcdefghi";
  private static final String KEY = "0f8fad5b-d9cb-469f-a165-70867728950e";
  private static final String INVITATION = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP0";
  private static final String IMPORTED = "imp-8Zw4q";
  private static final String JWT =
      "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0x.c2lnbmF0dXJlLW9mLWEtdG9rZW4";

  private static final Map<String, SecretKind> CANARIES =
      Map.of(
          TOKEN, SecretKind.BEARER_TOKEN,
          IMPORTED, SecretKind.BEARER_TOKEN,
          KEY, SecretKind.TENANT_KEY,
          INVITATION, SecretKind.INVITATION_SECRET,
          JWT, SecretKind.JWT);

  private OtlpReceiver receiver;
  private ScriptedSmtp smtp;
  private RosterServer server;
  private RawHttp http;
  private int traces;

  @BeforeAll
  void start() {
    receiver = new OtlpReceiver();
    smtp = new ScriptedSmtp();
    Config config =
        Config.builder(TestServer.databaseWith("two-tenants"), "127.0.0.1", 0)
            .connections(4)
            .mail(InvitationFixture.smtp(smtp.port()))
            .management(new ManagementAddress("127.0.0.1", 0, true))
            .telemetry(TelemetrySettings.of(receiver.variables()))
            .build();
    server = RosterServer.start(config, Clock.systemUTC());
    http = new RawHttp(server.baseUri());
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
    receiver.close();
    smtp.close();
  }

  private String nextTrace() {
    return "%032x".formatted(0xabcd_0000L + traces++);
  }

  private RawResponse send(
      String trace, String method, String path, Map<String, String> headers, String body) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("traceparent", "00-" + trace + "-" + PARENT + "-01");
    return http.send(
        method, path, all, body == null ? null : body.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  private List<Received> spansOf(String trace) {
    return receiver.spans().stream().filter(span -> span.traceId().equals(trace)).toList();
  }

  /** The server span of the only request of a trace. */
  private Received spanOf(String trace) {
    Waiting.until(() -> serverSpans(trace).size() == 1);
    return serverSpans(trace).getFirst();
  }

  private List<Received> serverSpans(String trace) {
    return spansOf(trace).stream()
        .filter(span -> span.kind() == Span.SpanKind.SPAN_KIND_SERVER)
        .toList();
  }

  private Received spanOf(String method, String path, Map<String, String> headers) {
    String trace = nextTrace();
    send(trace, method, path, headers, null);
    return spanOf(trace);
  }

  @Test
  void aRequestIsASpanOfTheCallersTrace() {
    Received span =
        spanOf(
            "GET",
            ME + "?fields=x",
            Map.of(
                "Authorization", "Bearer ann-token",
                "User-Agent", "people/1.2",
                "tracestate", "vendor=value"));

    assertThat(span.name()).isEqualTo("GET " + ME);
    assertThat(span.parentId()).isEqualTo(PARENT);
    assertThat(span.state()).isEqualTo("vendor=value");
    assertThat(span.failed()).isFalse();
    assertThat(span.attributes())
        .contains(
            entry("http.request.method", "GET"),
            entry("http.route", ME),
            entry("http.response.status_code", 200L),
            entry("url.scheme", "http"),
            entry("url.path", ME),
            entry("server.address", "roster.test"),
            entry("client.address", "127.0.0.1"),
            entry("user_agent.original", "people/1.2"),
            entry("roster.api", "coolset"),
            entry("roster.operation", "accounts_users_me"))
        .containsOnlyKeys(
            "http.request.method",
            "http.route",
            "http.response.status_code",
            "http.response.body.size",
            "url.scheme",
            "url.path",
            "server.address",
            "client.address",
            "user_agent.original",
            "roster.api",
            "roster.operation");
  }

  @Test
  void theResourceNamesTheProgramAndTheReplica() {
    spanOf("GET", ME, Map.of());

    assertThat(receiver.resource())
        .contains(entry("service.name", "roster"))
        .containsKeys("service.version", "service.instance.id");
  }

  @Test
  void workOnTheDatabaseIsASpanBelow() {
    String trace = nextTrace();
    send(trace, "GET", ME, bearer("ann-token"), null);

    Received request = spanOf(trace);
    Waiting.until(() -> spansOf(trace).size() > 1);
    List<Received> database =
        spansOf(trace).stream().filter(span -> !span.equals(request)).toList();
    assertThat(database)
        .allSatisfy(span -> {
          assertThat(span.kind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
          assertThat(span.parentId()).isEqualTo(request.spanId());
          assertThat(span.attributes())
              .containsOnlyKeys("db.system.name", "db.namespace", "db.operation.name");
          assertThat(span.attributes().get("db.system.name")).isEqualTo("postgresql");
          assertThat(span.name())
              .isEqualTo(
                  span.attributes().get("db.operation.name")
                      + " "
                      + span.attributes().get("db.namespace"));
        })
        .extracting(span -> span.attributes().get("db.operation.name"))
        .contains("read");
  }

  @Test
  void aMailIsATraceOfItsOwnWithoutItsAddresses() {
    String trace = nextTrace();
    RawResponse invited =
        send(
            trace,
            "POST",
            "/api/accounts/invitations/",
            Map.of("Authorization", "Bearer ann-token", "Content-Type", "application/json"),
            "{\"email\":\"ada@example.org\",\"auth_group\":3}");

    assertThat(invited.status()).as(invited.text()).isEqualTo(201);
    Waiting.until(() -> mails().size() == 1);
    assertThat(mails().getFirst().traceId()).isNotEqualTo(trace);
    assertThat(mails().getFirst().attributes())
        .containsOnlyKeys("network.protocol.name", "server.address", "server.port");
    assertThat(spanOf(trace).name()).isEqualTo("POST /api/accounts/invitations/");
    assertThat(receiver.text()).doesNotContain("ada@example.org");
  }

  private List<Received> mails() {
    return receiver.spans().stream().filter(span -> span.name().equals("send mail")).toList();
  }

  @Test
  void aRequestWithoutAValidHeaderBeginsATrace() {
    Set<String> before =
        receiver.spans().stream().map(Received::spanId).collect(Collectors.toSet());
    http.send("GET", "/begins/1", Map.of(), null);
    http.send("GET", "/begins/2", Map.of("traceparent", "00-1-2-01"), null);
    http.send(
        "GET",
        "/begins/3",
        Map.of("traceparent", "00-00000000000000000000000000000000-" + PARENT + "-01"),
        null);

    Waiting.until(() -> begun(before).size() == 3);
    assertThat(begun(before))
        .allSatisfy(span -> assertThat(span.parentId()).isEmpty())
        .extracting(Received::traceId)
        .doesNotHaveDuplicates();
  }

  private List<Received> begun(Set<String> before) {
    return receiver.spans().stream()
        .filter(span -> !before.contains(span.spanId()))
        .filter(span -> String.valueOf(span.attributes().get("url.path")).startsWith("/begins/"))
        .toList();
  }

  @Test
  void aCallerThatDoesNotSampleGetsNoSpan() {
    String unsampled = nextTrace();
    http.send(
        "GET",
        ME,
        Map.of(
            "Authorization",
            "Bearer ann-token",
            "traceparent",
            "00-" + unsampled + "-" + PARENT + "-00"),
        null);
    spanOf("GET", ME, bearer("ann-token"));

    assertThat(spansOf(unsampled)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere/1", "/docs/any", "/api/user/x/y/z", "/%00", "/api/accounts/1/"})
  void aHostilePathOrMethodIsInNoName(String path) {
    Received get = spanOf("GET", path, Map.of());
    Received other = spanOf("M" + "x".repeat(100), path, Map.of());

    assertThat(get.name()).isIn("GET", "GET /docs/{page}");
    assertThat(other.name()).isIn("HTTP", "HTTP /docs/{page}");
    assertThat(other.attributes()).contains(entry("http.request.method", "_OTHER"));
  }

  @Test
  void theTemplateOfThePathIsTheRoute() {
    assertThat(spanOf("GET", "/api/accounts/invitations/17/", bearer("ann-token")))
        .satisfies(span -> {
          assertThat(span.name()).isEqualTo("GET /api/accounts/invitations/{id}/");
          assertThat(span.attributes())
              .contains(
                  entry("url.path", "/api/accounts/invitations/17/"),
                  entry("http.response.status_code", 404L))
              .doesNotContainKey("error.type");
        });
  }

  @Test
  void noSecretIsExportedWhereverItWasSent() {
    sendSecretsEverywhere();

    String exported = receiver.text();
    CANARIES.forEach(
        (canary, kind) -> assertThat(exported).as(kind.toString()).doesNotContain(canary));
    assertThat(exported)
        .contains("people/1 REDACTED")
        .doesNotContain("ann-token", IMPORTED.substring(1));
  }

  private void sendSecretsEverywhere() {
    CANARIES.forEach((canary, kind) -> {
      Secrets.seen(kind, canary);
      Map<String, String> headers =
          Map.of(
              "Authorization", "Bearer " + canary,
              "x-api-compleat-key", canary,
              "Cookie", "session=" + canary,
              "Referer", "https://roster.example.org/accept?secret=" + canary,
              "User-Agent", "people/1 " + canary,
              "X-Forwarded-For", canary,
              "X-Forwarded-Host", canary,
              "Idempotency-Key", canary,
              "tracestate", "token=" + canary,
              "baggage", "token=" + canary);
      spanOf("GET", ME + "?token=" + canary, headers);
      spanOf("GET", "/accept/" + canary, headers);
      spanOf(
          "GET",
          "/accept/%" + HexFormat.of().toHexDigits((byte) canary.charAt(0)) + canary.substring(1),
          headers);
      spanOf("GET", "/api/user/" + canary + "/" + canary, headers);
      spanOf("GET", "/api/accounts/invitations/" + canary + "/", headers);
      spanOf("M-" + canary, "/x?" + canary, headers);
      String trace = nextTrace();
      send(trace, "POST", "/accept", headers, "{\"secret\":\"" + canary + "\"}");
      spanOf(trace);
    });
  }

  @Test
  void theDurationOfRequestsIsAHistogram() {
    spanOf("GET", ME, bearer("ann-token"));

    Waiting.until(() -> !points(ME).isEmpty());
    HistogramDataPoint point = points(ME).getFirst();
    assertThat(point.getExplicitBoundsList()).contains(0.005, 10.0);
    assertThat(OtlpReceiver.attributesOf(point.getAttributesList()))
        .containsOnlyKeys(
            "http.request.method", "http.route", "http.response.status_code", "url.scheme");
  }

  private List<HistogramDataPoint> points(String route) {
    Metric durations = receiver.metrics().get("http.server.request.duration");
    return durations == null
        ? List.of()
        : durations.getHistogram().getDataPointsList().stream()
            .filter(point ->
                route.equals(
                    OtlpReceiver.attributesOf(point.getAttributesList()).get("http.route")))
            .toList();
  }

  @Test
  void theMetersOfTheManagementPortAreExported() {
    Waiting.until(() ->
        receiver
            .metrics()
            .keySet()
            .containsAll(
                Set.of(
                    "http.server.connections",
                    "roster.outbox.waiting",
                    "roster.authentications",
                    "hikaricp.connections.usage.count",
                    "hikaricp.connections.usage.max",
                    "jvm.memory.used")));

    assertThat(receiver.metrics()).doesNotContainKey("http.server.requests.count");
    assertThat(receiver.metrics().get("roster.authentications").getSum().getIsMonotonic()).isTrue();
    assertThat(receiver.metrics().get("http.server.connections").hasGauge()).isTrue();
  }
}
