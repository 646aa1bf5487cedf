package dev.roster.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.security.Contract.Call;
import dev.roster.server.testing.MovableClock;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Parameters and headers that no document names, as other products read them to choose a company, a
 * tenant or a person: they change no answer.
 */
class UndocumentedInputTest {
  private static final List<String> PARAMETERS =
      List.of(
          "id",
          "id__in",
          "pk",
          "uid",
          "company",
          "company_id",
          "company__in",
          "companyId",
          "tenant",
          "tenant_id",
          "tenantId",
          "user",
          "user_id",
          "userId",
          "person_id",
          "membership_id",
          "workspace",
          "workspace_id",
          "invitation_id",
          "is_active",
          "as_user",
          "all",
          "token");
  private static final List<String> HEADERS =
      List.of(
          "X-Company-Id",
          "X-Tenant-Id",
          "X-Workspace-Id",
          "X-User-Id",
          "X-Forwarded-User",
          "X-Remote-User",
          "X-HTTP-Method-Override",
          "X-Original-URL",
          "X-Rewrite-URL",
          "X-Forwarded-For",
          "Cookie");
  private static final List<String> OTHERS =
      List.of("21", "301", "bbbb0000-0000-4000-8000-00000000000b", "both-token");

  private static final MatrixDirectory WORLD = new MatrixDirectory();
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.withData(
            MatrixDirectory.FOLDER, new MovableClock(Instant.parse("2031-03-01T12:00:00Z")));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Call> reads() {
    return Contract.calls().stream().filter(call -> !call.writes());
  }

  @ParameterizedTest
  @MethodSource("reads")
  void undocumentedInputChoosesNoOtherPerson(Call call) {
    AccessRule rule =
        AccessRule.all().stream()
            .filter(each -> each.operation().equals(call.id()))
            .findFirst()
            .get();
    Principal caller =
        Principal.all(WORLD).stream()
            .filter(each -> each.name().equals(call.isCompleat() ? "key of the tenant" : "owner"))
            .findFirst()
            .orElseThrow();
    MatrixRequest granted = MatrixRequest.of(call, rule, caller, WORLD).getFirst();
    String target = granted.target();
    String plain = ResponseComparison.withoutNoise(send(target, caller, Map.of()));
    assertThat(plain).startsWith("200 ");

    List<String> different = new ArrayList<>();
    for (String other : OTHERS) {
      PARAMETERS.stream()
          .map(name -> target + "?" + name + "=" + other)
          .filter(asked ->
              !ResponseComparison.withoutNoise(send(asked, caller, Map.of())).equals(plain))
          .forEach(different::add);
      HEADERS.stream()
          .filter(name ->
              !ResponseComparison.withoutNoise(send(target, caller, Map.of(name, other)))
                  .equals(plain))
          .forEach(name -> different.add(name + ": " + other));
    }
    assertThat(different).isEmpty();
  }

  private static RawResponse send(String target, Principal caller, Map<String, String> more) {
    Map<String, String> headers = new LinkedHashMap<>(caller.allHeaders());
    headers.putAll(more);
    return server.send("GET", target, headers, null);
  }
}
