package dev.roster.server.invitation;

import static dev.roster.server.testing.TestDirectory.EDITOR;
import static dev.roster.server.testing.TestDirectory.STORED_NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.caller.UserCaller;
import dev.roster.server.db.Transaction;
import dev.roster.server.idempotency.IdempotencyStore;
import dev.roster.server.invitation.InviteOutcome.Invited;
import dev.roster.server.testing.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Requests that come at the same time, or overtake each other. */
class InvitationServiceRaceTest extends InvitationServiceFixture {
  /**
   * Sends requests at the same time. Each has to wait with what it has done so far, the first for a
   * counter that is locked, and the next for the first or for the counter as well.
   */
  private List<InviteOutcome> together(UserCaller locked, List<Supplier<InviteOutcome>> requests)
      throws Exception {
    directory.sql(
        "INSERT INTO invitation_quota VALUES ('company', ?, ?::date, 0) ON CONFLICT DO NOTHING",
        Long.toString(company(locked)),
        STORED_NOW);
    // a connection that has to be opened first would come when the first no longer waits
    directory.apart(_ -> directory.apart(_ -> directory.apart(_ -> {})));
    List<Future<InviteOutcome>> sent = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(requests.size())) {
      directory.run(tx -> {
        tx.handle()
            .execute(
                "SELECT FROM invitation_quota WHERE subject = ? FOR UPDATE",
                Long.toString(company(locked)));
        for (Supplier<InviteOutcome> request : requests) {
          sent.add(threads.submit(request::get));
          Waiting.until(() -> waiting(tx) == sent.size());
        }
      });
      List<InviteOutcome> outcomes = new ArrayList<>();
      for (Future<InviteOutcome> each : sent) {
        outcomes.add(each.get());
      }
      return outcomes;
    }
  }

  private static int waiting(Transaction tx) {
    return tx.handle()
        .select(
            "SELECT count(DISTINCT l.pid) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
                + " WHERE NOT l.granted AND a.datname = current_database()")
        .mapTo(Integer.class)
        .one();
  }

  private void onlyTheFirstOfTwoInvites(UserCaller ada, InviteRequest request) throws Exception {
    UserCaller bob = directory.caller(company(ada), EDITOR);

    List<InviteOutcome> outcomes =
        together(
            ada,
            List.of(
                () -> limited.invite(ada, request, NO_KEY),
                () -> limited.invite(bob, request, NO_KEY)));

    assertThat(outcomes.getFirst()).isInstanceOf(Invited.class);
    assertThat(outcomes.getLast()).isEqualTo(new InviteOutcome.AlreadyInvited());
  }

  @Test
  void twoWhoInviteOneAddressAtTheSameTimeInviteItOnce() throws Exception {
    UserCaller ada = editor();
    InviteRequest request = viewer();

    onlyTheFirstOfTwoInvites(ada, request);

    assertThat(written(ada)).isEqualTo("1 1 1");
    assertThat(counted(ada)).isEqualTo(1);
  }

  @Test
  void twoWhoReplaceOneExpiredInvitationAtTheSameTimeReplaceItOnce() throws Exception {
    UserCaller ada = editor();
    InviteRequest request = viewer();
    UUID old = directory.invitation(company(ada), request.email(), ada.personId());
    directory.sql(
        "UPDATE invitation SET expires_at = ?::timestamptz WHERE id = ?", STORED_NOW, old);

    onlyTheFirstOfTwoInvites(ada, request);

    assertThat(directory.eventsOfCompany(company(ada)))
        .containsExactly("invitation.expired", "invitation.created");
    assertThat(counted(ada)).isEqualTo(1);
  }

  @Test
  void twoWhoTakeTheLastPlaceAtTheSameTimeLeaveNothingOfTheSecond() throws Exception {
    UserCaller caller = editor();
    limited.invite(caller, viewer(), NO_KEY);

    List<InviteOutcome> outcomes =
        together(
            caller,
            List.of(
                () -> limited.invite(caller, viewer(), NO_KEY),
                () -> limited.invite(caller, viewer(), NO_KEY)));

    assertThat(outcomes.getFirst()).isInstanceOf(Invited.class);
    assertThat(outcomes.getLast()).isEqualTo(new InviteOutcome.QuotaReached(UNTIL_MIDNIGHT));
    assertThat(written(caller)).isEqualTo("2 2 2");
    assertThat(counted(caller)).isEqualTo(2);
  }

  @Test
  void oneRequestSentTwiceAtTheSameTimeUnderItsKeyIsRepeated() throws Exception {
    UserCaller caller = editor();
    InviteRequest request = viewer();

    List<InviteOutcome> outcomes =
        together(
            caller,
            List.of(
                () -> limited.invite(caller, request, KEY),
                () -> limited.invite(caller, request, KEY)));

    assertThat(outcomes.getLast())
        .isEqualTo(new InviteOutcome.Repeated(((Invited) outcomes.getFirst()).invitation()));
    assertThat(written(caller)).isEqualTo("1 1 1");
    assertThat(counted(caller)).isEqualTo(1);
  }

  @Test
  void twoRequestsAtTheSameTimeUnderOneKeyLeaveNothingOfTheSecond() throws Exception {
    UserCaller caller = editor();

    List<InviteOutcome> outcomes =
        together(
            caller,
            List.of(
                () -> limited.invite(caller, viewer(), KEY),
                () -> limited.invite(caller, viewer(), KEY)));

    assertThat(outcomes.getFirst()).isInstanceOf(Invited.class);
    assertThat(outcomes.getLast()).isEqualTo(new InviteOutcome.KeyTaken());
    assertThat(written(caller)).isEqualTo("1 1 1");
    assertThat(counted(caller)).isEqualTo(1);
  }

  /** The second invites to another company, which the key of the first takes back. */
  @Test
  void aRequestRepeatedAfterASwitchWhileTheFirstIsUnderWayGetsTheInvitationOfTheFirst() {
    UserCaller caller = editor();
    long other = directory.company();
    InviteRequest request = viewer();
    UUID made = directory.invitation(other, request.email(), caller.personId());

    InviteOutcome late =
        directory.second(
            tx ->
                new IdempotencyStore()
                    .claim(
                        tx, caller.personId(), request.under(KEY.orElseThrow()), made.toString()),
            () -> limited.invite(caller, request, KEY));

    assertThat(((InviteOutcome.Repeated) late).invitation().id()).isEqualTo(made);
    assertThat(written(caller)).isEqualTo("0 0 0");
    assertThat(counted(caller)).isZero();
  }
}
