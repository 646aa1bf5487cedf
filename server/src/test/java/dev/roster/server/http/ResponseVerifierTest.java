package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A server whose database makes it break its document: a logo that is no address. */
class ResponseVerifierTest {
  private static final String WORKSPACES = "/api/accounts/workspaces/";
  private static final Map<String, String> ANN = Map.of("Authorization", "Bearer ann-token");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger().detachAppender(log);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(ResponseVerifier.class);
  }

  private static TestServer broken(VerificationMode mode) {
    TestServer server = TestServer.verifying("two-tenants", mode);
    server
        .database()
        .inTransaction(tx -> tx.handle().execute("UPDATE company SET logo = 'private words'"));
    return server;
  }

  @Test
  void theSandboxRefusesAResponseThatBreaksItsDocument() {
    try (TestServer server = broken(VerificationMode.REFUSE)) {
      RawResponse answer = server.send("GET", WORKSPACES, ANN, null);

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.header("content-type")).hasValue("application/json");
      assertThat(answer.header("x-request-id")).isPresent();
      assertThat(answer.text())
          .contains(
              "accounts_workspaces_list was about to answer 200 against its document:"
                  + " /workspaces/0/logo: must have the format uri")
          .doesNotContain("private words");
      assertThat(log.list.getFirst().getFormattedMessage())
          .contains("must have the format uri", "private words");
      assertThat(server.verified()).isEqualTo(new ResponseVerifier.Tally(1, 1));
    }
  }

  @Test
  void productionReportsItWithoutWhatItSaysAndLetsItPass() {
    try (TestServer server = broken(VerificationMode.REPORT)) {
      RawResponse answer = server.raw().send("GET", WORKSPACES, ANN, null);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).contains("private words");
      assertThat(log.list).hasSize(1);
      assertThat(log.list.getFirst().getFormattedMessage())
          .contains("accounts_workspaces_list", "/workspaces/0/logo: must have the format uri")
          .doesNotContain("private words");
      assertThat(server.verified()).isEqualTo(new ResponseVerifier.Tally(1, 1));
    }
  }

  @Test
  void withVerificationOffNothingIsCompared() {
    try (TestServer server = broken(VerificationMode.OFF)) {
      assertThat(server.raw().send("GET", WORKSPACES, ANN, null).status()).isEqualTo(200);
      assertThat(log.list).isEmpty();
    }
  }

  @Test
  void responsesAreTheSameWithAndWithoutVerification() {
    try (TestServer guarded = TestServer.verifying("two-tenants", VerificationMode.REFUSE);
        TestServer bare = TestServer.verifying("two-tenants", VerificationMode.OFF)) {
      for (String method : new String[] {"GET", "HEAD", "OPTIONS", "PUT", "POST"}) {
        for (String target :
            new String[] {
              WORKSPACES,
              "/api/accounts/users/me/",
              "/api/accounts/workspaces",
              "/api/accounts/countries/NL/",
              "/api/accounts/invitations/none/",
              "/api/users/aaaaaaaa-0000-4000-8000-000000000001/null",
              "/api/nothing/",
              "/docs",
              "/nothing"
            }) {
          assertThat(signature(guarded.raw().send(method, target, ANN, null)))
              .as(method + " " + target)
              .isEqualTo(signature(bare.raw().send(method, target, ANN, null)));
        }
      }
      assertThat(guarded.verified().checked()).isGreaterThan(15);
      assertThat(guarded.verified().broken()).isZero();
    }
  }

  private static String signature(RawResponse answer) {
    Map<String, Object> headers = new java.util.TreeMap<>(answer.headers());
    headers.keySet().removeIf(name -> name.equals("date") || name.equals("x-request-id"));
    // the moment of a Compleat answer stands in its body
    return answer.status()
        + " "
        + headers
        + " "
        + answer.text().replaceAll("\"DateCreated\":\"[^\"]*\"", "");
  }
}
