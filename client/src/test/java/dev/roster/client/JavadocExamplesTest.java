package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.example.ClientExamples;
import com.example.CompanyExamples;
import com.example.CountryExamples;
import com.example.ExceptionExamples;
import com.example.InvitationExamples;
import com.example.ObserverExamples;
import com.example.TenantExamples;
import com.example.TransportExamples;
import dev.roster.client.transport.Transport;
import dev.roster.client.transport.TransportRequest;
import dev.roster.client.transport.TransportResponse;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of the Javadoc do what they claim; those of calls are also run by {@link
 * DocumentedCallsTest}.
 */
class JavadocExamplesTest {
  private static final UUID ID = UUID.fromString("497f6eca-6276-4993-bfeb-53cbbbba6f08");

  private final List<TransportRequest> requests = new ArrayList<>();

  @Test
  void clientsAreBuilt(@TempDir Path folder) throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "t\n");

    assertThat(ClientExamples.coolset("t")).hasToString("CoolsetClient[http://127.0.0.1:8080]");
    assertThat(ClientExamples.compleat(ID, "k").toString()).contains("tenant " + ID);
    assertThat(ClientExamples.settings("t")).isNotNull();
    assertThat(ClientExamples.rotated(token)).isNotNull();
    assertThat(ClientExamples.deprecations("t", new ArrayList<>())).isNotNull();
    assertThat(TransportExamples.shared(CoolsetClient.builder().token("t"))).isNotNull();
    assertThat(TransportExamples.proxied(CoolsetClient.builder().baseUri("http://a").token("t")))
        .isNotNull();
    assertThat(
            TransportExamples.trusting(CoolsetClient.builder().token("t"), SSLContext.getDefault()))
        .isNotNull();
  }

  @Test
  void singleCallsHaveOptionsAndResponses() {
    CoolsetClient coolset = coolset(new ExampleServer());
    CompleatClient compleat = compleat(new ExampleServer());

    assertThat(ClientExamples.with(coolset, "00-1-2-01").email()).isEqualTo("ada@example.org");
    assertThat(requests.get(0).headers()).containsEntry("traceparent", "00-1-2-01");
    assertThat(requests.get(0).timeout()).isLessThanOrEqualTo(Duration.ofSeconds(2));
    assertThat(ClientExamples.compleatWith(compleat)).hasSize(1);
    assertThat(ClientExamples.withResponse(coolset)).isEmpty();
    assertThat(ClientExamples.compleatWithResponse(compleat)).isZero();
    assertThat(ClientExamples.remaining(coolset)).isEqualTo(Long.MAX_VALUE);
    assertThat(ClientExamples.pages(coolset)).isPositive();
  }

  @Test
  void observersSeeEachRequest() {
    List<String> log = new ArrayList<>();
    List<String> timed = new ArrayList<>();
    CoolsetClient.Builder builder =
        CoolsetClient.builder()
            .token("t")
            .transport(recording(new ExampleServer()))
            .observer(ObserverExamples.measured((name, time) -> timed.add(name), "00-1-2-01"));

    ObserverExamples.logged(builder, log::add).users().me();

    assertThat(timed).containsExactly("GET /api/accounts/users/me/");
    assertThat(log).hasSize(1);
    assertThat(log.get(0)).startsWith("GET /api/accounts/users/me/ attempt 1: HTTP 200 after");
    assertThat(requests.get(0).headers()).containsEntry("traceparent", "00-1-2-01");
  }

  @Test
  void transportsAreLambdas() throws Exception {
    List<String> journal = new ArrayList<>();
    Transport server = recording(request -> TransportResponse.json(204, ""));
    TransportRequest request = TransportRequest.builder("GET", URI.create("http://a/")).build();

    TransportExamples.recorded(server, journal).send(request);
    TransportExamples.changed(server, "g4teway").send(request);

    assertThat(TransportExamples.memory()).isEqualTo("ada@example.org");
    assertThat(journal).containsExactly("GET http://a/ 204");
    assertThat(requests.get(1).headers()).containsEntry("x-gateway-key", "g4teway");
  }

  @Test
  void refusalsAreCaught() {
    assertThat(CountryExamples.byCode(failing(404, "{}"), "XX")).isEmpty();
    assertThat(InvitationExamples.invite(failing(400, "{\"email\": [\"Taken.\"]}")))
        .containsExactly("Taken.");
    assertThat(InvitationExamples.invite(failing(403, "{}")))
        .containsExactly("You may not invite users.");
    assertThat(InvitationExamples.isNewKey(failing(409, "{}"), "k")).isFalse();
    assertThat(TenantExamples.usersWithAccessTo(refusing(2), ID)).isEmpty();
    assertThat(TenantExamples.user(refusing(3), ID)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> CompanyExamples.ofType(failing(400, "{\"type\": [\"Not valid.\"]}"), "green"))
        .withMessage("[Not valid.]");
  }

  @Test
  void anInvitationUnderAKeyIsRepeatedWithTheKey() {
    CoolsetClient coolset =
        coolset(request -> {
          if (requests.size() == 1) {
            throw new HttpTimeoutException("late");
          }
          return new ExampleServer().send(request);
        });

    assertThat(InvitationExamples.inviteUnderKey(coolset, "5")).isEqualTo(ID);
    assertThat(requests)
        .extracting(request -> request.headers().get("Idempotency-Key"))
        .containsExactly("invitation-of-order-5", "invitation-of-order-5");
  }

  @Test
  void theHierarchyTellsFailuresApart() {
    assertThat(ExceptionExamples.hierarchy(coolset(new ExampleServer()))).isEqualTo("Hello Ada");
    assertThat(ExceptionExamples.hierarchy(failing(401, "{}"))).contains("log in");
    assertThat(ExceptionExamples.hierarchy(failing(500, "{}")))
        .isEqualTo("Failed with 500, request ?");
    assertThat(
            ExceptionExamples.hierarchy(
                coolset(request -> {
                  throw new HttpTimeoutException("late");
                })))
        .isEqualTo("The server is late.");
    assertThat(
            ExceptionExamples.hierarchy(
                CoolsetClient.builder().token(() -> "").transport(new ExampleServer()).build()))
        .isEqualTo("There is no token to ask with.");
  }

  @Test
  void exceptionsCarryWhatTheExamplesRead() {
    String refusal = "{\"auth_group\": [\"This field is required.\"]}";

    assertThat(ExceptionExamples.validation(throwing(new ValidationException(400, refusal))))
        .isEqualTo(Map.of("auth_group", List.of("This field is required.")));
    assertThat(ExceptionExamples.errorCode(throwing(new UnknownUserException()))).isEqualTo(3);
    assertThat(
            ExceptionExamples.wait(
                throwing(new RateLimitedException("{}", Duration.ofSeconds(30)))))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(
            ExceptionExamples.mayRepeat(
                throwing(new RosterTransportException("http://a", new ConnectException()))))
        .isTrue();
    assertThat(ExceptionExamples.report(throwing(new UnreadableResponseException(200, ""))))
        .isEqualTo("HTTP 200 without an id");
    assertThat(ExceptionExamples.permission(throwing(new ForbiddenException("{}"))))
        .isEqualTo("ask an owner of the company");
    assertThat(ExceptionExamples.permission(throwing(new NotFoundException("{}"))))
        .startsWith("there is none");
    assertThat(ExceptionExamples.doubles()).hasSize(3);
    assertThatExceptionOfType(RateLimitedException.class)
        .isThrownBy(() ->
            ExceptionExamples.report(
                throwing(new RateLimitedException("{}", Duration.ofSeconds(1)))));
  }

  @Test
  void aFilterIsSentAsAQuery() {
    CompanyExamples.filter(coolset(new ExampleServer()));

    assertThat(Optional.ofNullable(requests.get(0).uri().getQuery()).orElseThrow())
        .contains("name__icontains=green", "type__in=active,trial", "ordering=-created_at,name");
  }

  private static Supplier<?> throwing(RosterException failure) {
    return () -> {
      throw failure;
    };
  }

  private CoolsetClient failing(int status, String body) {
    return coolset(request -> TransportResponse.json(status, body));
  }

  private CompleatClient refusing(int code) {
    return compleat(request -> TransportResponse.json(400, "{\"ErrorCode\": " + code + "}"));
  }

  private CoolsetClient coolset(Transport server) {
    return CoolsetClient.builder().token("t").retries(0).transport(recording(server)).build();
  }

  private CompleatClient compleat(Transport server) {
    return CompleatClient.builder()
        .tenant(ID)
        .key("k")
        .retries(0)
        .transport(recording(server))
        .build();
  }

  private Transport recording(Transport server) {
    return request -> {
      requests.add(request);
      return server.send(request);
    };
  }
}
