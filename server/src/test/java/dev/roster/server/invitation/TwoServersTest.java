package dev.roster.server.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.MailParser;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.ServerProcess;
import dev.roster.server.testing.ServerProcesses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One invitation, two server processes on one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoServersTest {
  private static final int EDITOR = 3;
  private static final int CALLERS = 64;
  private static final int ROUNDS = 20;
  private static final Duration WEEK = Duration.ofDays(7);

  private ServerProcesses servers;
  private ServerProcess one;
  private ServerProcess other;

  @BeforeAll
  void start() throws Exception {
    servers = new ServerProcesses();
    one = servers.start();
    other = servers.start();
  }

  @AfterAll
  void stop() throws Exception {
    servers.close();
  }

  private UUID invite(String email) {
    RawResponse response = one.invite(email, EDITOR);
    assertThat(response.status()).as(response.text()).isEqualTo(201);
    return UUID.fromString(response.text().substring(7, 43));
  }

  private long memberships(String email) {
    return servers.count(
        "SELECT count(*) FROM membership m JOIN person p ON p.id = m.person_id"
            + " WHERE m.enabled AND p.email_key = '"
            + email
            + "'");
  }

  /** Everything at the same moment; the answers in the order of the calls. */
  private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
    CyclicBarrier start = new CyclicBarrier(calls.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
      List<Future<T>> answers = new ArrayList<>();
      for (Callable<T> call : calls) {
        answers.add(
            threads.submit(() -> {
              start.await();
              return call.call();
            }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> answer : answers) {
        results.add(answer.get());
      }
      return results;
    }
  }

  @Test
  void ofSixtyFourAcceptsOverTwoProcessesOneSucceeds() throws Exception {
    invite("race@example.org");
    String secret = MailParser.secret(servers.mailsTo("race@example.org", 1).getFirst());
    List<Callable<Integer>> accepts = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      ServerProcess server = i % 2 == 0 ? one : other;
      accepts.add(() -> server.accept(secret).status());
    }

    List<Integer> statuses = together(accepts);

    assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
    assertThat(statuses).filteredOn(status -> status == 409).hasSize(CALLERS - 1);
    assertThat(memberships("race@example.org")).isEqualTo(1);
    assertThat(servers.count("SELECT count(*) FROM person WHERE email_key = 'race@example.org'"))
        .isEqualTo(1);
    assertThat(
            servers.count(
                "SELECT count(*) FROM audit_event e JOIN invitation i ON i.id = e.invitation_id"
                    + " WHERE e.action = 'invitation.accepted' AND i.email_key ="
                    + " 'race@example.org'"))
        .isEqualTo(1);
  }

  @Test
  void aResendOnOneServerKillsTheLinkOnTheOther() {
    UUID id = invite("again@example.org");
    String first = MailParser.secret(servers.mailsTo("again@example.org", 1).getFirst());
    assertThat(other.preview(first).status()).isEqualTo(200);

    assertThat(servers.operator().invitations().resend(InvitationFixture.OPERATOR, 1, id, WEEK))
        .isTrue();

    for (ServerProcess server : List.of(one, other)) {
      assertThat(server.preview(first).status()).isEqualTo(404);
      assertThat(server.accept(first).status()).isEqualTo(404);
    }
    String second = MailParser.secret(servers.mailsTo("again@example.org", 2).getLast());
    assertThat(one.accept(first).status()).as("also after the new mail").isEqualTo(404);
    assertThat(other.accept(second).status()).isEqualTo(200);
  }

  /** Were the new mailing and the end of the old link two transactions, both could succeed. */
  @Test
  void aResendAndAnAcceptAtTheSameMomentAreNeverBothDone() throws Exception {
    List<UUID> ids = IntStream.range(0, ROUNDS).mapToObj(round -> invite(email(round))).toList();
    for (int round = 0; round < ROUNDS; round++) {
      UUID id = ids.get(round);
      String secret = MailParser.secret(servers.mailsTo(email(round), 1).getFirst());
      ServerProcess server = round % 2 == 0 ? one : other;

      List<Boolean> done =
          together(
              List.of(
                  () -> server.accept(secret).status() == 200,
                  () ->
                      servers
                          .operator()
                          .invitations()
                          .resend(InvitationFixture.OPERATOR, 1, id, WEEK)));

      assertThat(done).as(email(round)).containsOnlyOnce(true);
      assertThat(memberships(email(round))).isEqualTo(done.getFirst() ? 1 : 0);
    }
  }

  private static String email(int round) {
    return "round" + round + "@example.org";
  }

  @Test
  void scannersThatFollowTheLinkOnEitherServerUseNothing() {
    invite("scanned@example.org");
    String secret = MailParser.secret(servers.mailsTo("scanned@example.org", 1).getFirst());

    for (ServerProcess server : List.of(one, other)) {
      for (String method : List.of("GET", "HEAD", "OPTIONS")) {
        for (String target : List.of("/accept", "/accept?" + secret, "/accept/preview")) {
          server.send(method, target, Map.of("Sec-Purpose", "prefetch"), null);
        }
      }
      assertThat(server.preview(secret).status()).isEqualTo(200);
    }

    assertThat(memberships("scanned@example.org")).isZero();
    assertThat(other.accept(secret).status()).isEqualTo(200);
  }
}
