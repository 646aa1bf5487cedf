package dev.roster.drills.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.drills.load.Call;
import dev.roster.drills.load.Operation;
import dev.roster.drills.load.Switches;
import dev.roster.drills.load.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records with one planted defect each; the fault holds from 5,000 to 20,000 ms. */
class JudgeTest {
  private static final String ADDRESS = "a@drill.example";
  private static final String ID = "497f6eca-6276-4993-bfeb-53cbbbba6f08";

  private Effect effect = Effect.UNAVAILABLE;
  private boolean hit = true;
  private final List<String> complaints = new ArrayList<>();
  private final List<Call> calls =
      new ArrayList<>(List.of(call(1_000, 1_010, 200), call(21_000, 21_010, 201)));
  private final List<Write> writes = new ArrayList<>(List.of(new Write(ADDRESS, List.of(ID))));
  private final Map<String, List<String>> invitations = new HashMap<>(Map.of(ADDRESS, List.of(ID)));
  private Switches switches = new Switches(5, 0, 9_000_001);
  private long counted = 1;
  private long audited = 1;
  private long mails = 1;

  private static Call call(long start, long end, int status) {
    return new Call(Operation.ME, 0, start, end, status, status == 503, "");
  }

  private static Call unanswered(int replica, long start, long end) {
    return new Call(Operation.ME, replica, start, end, 0, false, "refused");
  }

  private Verdict judged() {
    Stored stored = new Stored(invitations, counted, audited, mails, 9_000_001);
    return Judge.judge(
        new DrillRecord(
            "mode",
            1,
            effect,
            5_000,
            20_000,
            hit,
            "seen",
            complaints,
            calls,
            writes,
            switches,
            stored));
  }

  private void assertFinding(String words) {
    Verdict verdict = judged();

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.findings()).singleElement().asString().contains(words);
  }

  @Test
  void aCleanRecordPasses() {
    calls.add(call(6_000, 9_000, 503));
    calls.add(call(19_900, 24_900, 503));

    Verdict verdict = judged();

    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.longestMillis()).isEqualTo(5_000);
    assertThat(verdict.recoveryMillis()).isEqualTo(4_900);
    assertThat(verdict.statuses()).containsEntry("503", 2L);
    assertThat(verdict.acknowledged()).isEqualTo(1);
  }

  @Test
  void aFaultThatWasNotHitFails() {
    hit = false;

    assertFinding("not hit");
  }

  @Test
  void aLateCallFails() {
    calls.add(call(6_000, 16_001, 503));

    assertFinding("longer than 10 s, the longest 10001 ms");
  }

  @Test
  void anErrorOfTheServerFails() {
    calls.add(call(6_000, 6_010, 500));

    assertFinding("1 calls were 500");
  }

  @Test
  void anUnavailableServerWithoutRetryAfterFails() {
    calls.add(new Call(Operation.ME, 0, 6_000, 6_010, 503, false, ""));

    assertFinding("without Retry-After");
  }

  @Test
  void aStatusThatIsNeitherSuccessNor503Fails() {
    calls.add(call(6_000, 6_010, 409));

    assertFinding("unexpected status");
  }

  @Test
  void aLateRecoveryFails() {
    calls.add(call(25_000, 25_001, 503));

    assertFinding("recovery took 5001 ms");
  }

  @Test
  void aFailureBeforeTheFaultFails() {
    calls.add(call(4_000, 4_010, 503));

    assertFinding("though the fault did not hold");
  }

  @Test
  void aFailureBesideAFaultThatConcernsNoCallFails() {
    effect = Effect.NONE;
    calls.add(call(6_000, 6_010, 503));

    assertFinding("though the fault did not hold");
  }

  @Test
  void aCallWithoutResponseFails() {
    calls.add(unanswered(0, 6_000, 6_010));

    assertFinding("1 calls got no response");
  }

  @Test
  void onlyTheKilledReplicaMayGiveNoResponse() {
    effect = Effect.REPLICA_GONE;
    calls.add(unanswered(0, 6_000, 6_010));
    assertThat(judged().findings()).isEmpty();

    calls.add(unanswered(1, 6_000, 6_010));
    assertFinding("1 calls got no response");
  }

  @Test
  void theKilledReplicaRespondsAgainAfterTheFault() {
    effect = Effect.REPLICA_GONE;
    calls.add(unanswered(0, 20_001, 20_010));

    assertFinding("1 calls got no response");
  }

  @Test
  void aLostWriteFails() {
    writes.add(new Write("b@drill.example", List.of("5f1f2a1c-6f0a-4f6e-9f4e-3f6d3c7a9b02")));

    assertFinding("lost: [b@drill.example]");
    assertThat(judged().lost()).isEqualTo(1);
  }

  @Test
  void aLostSwitchFails() {
    switches = new Switches(5, 0, 9_000_002);

    assertFinding("the switch to company 9000002");
  }

  @Test
  void aSwitchThatAnotherReplicaDoesNotSeeFails() {
    switches = new Switches(5, 1, 9_000_001);

    assertFinding("read on another replica");
  }

  @Test
  void aSecondInvitationFails() {
    invitations.put(ADDRESS, List.of(ID, "5f1f2a1c-6f0a-4f6e-9f4e-3f6d3c7a9b02"));
    counted = audited = mails = 2;

    assertFinding("1 writes were applied twice");
    assertThat(judged().twice()).isEqualTo(1);
  }

  @Test
  void anotherIdForARepetitionIsAnotherInvitation() {
    String other = "5f1f2a1c-6f0a-4f6e-9f4e-3f6d3c7a9b02";
    writes.set(0, new Write(ADDRESS, List.of(ID, other)));

    assertThat(judged().findings())
        .containsExactly("lost: [" + ADDRESS + "]", "1 writes were applied twice");
  }

  @Test
  void aSecondCountFails() {
    counted = 2;

    assertFinding("1 writes were applied twice");
  }

  @Test
  void anInvitationWithoutItsEventFails() {
    audited = 0;

    assertFinding("a count, event or mail");
  }

  @Test
  void aWriteThatIsNeverAcknowledgedFails() {
    writes.add(new Write("b@drill.example", List.of()));

    assertFinding("1 writes were never acknowledged");
  }

  @Test
  void aDrillWithoutWritesFails() {
    writes.clear();
    invitations.clear();
    counted = audited = mails = 0;

    assertFinding("no write was made");
  }

  @Test
  void aComplaintOfTheFaultFails() {
    complaints.add("2 mails did not leave");

    assertFinding("2 mails did not leave");
  }
}
