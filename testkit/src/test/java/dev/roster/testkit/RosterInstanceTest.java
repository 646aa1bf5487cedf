package dev.roster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RosterInstanceTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static RosterInstance roster;

  @BeforeAll
  static void start() {
    roster = RosterInstance.start();
  }

  @AfterAll
  static void stop() {
    roster.close();
  }

  @Test
  void theServerAnswersOnLoopback() throws Exception {
    assertThat(roster.baseUri().getHost()).isEqualTo("127.0.0.1");
    assertThat(get(roster.baseUri(), "/api/accounts/users/me/", "").statusCode()).isEqualTo(401);
  }

  @Test
  void theServerHasTheSameStates() {
    assertThat(roster.control().get("/states")).containsEntry("states", RosterInstance.states());
  }

  @Test
  void theReadmeExplainsEveryState() throws IOException {
    assertThat(Files.readString(Path.of("README.md")))
        .contains(RosterInstance.states().stream().map(state -> "| `" + state + "`").toList());
  }

  @Test
  void thePactOfTheGuideNeedsWhatItsStateHandsOut() throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "verify-your-consumer.md"));
    String pact = guide.substring(guide.indexOf("## With Pact"));

    Map<String, Object> values =
        roster.set(groups("\\.given\\('([^']+)'\\)", pact).get(0)).values();

    assertThat(groups("(?:Bearer |invitations/)\\$\\{(\\w+)}", pact))
        .contains("token", "invitation_id")
        .allSatisfy(name -> assertThat(values).containsKey(name));
    assertThat(groups("provider: '([^']+)'", pact))
        .hasSize(2)
        .allSatisfy(name ->
            assertThat(Path.of("..", "contract-tests", "pacts"))
                .isDirectoryContaining("glob:**roster-java-client-" + name + ".json"));
  }

  private static List<String> groups(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
  }

  static List<String> states() {
    return RosterInstance.states();
  }

  @ParameterizedTest
  @MethodSource("states")
  void everyStateHandsOutACredential(String state) {
    assertThat(roster.set(state).values().keySet()).containsAnyOf("token", "key");
  }

  @Test
  void anUnknownStateIsRefusedWithTheNamesThatAreKnown() {
    assertThatThrownBy(() -> roster.set("a caler"))
        .isInstanceOf(UnknownStateException.class)
        .hasMessageContaining("\"a caler\"")
        .hasMessageContaining("Did you mean \"a caller\"?")
        .message()
        .contains(RosterInstance.states());
  }

  @Test
  void anUnknownParameterIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> roster.set("a caller", Map.of("rolle", "OWNER")))
        .withMessageContaining("rolle");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> roster.set("a caller", Map.of("role", "KING")))
        .withMessageContaining("KING");
  }

  @Test
  void theRoleOfTheCallerCanBeChosen() throws Exception {
    State viewer = roster.set("a caller", Map.of("role", "VIEWER"));

    assertThat(get(roster.baseUri(), "/api/accounts/users/me/", viewer.token()).body())
        .contains("\"name\":\"VIEWER\"");
  }

  @Test
  void twoStatesDoNotDisturbEachOther() throws Exception {
    State first = roster.set("a caller");
    String before = me(first.token());
    State second = roster.set("a caller");

    assertThat(second.values().values()).doesNotContainAnyElementsOf(first.values().values());
    assertThat(me(first.token())).isEqualTo(before).isNotEqualTo(me(second.token()));
    assertThat(get(roster.baseUri(), "/api/accounts/users/", first.token()).body())
        .contains(first.text("colleague_email"))
        .doesNotContain(second.text("colleague_email"));
  }

  @Test
  void statesCanBeSetByManyThreads() throws Exception {
    Callable<State> setting = () -> roster.set("a pending invitation");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<State>> all =
          threads.invokeAll(IntStream.range(0, 12).mapToObj(i -> setting).toList());

      for (Future<State> each : all) {
        assertThat(me(each.get().token())).contains("\"first_name\":\"Ada\"");
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void closingStopsEverythingAndDeletesTheFolder() throws Exception {
    RosterInstance other = RosterInstance.start();
    URI baseUri = other.baseUri();
    SandboxProcesses processes = SandboxProcesses.of(other.process().orElseThrow().toHandle());
    Path folder = processes.folder();
    assertThat(folder).isDirectory();

    other.close();
    other.close();

    assertThat(folder).doesNotExist();
    assertThatThrownBy(() -> other.set("a caller"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("This Roster is closed");
    processes.awaitEnd();
    assertThatThrownBy(() -> get(baseUri, "/", "")).isInstanceOf(ConnectException.class);
  }

  @Test
  void aGivenDatabaseIsLeftRunning() throws Exception {
    SandboxProcesses processes = SandboxProcesses.of(roster.process().orElseThrow().toHandle());
    String token;
    try (RosterInstance beside = RosterInstance.start(processes.databaseUrl())) {
      assertThat(beside.baseUri()).isNotEqualTo(roster.baseUri());
      token = beside.set("a caller").token();
      assertThat(SandboxProcesses.of(beside.process().orElseThrow().toHandle()).arguments())
          .as("the password is in no list of processes")
          .doesNotContain(processes.password());
    }

    assertThat(me(token)).contains("Lovelace");
  }

  @Test
  void aDatabaseThatIsNotThereIsToldInTheWordsOfTheServer() {
    assertThatThrownBy(() -> RosterInstance.start("postgresql://nobody:none@127.0.0.1:1/none"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The Roster server did not start")
        .hasMessageContaining("127.0.0.1:1")
        .message()
        .doesNotContain("\tat ");
  }

  @Test
  void aSandboxThatRunsIsUsedAndLeftAlone() throws Exception {
    System.setProperty("roster.sandbox.url", roster.baseUri() + "/");
    try (RosterInstance named = RosterInstance.start();
        RosterInstance shared = RosterInstance.shared()) {
      assertThat(named.baseUri()).isEqualTo(shared.baseUri()).isEqualTo(roster.baseUri());
      assertThat(named.process()).isEmpty();
    } finally {
      System.clearProperty("roster.sandbox.url");
    }

    assertThat(me(roster.set("a caller").token())).contains("Lovelace");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:1", "127.0.0.1:8090", "ftp://127.0.0.1", "http:///x y"})
  void whatIsNoSandboxIsRefusedByTheNameOfTheSetting(String url) {
    System.setProperty("roster.sandbox.url", url);
    try {
      assertThatThrownBy(RosterInstance::start)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("roster.sandbox.url must be the URL of a running sandbox");
    } finally {
      System.clearProperty("roster.sandbox.url");
    }
  }

  private static String me(String token) throws Exception {
    HttpResponse<String> answer = get(roster.baseUri(), "/api/accounts/users/me/", token);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private static HttpResponse<String> get(URI baseUri, String path, String token)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUri + path))
            .header("Authorization", "Bearer " + token)
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
