package dev.roster.drills.history;

import static dev.roster.drills.history.Histories.invite;
import static dev.roster.drills.history.Histories.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.drills.history.Anomaly.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckerTest {
  private final Histories history = new Histories();

  @Test
  void aHistoryWithEveryKindOfCallHasNoAnomaly() {
    history
        .invited("n@x", "k", "1")
        .replayed("n@x", "k", "1")
        .refused("o@x", "k", "key")
        .refused("n@x", "", "invited")
        .invited("m@x", "", "2")
        .refused("q@x", "", "quota")
        .accept("p@x", Outcome.UNKNOWN, "")
        .accept("p@x", Outcome.REFUSED, "accepted")
        .members("coolset", "owner@x p@x")
        .members("compleat", "p@x owner@x")
        .refused("p@x", "", "member")
        .switched("B", "s", false)
        .current("B")
        .switched("A", "", false)
        .switched("B", "s", true)
        .current("A")
        .used(Outcome.OK, 200, "")
        .revoked(Outcome.OK)
        .used(Outcome.REFUSED, 401, "credentials")
        .stored("1", "n@x", false)
        .stored("2", "m@x", false)
        .storedPending(true)
        .storedKey(Operation.INVITE, "i0", "k", "1")
        .storedKey(Operation.SWITCH, "s0", "s", "B")
        .storedSwitches("B", 1)
        .storedSwitches("A", 1)
        .storedToken(true, 1);

    assertThat(Checker.check(history.build())).isEmpty();
  }

  @Test
  void whatNobodyKnowsMayHaveHappenedOrNot() {
    history
        .then(Operation.INVITE, invite("n@x", ""), Outcome.UNKNOWN, 503, Map.of())
        .then(Operation.INVITE, invite("m@x", ""), Outcome.UNKNOWN, 0, Map.of())
        .then(
            Operation.SWITCH,
            values("person", "s0", "company", "B", "key", ""),
            Outcome.UNKNOWN,
            0,
            Map.of())
        .current("A")
        .current("B")
        .revoked(Outcome.UNKNOWN)
        .used(Outcome.OK, 200, "")
        .endsIn("B")
        .storedSwitches("B", 1)
        .stored("1", "n@x", false)
        .storedToken(false, 0);

    assertThat(Checker.check(history.build())).isEmpty();
  }

  @Test
  void oneInvitationThatTwoCallsAcceptIsFound() {
    history.accept("p@x", Outcome.OK, "").accept("p@x", Outcome.OK, "").storedPending(true);

    assertThat(history.anomalies()).containsExactly(Kind.ACCEPTED_TWICE);
  }

  @Test
  void anEffectBeforeAnyCallCanHaveMadeItIsFound() {
    history.accept("p@x", Outcome.REFUSED, "accepted").storedPending(false);

    assertThat(history.anomalies()).contains(Kind.EFFECT_WITHOUT_CAUSE);
  }

  @Test
  void aReadThatMissesAnAcknowledgedMemberIsFound() {
    history.accept("p@x", Outcome.OK, "").members("compleat", "owner@x").storedPending(true);

    assertThat(history.anomalies()).containsExactly(Kind.STALE_READ);
  }

  @Test
  void aReadThatTakesAMemberBackIsFound() {
    history
        .accept("p@x", Outcome.UNKNOWN, "")
        .members("coolset", "owner@x p@x")
        .members("coolset", "owner@x")
        .storedPending(true);

    assertThat(history.anomalies()).containsExactly(Kind.STALE_READ);
  }

  @Test
  void anInvitationThatIsShownOpenAfterAcceptanceIsFound() {
    history
        .accept("p@x", Outcome.OK, "")
        .then(
            Operation.INVITATION,
            values("id", "p", "company", "A", "email", "p@x"),
            Outcome.OK,
            200,
            values("acceptable", "true"))
        .storedPending(true);

    assertThat(history.anomalies()).containsExactly(Kind.STALE_READ);
  }

  @Test
  void aMemberThatIsListedTwiceIsFound() {
    history.members("coolset", "owner@x owner@x");

    assertThat(history.anomalies()).containsExactly(Kind.MEMBER_TWICE);
  }

  @Test
  void anAddressThatIsInvitedTwiceIsFound() {
    history
        .invited("n@x", "", "1")
        .invited("n@x", "", "2")
        .stored("1", "n@x", false)
        .stored("2", "n@x", false);

    assertThat(history.anomalies()).containsExactly(Kind.INVITED_TWICE);
  }

  @Test
  void aRepeatedRequestWithAnotherResponseIsFound() {
    history
        .invited("n@x", "k", "1")
        .refused("n@x", "k", "invited")
        .stored("1", "n@x", false)
        .storedKey(Operation.INVITE, "i0", "k", "1");

    assertThat(history.anomalies()).containsExactly(Kind.KEY_FORGOTTEN);
  }

  @Test
  void aRequestThatIsRefusedForWhatItHasMadeItselfIsFound() {
    history
        .during(1, 9, Operation.INVITE, invite("n@x", "k"), Outcome.OK, 201, values("id", "1"))
        .during(
            1,
            9,
            Operation.INVITE,
            invite("n@x", "k"),
            Outcome.REFUSED,
            400,
            values("reason", "invited"))
        .stored("1", "n@x", false)
        .storedKey(Operation.INVITE, "i0", "k", "1");

    assertThat(history.anomalies()).containsExactly(Kind.KEY_FORGOTTEN);
  }

  @Test
  void aKeyThatIsNotStoredIsFound() {
    history.invited("n@x", "k", "1").stored("1", "n@x", false);

    assertThat(history.anomalies()).containsExactly(Kind.KEY_FORGOTTEN);
  }

  @Test
  void twoRequestsUnderOneKeyAreFound() {
    history
        .invited("n@x", "k", "1")
        .replayed("m@x", "k", "1")
        .stored("1", "n@x", false)
        .storedKey(Operation.INVITE, "i0", "k", "1");

    assertThat(history.anomalies()).contains(Kind.KEY_SHARED);
  }

  @Test
  void moreInvitationsThanTheQuotaAllowsAreFound() {
    history
        .invited("n@x", "", "1")
        .invited("m@x", "", "2")
        .invited("o@x", "", "3")
        .stored("1", "n@x", false)
        .stored("2", "m@x", false)
        .stored("3", "o@x", false);

    assertThat(history.anomalies()).containsExactly(Kind.QUOTA_EXCEEDED);
  }

  @Test
  void aQuotaThatRefusesBeforeItsLimitIsFound() {
    history.invited("n@x", "", "1").refused("m@x", "", "quota").stored("1", "n@x", false);

    assertThat(history.anomalies()).containsExactly(Kind.QUOTA_TOO_EARLY);
  }

  @Test
  void aCounterThatCountsWhatIsNotThereIsFound() {
    history.invited("n@x", "", "1").stored("1", "n@x", false).counted(2);

    assertThat(history.anomalies()).containsExactly(Kind.QUOTA_MISCOUNTED);
  }

  @Test
  void aRevokedTokenThatWorksIsFound() {
    history.revoked(Outcome.OK).used(Outcome.OK, 200, "").storedToken(true, 1);

    assertThat(history.anomalies()).containsExactly(Kind.REVOKED_TOKEN_WORKS);
  }

  @Test
  void aTokenThatWorksAgainAfterItWasRefusedIsFound() {
    history
        .revoked(Outcome.UNKNOWN)
        .used(Outcome.REFUSED, 401, "credentials")
        .used(Outcome.OK, 200, "")
        .storedToken(true, 1);

    assertThat(history.anomalies()).containsExactly(Kind.REVOKED_TOKEN_WORKS);
  }

  @Test
  void aTokenThatIsRefusedUnrevokedIsFound() {
    history.used(Outcome.REFUSED, 401, "credentials").storedToken(false, 0);

    assertThat(history.anomalies()).containsExactly(Kind.VALID_TOKEN_REFUSED);
  }

  @Test
  void aReadOfAWorkspaceThatNoOrderExplainsIsFound() {
    history.switched("B", "", false).current("A").endsIn("B").storedSwitches("B", 1);

    assertThat(history.anomalies()).containsExactly(Kind.WORKSPACE_INCONSISTENT);
  }

  @Test
  void aSwitchThatIsReplayedButMovesThePersonIsFound() {
    history
        .switched("B", "s", false)
        .switched("A", "", false)
        .switched("B", "s", true)
        .endsIn("B")
        .storedSwitches("B", 1)
        .storedSwitches("A", 1)
        .storedKey(Operation.SWITCH, "s0", "s", "B");

    assertThat(history.anomalies()).containsExactly(Kind.WORKSPACE_INCONSISTENT);
  }

  @Test
  void aReplayOfWhatWasNeverDoneIsFound() {
    history.switched("B", "s", true).storedKey(Operation.SWITCH, "s0", "s", "B");

    assertThat(history.anomalies())
        .containsExactly(Kind.EFFECT_WITHOUT_CAUSE, Kind.WORKSPACE_INCONSISTENT);
  }

  @Test
  void anAcknowledgedChangeThatIsNotStoredIsFound() {
    history.invited("n@x", "", "1");

    assertThat(history.anomalies()).containsExactly(Kind.ACKNOWLEDGED_LOST);
  }

  @Test
  void anAcknowledgedMemberWhoIsNotStoredIsFound() {
    history.accept("p@x", Outcome.OK, "").storedPending(true).withoutMember("p@x");

    assertThat(history.anomalies()).containsExactly(Kind.ACKNOWLEDGED_LOST);
  }

  @Test
  void aRefusedChangeThatIsStoredIsFound() {
    history.withMember("stranger@x").stored("1", "n@x", false);

    assertThat(history.anomalies()).containsExactly(Kind.REFUSED_BUT_STORED);
  }

  @Test
  void aChangeWithoutAnAuditEventIsFound() {
    history.accept("p@x", Outcome.OK, "").stored("p", "p@x", true, 0, 0, 0);

    assertThat(history.anomalies()).containsExactly(Kind.AUDIT_MISSING);
  }

  @Test
  void aSwitchWithoutAnAuditEventIsFound() {
    history.switched("B", "", false).endsIn("B");

    assertThat(history.anomalies()).containsExactly(Kind.AUDIT_MISSING);
  }

  @Test
  void anAuditEventWithoutAChangeIsFound() {
    history.withOrphan().storedSwitches("B", 1);

    assertThat(history.anomalies()).containsExactly(Kind.AUDIT_SURPLUS);
  }

  @Test
  void anInvitationWithoutMailIsFound() {
    history.invited("n@x", "", "1").stored("1", "n@x", false, 0, 1, 0);

    assertThat(history.anomalies()).containsExactly(Kind.MAIL_MISSING);
  }

  @Test
  void aMailThatArrivesTwiceIsFoundUnlessAFaultExplainsIt() {
    for (int i = 0; i < 2; i++) {
      history.then(Operation.MAIL, values("email", "n@x", "message", "m"), Outcome.OK, 0, Map.of());
    }

    assertThat(Checker.check(history.build("none")))
        .extracting(Anomaly::kind)
        .containsExactly(Kind.MAIL_TWICE);
    assertThat(Checker.check(history.build("database-stop"))).isEmpty();
  }

  @Test
  void aResponseThatTheContractDoesNotHaveIsFound() {
    history
        .then(Operation.CURRENT, values("person", "x"), Outcome.UNKNOWN, 500, Map.of())
        .accept("p@x", Outcome.REFUSED, "invitation-not-valid")
        .storedPending(false);

    assertThat(Checker.check(history.build()))
        .extracting(Anomaly::kind)
        .containsExactly(Kind.UNEXPECTED_RESPONSE, Kind.UNEXPECTED_RESPONSE);
  }
}
