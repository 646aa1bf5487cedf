package dev.roster.server.invitation;

import static dev.roster.server.testing.TestDirectory.EDITOR;
import static dev.roster.server.testing.TestDirectory.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.db.Transaction;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.invitation.AcceptStore.Used;
import dev.roster.server.mail.Inviter;
import dev.roster.server.testing.TestDirectory;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcceptStoreTest {
  private static final LinkState NOT_VALID = new LinkState.NotValid();

  private final AcceptStore store = new AcceptStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();

  /** A pending invitation with one secret. */
  private final class Mailed {
    final EmailAddress inviterEmail = directory.address();
    final long inviter = directory.person(inviterEmail);
    final EmailAddress email = directory.address();
    final String companyName = directory.unique("Company");
    final long companyId = directory.company(directory.tenant(), companyName);
    final UUID id = directory.invitation(companyId, email, inviter);
    final byte[] hash = directory.secret(id).hash();

    void set(String assignment) {
      directory.sql("UPDATE invitation SET " + assignment + " WHERE id = ?", id);
    }

    LinkState state() {
      return directory.reading(tx -> store.state(tx, hash));
    }

    Optional<Used> use() {
      return directory.inTransaction(tx -> store.use(tx, hash, email));
    }

    InvitationPreview open(Inviter by, boolean newPerson, Instant expiresAt) {
      return new InvitationPreview(
          email.typed(), companyName, null, "EDITOR", by, newPerson, expiresAt);
    }
  }

  @Test
  void anOpenInvitationShowsWhoInvitesAndWhetherNamesAreNeeded() {
    Mailed mailed = new Mailed();
    Inviter inviter = new Inviter("Ann Example", mailed.inviterEmail.typed());

    Instant end = Instant.parse("2096-07-03T22:30:00Z");
    mailed.set("expires_at = '" + end + "'");

    assertThat(mailed.state()).isEqualTo(new LinkState.Open(mailed.open(inviter, true, end)));
    directory.person(new EmailAddress(mailed.email.typed().toUpperCase(Locale.ROOT)));
    assertThat(mailed.state()).isEqualTo(new LinkState.Open(mailed.open(inviter, false, end)));
    mailed.set("invited_by = NULL, expires_at = NULL");
    assertThat(mailed.state()).isEqualTo(new LinkState.Open(mailed.open(null, false, null)));
  }

  @Test
  void aSecretThatNobodyMadeOpensNothing() {
    byte[] made = new byte[32];

    assertThat(directory.<LinkState>reading(tx -> store.state(tx, made))).isEqualTo(NOT_VALID);
    assertThat(
            directory.<Optional<Used>>inTransaction(tx -> store.use(tx, made, directory.address())))
        .isEmpty();
  }

  @Test
  void theSecretOfAnEarlierMailingOpensNothing() {
    Mailed mailed = new Mailed();
    mailed.set("mailing = mailing + 1");

    assertThat(mailed.state()).isEqualTo(NOT_VALID);
    assertThat(mailed.use()).isEmpty();
  }

  @Test
  void aRevokedInvitationIsNotValidEvenIfItHasRunOut() {
    Mailed mailed = new Mailed();
    mailed.set("revoked_at = now(), expires_at = now()");

    assertThat(mailed.state()).isEqualTo(NOT_VALID);
    assertThat(mailed.use()).isEmpty();
  }

  @Test
  void aDeclinedInvitationSaysSoEvenIfItHasRunOut() {
    Mailed mailed = new Mailed();

    assertThat(
            directory.<Optional<Used>>inTransaction(
                tx -> store.decline(tx, mailed.hash, mailed.email)))
        .hasValue(new Used(mailed.id, mailed.companyId, mailed.email, 3, Optional.empty()));

    mailed.set("expires_at = now()");
    assertThat(mailed.state()).isEqualTo(new LinkState.Declined(mailed.companyName, null));
    assertThat(mailed.use()).isEmpty();
    assertThat(
            directory.count(
                "SELECT count(*) FROM invitation WHERE id = ? AND revoked_at = declined_at",
                mailed.id))
        .isOne();
  }

  @Test
  void anInvitationThatHasRunOutSaysWhen() {
    Mailed mailed = new Mailed();
    mailed.set("expires_at = '2020-01-02T03:04:05Z', expired_at = '2021-01-01T00:00:00Z'");

    assertThat(mailed.state())
        .isEqualTo(
            new LinkState.Expired(mailed.companyName, null, Instant.parse("2020-01-02T03:04:05Z")));
    mailed.set("expires_at = NULL");
    assertThat(mailed.state())
        .as("the time of the stamp, where there is no other")
        .isEqualTo(
            new LinkState.Expired(mailed.companyName, null, Instant.parse("2021-01-01T00:00:00Z")));
    assertThat(mailed.use()).isEmpty();
  }

  @Test
  void whoJoinedIsToldSoWhileTheMembershipLasts() {
    Mailed mailed = new Mailed();
    long personId = directory.person(mailed.email);
    mailed.set("accepted_at = now(), expires_at = now()");
    assertThat(mailed.state()).as("without a membership").isEqualTo(NOT_VALID);
    long membership = directory.membership(mailed.companyId, personId, EDITOR);

    assertThat(mailed.state()).isEqualTo(new LinkState.AlreadyJoined(mailed.companyName, null));
    directory.suspend(mailed.inviter);
    assertThat(mailed.state()).isEqualTo(new LinkState.AlreadyJoined(mailed.companyName, null));
    directory.sql("UPDATE membership SET enabled = false WHERE id = ?", membership);
    assertThat(mailed.state()).isEqualTo(NOT_VALID);
    directory.sql("UPDATE membership SET enabled = true WHERE id = ?", membership);
    directory.suspend(personId);
    assertThat(mailed.state()).isEqualTo(NOT_VALID);
  }

  @Test
  void aMembershipOfAnotherCompanyIsNoneOfThisOne() {
    Mailed mailed = new Mailed();
    directory.membership(directory.company(), directory.person(mailed.email), VIEWER);
    mailed.set("accepted_at = now()");

    assertThat(mailed.state()).isEqualTo(NOT_VALID);
  }

  /** A suspension between the preview and the acceptance wins: the statement itself asks. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInvitationIsOnHoldWhileInviterOrInviteeIsSuspended(boolean inviter) {
    Mailed mailed = new Mailed();
    long invitee = directory.person(mailed.email);
    assertThat(mailed.state()).isInstanceOf(LinkState.Open.class);
    directory.suspend(inviter ? mailed.inviter : invitee);

    assertThat(mailed.state()).isEqualTo(NOT_VALID);
    assertThat(mailed.use()).isEmpty();
  }

  @Test
  void aSecretIsUsedOnceAndTellsWhatItOpened() {
    Mailed mailed = new Mailed();
    directory.sql("UPDATE company SET default_locale = 'nl' WHERE id = ?", mailed.companyId);

    assertThat(mailed.use())
        .hasValue(
            new Used(mailed.id, mailed.companyId, mailed.email, EDITOR.id(), Optional.of("nl")));
    assertThat(mailed.use()).isEmpty();
  }

  @Test
  void anInvitationWithoutAnEndCanBeUsed() {
    Mailed mailed = new Mailed();
    mailed.set("expires_at = NULL");

    assertThat(mailed.use()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"accepted_at", "revoked_at", "expired_at", "expires_at"})
  void whatEndedTheInvitationMeanwhileEndsTheSecret(String end) {
    Mailed mailed = new Mailed();

    Optional<Used> late =
        directory.second(
            tx ->
                tx.handle()
                    .execute(
                        "UPDATE invitation SET " + end + " = clock_timestamp() WHERE id = ?",
                        mailed.id),
            tx -> store.use(tx, mailed.hash, mailed.email));

    assertThat(late).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofAnAcceptanceAndARefusalAtTheSameTimeOneGetsNothing(boolean acceptsFirst) {
    Mailed mailed = new Mailed();

    Optional<Used> second =
        directory.second(
            tx -> assertThat(end(tx, mailed, acceptsFirst)).isPresent(),
            tx -> end(tx, mailed, !acceptsFirst));

    assertThat(second).isEmpty();
  }

  private Optional<Used> end(Transaction tx, Mailed mailed, boolean accept) {
    return accept
        ? store.use(tx, mailed.hash, mailed.email)
        : store.decline(tx, mailed.hash, mailed.email);
  }

  @Test
  void ofTwoWhoUseOneSecretAtTheSameTimeOneGetsNothing() {
    Mailed mailed = new Mailed();

    Optional<Used> second =
        directory.second(
            tx -> assertThat(store.use(tx, mailed.hash, mailed.email)).isPresent(),
            tx -> store.use(tx, mailed.hash, mailed.email));

    assertThat(second).isEmpty();
  }
}
