package dev.roster.server.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.directory.AccountName;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.Waiting;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Requests of a user, or about one, that meet the erasure of this user. */
class ErasureRaceTest {
  private static final AccountName.Id BO = new AccountName.Id(2);
  private static final EmailAddress ADDRESS = new EmailAddress("both@both.test");
  private static final String ACCOUNTS = "/api/accounts/";

  @AutoClose private final InvitationFixture fixture = new InvitationFixture();
  private final TestServer server = fixture.server();

  private RawResponse behindTheErasure(Supplier<RawResponse> request) throws Exception {
    return behindTheErasure(false, request);
  }

  /**
   * Sends a request that waits for the locks of an erasure.
   *
   * @param early reports that the erasure looked for invitations before there was one
   */
  private RawResponse behindTheErasure(boolean early, Supplier<RawResponse> request)
      throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<RawResponse> late =
          server
              .database()
              .inTransaction(tx -> {
                ErasureStore store = new ErasureStore();
                PersonalDataStore data = new PersonalDataStore();
                store.hold(tx, BO.value());
                DataSubject person = data.find(tx, BO.value()).orElseThrow();
                List<UUID> invitations = early ? List.of() : data.invitationsFor(tx, person);
                store.holdInvitations(tx, person, invitations);
                Future<RawResponse> sent = thread.submit(request::get);
                Waiting.until(() -> sent.isDone() || waiting() > 0);
                store.forgetRequests(tx, person, invitations);
                store.deleteInvitations(tx, invitations);
                store.releaseInvitationsBy(tx, person);
                store.withdrawNominations(tx, person);
                store.deleteTokens(tx, person);
                store.deleteMemberships(tx, person);
                store.deletePerson(tx, person);
                return sent;
              });
      return late.get();
    }
  }

  private long waiting() {
    return fixture.count(
        "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
            + " WHERE NOT l.granted AND a.datname = current_database()");
  }

  private void assertErased() {
    assertThat(fixture.count("SELECT count(*) FROM person WHERE id = 2")).isZero();
    assertThat(fixture.count("SELECT count(*) FROM membership WHERE person_id = 2")).isZero();
  }

  private static void assertToldToComeBack(RawResponse response) {
    assertThat(response.status()).as(response.text()).isEqualTo(503);
    assertThat(response.header("retry-after")).isPresent();
  }

  @Test
  void aSwitchFindsNobody() throws Exception {
    RawResponse response =
        behindTheErasure(
            () -> server.post("both-token", ACCOUNTS + "workspaces/switch/", "{\"company_id\":3}"));

    assertThat(response.status()).as(response.text()).isBetween(400, 499);
    assertErased();
  }

  @Test
  void aSwitchUnderAKeyIsToldToComeBackAndThenRefused() throws Exception {
    Supplier<RawResponse> request =
        () -> server.post("both-token", ACCOUNTS + "workspaces/switch/", "{\"company_id\":3}", "k");

    assertToldToComeBack(behindTheErasure(request));

    assertThat(request.get().status()).isEqualTo(401);
    assertErased();
  }

  @Test
  void anInvitationByTheUserIsToldToComeBack() throws Exception {
    String body = "{\"email\":\"ada@example.org\",\"auth_group\":4}";

    assertToldToComeBack(
        behindTheErasure(() -> server.post("both-token", ACCOUNTS + "invitations/", body)));

    assertThat(fixture.count("SELECT count(*) FROM invitation")).isZero();
    assertErased();
  }

  private String secret() {
    fixture.sql("DELETE FROM membership WHERE person_id = 2 AND company_id = 1");
    fixture.invite(ADDRESS.typed(), 3);
    return fixture.secretFor(ADDRESS.typed());
  }

  @Test
  void anAcceptanceFindsItsInvitationGone() throws Exception {
    String secret = secret();

    InvitationFixture.assertRefused(behindTheErasure(() -> fixture.accept(secret)));

    assertErased();
  }

  @Test
  void anAcceptanceOfALaterInvitationMakesANewUser() throws Exception {
    String secret = secret();

    RawResponse response = behindTheErasure(true, () -> fixture.accept(secret));

    assertThat(response.status()).as(response.text()).isEqualTo(200);
    assertErased();
    assertThat(fixture.count("SELECT count(*) FROM person WHERE first_name = 'Ada' AND id > 5"))
        .isOne();
    assertThat(fixture.members(ADDRESS.typed())).isOne();
  }

  @Test
  void requestsInAHurryAreNeverAFaultOfTheServer() throws Exception {
    String secret = secret();
    Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    AtomicBoolean erased = new AtomicBoolean();
    List<Supplier<RawResponse>> requests =
        List.of(
            () -> server.get("both-token", ACCOUNTS + "users/me/"),
            () -> server.post("both-token", ACCOUNTS + "workspaces/switch/", "{\"company_id\":3}"),
            () ->
                server.post(
                    "both-token",
                    ACCOUNTS + "workspaces/switch/",
                    "{\"company_id\":3}",
                    UUID.randomUUID().toString()),
            () -> fixture.accept(secret));

    try (ExecutorService threads = Executors.newFixedThreadPool(requests.size())) {
      List<Future<?>> running =
          requests.stream()
              .<Future<?>>map(request ->
                  threads.submit(() -> {
                    do {
                      statuses.add(request.get().status());
                    } while (!erased.get());
                    statuses.add(request.get().status());
                  }))
              .toList();
      Waiting.until(() -> statuses.size() > 20);
      assertThat(fixture.operator().erasure().erase(InvitationFixture.OPERATOR, BO)).isPresent();
      erased.set(true);
      for (Future<?> each : running) {
        each.get();
      }
    }

    assertThat(statuses).doesNotContain(500).contains(200, 401);
    assertErased();
  }
}
