package dev.roster.server.invitation;

import static dev.roster.server.testing.TestDirectory.STORED_NOW;
import static dev.roster.server.testing.TestDirectory.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.db.OpenStatement;
import dev.roster.server.db.Relation;
import dev.roster.server.db.Transaction;
import dev.roster.server.db.WriteStatement;
import dev.roster.server.db.WriteStatement.Result;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.invitation.InvitationEntry.State;
import dev.roster.server.testing.TestDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvitationStoreTest {
  private static final Instant END = STORED_NOW.plus(Duration.ofDays(7));

  /** Closes no invitation. */
  private static final Relation<UUID> NOTHING =
      new Relation<>(
          "nothing", "SELECT NULL FROM admitted WHERE false", Map.of(), UUID::fromString);

  private final InvitationStore invitations = new InvitationStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final long inviter = directory.person();

  private Invitation draft(long companyId, EmailAddress email) {
    return new Invitation(
        UUID.randomUUID(), companyId, email, VIEWER.id(), inviter, STORED_NOW, END);
  }

  private boolean insert(Invitation invitation) {
    return directory.inTransaction(tx -> insert(tx, invitation));
  }

  private boolean insert(Transaction tx, Invitation invitation) {
    return first(tx, invitations.made(invitation, NOTHING), NOTHING).isPresent();
  }

  private static Optional<UUID> first(
      Transaction tx, Relation<UUID> last, Relation<?>... beforeIt) {
    List<Relation<?>> changes = new ArrayList<>(List.of(beforeIt));
    changes.add(last);
    return OpenStatement.run(tx, new WriteStatement(List.of(), List.of(), changes)).first(last);
  }

  private Invitation stored(long companyId) {
    Invitation invitation = draft(companyId, directory.address());
    assertThat(insert(invitation)).isTrue();
    return invitation;
  }

  private void end(Invitation invitation, String column) {
    directory.sql("UPDATE invitation SET " + column + " = now() WHERE id = ?", invitation.id());
  }

  private static EmailAddress upper(EmailAddress address) {
    return new EmailAddress(address.typed().toUpperCase(Locale.ROOT));
  }

  private Optional<UUID> closeExpired(long companyId, EmailAddress email, Instant now) {
    return directory.inTransaction(tx -> first(tx, invitations.closed(companyId, email, now)));
  }

  /** The invitation as a member of the company reads it. */
  private Optional<FoundInvitation> find(long companyId, UUID id, Instant now) {
    return directory.ask(directory.caller(companyId, VIEWER).personId(), invitations.find(id, now));
  }

  private OptionalInt renew(long companyId, UUID id) {
    return directory.inTransaction(tx -> invitations.renew(tx, companyId, id, END.plusSeconds(1)));
  }

  private boolean revoke(long companyId, UUID id) {
    return directory.inTransaction(tx -> invitations.revoke(tx, companyId, id, STORED_NOW));
  }

  @Test
  void anAddressHasOnePendingInvitationToACompany() {
    long companyId = directory.company();
    Invitation first = stored(companyId);

    assertThat(insert(draft(companyId, upper(first.email())))).isFalse();
    assertThat(insert(draft(directory.company(), first.email()))).as("another company").isTrue();
    assertThat(insert(draft(companyId, directory.address()))).as("another address").isTrue();
    assertThat(
            directory.<Optional<Invitation>>reading(
                tx -> invitations.ofInviter(tx, inviter, first.id())))
        .contains(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"accepted_at", "revoked_at", "expired_at"})
  void anInvitationThatIsOverMakesRoom(String end) {
    long companyId = directory.company();
    Invitation first = stored(companyId);
    end(first, end);

    assertThat(insert(draft(companyId, first.email()))).isTrue();
  }

  /** Expiry alone ends no row: it has to be closed. */
  @Test
  void anInvitationThatHasRunOutMakesNoRoomUntilItIsClosed() {
    long companyId = directory.company();
    Invitation first = stored(companyId);

    assertThat(closeExpired(companyId, first.email(), END.minusMillis(1))).isEmpty();
    assertThat(insert(draft(companyId, first.email()))).isFalse();
    assertThat(closeExpired(directory.company(), first.email(), END)).isEmpty();
    assertThat(closeExpired(companyId, upper(first.email()), END)).hasValue(first.id());
    assertThat(closeExpired(companyId, first.email(), END)).as("once more").isEmpty();
    assertThat(insert(draft(companyId, first.email()))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"accepted_at", "revoked_at"})
  void anInvitationThatEndedInAnotherWayIsNotClosed(String end) {
    long companyId = directory.company();
    Invitation invitation = stored(companyId);
    end(invitation, end);

    assertThat(closeExpired(companyId, invitation.email(), END)).isEmpty();
  }

  @Test
  void anInvitationWithoutAnEndIsNotClosed() {
    long companyId = directory.company();
    Invitation invitation = stored(companyId);
    directory.sql("UPDATE invitation SET expires_at = NULL WHERE id = ?", invitation.id());

    assertThat(closeExpired(companyId, invitation.email(), END)).isEmpty();
  }

  @Test
  void twoWhoInviteOneAddressAtTheSameTimeStoreOneInvitation() {
    long companyId = directory.company();
    EmailAddress email = directory.address();

    boolean second =
        directory.second(
            tx -> insert(tx, draft(companyId, email)),
            tx -> insert(tx, draft(companyId, upper(email))));

    assertThat(second).isFalse();
    assertThat(directory.count("SELECT count(*) FROM invitation WHERE company_id = ?", companyId))
        .isEqualTo(1);
  }

  @Test
  void anInvitationThatHasRunOutIsReplacedInOneStatement() {
    long companyId = directory.company();
    Invitation old = stored(companyId);

    assertThat(replace(draft(companyId, old.email()), END.minusMillis(1))).isEmpty();
    assertThat(pending(companyId)).containsExactly(old.id().toString());
    Invitation next = draft(companyId, upper(old.email()));
    assertThat(replace(next, END)).hasValue(next.id());
    assertThat(pending(companyId)).containsExactly(next.id().toString());
  }

  private Optional<UUID> replace(Invitation next, Instant now) {
    Relation<UUID> closed = invitations.closed(next.companyId(), next.email(), now);
    return directory.inTransaction(tx -> first(tx, invitations.made(next, closed), closed));
  }

  private List<String> pending(long companyId) {
    return directory.texts(
        "SELECT id FROM invitation WHERE company_id = ? AND expired_at IS NULL", companyId);
  }

  @Test
  void aRefusedStatementNeitherClosesNorStores() {
    long companyId = directory.company();
    Invitation old = stored(companyId);
    Invitation next = draft(companyId, old.email());
    Relation<UUID> closed = invitations.closed(companyId, old.email(), END);
    Relation<Integer> refusal = new Relation<>("refusal", "SELECT 1", Map.of(), _ -> 1);

    Result result =
        directory
            .database()
            .write(
                new WriteStatement(
                    List.of(), List.of(refusal), List.of(closed, invitations.made(next, closed))));

    assertThat(result.of(refusal)).containsExactly(1);
    assertThat(result.of(closed)).isEmpty();
    assertThat(pending(companyId)).containsExactly(old.id().toString());
  }

  @Test
  void anInvitationIsReadBackByWhoMadeIt() {
    Invitation invitation = stored(directory.company());
    long other = directory.person();
    directory.sql("UPDATE invitation SET expires_at = NULL WHERE id = ?", invitation.id());

    assertThat(
            directory
                .<Optional<Invitation>>reading(
                    tx -> invitations.ofInviter(tx, inviter, invitation.id()))
                .orElseThrow()
                .expiresAt())
        .isNull();
    assertThat(
            directory.<Optional<Invitation>>reading(
                tx -> invitations.ofInviter(tx, other, invitation.id())))
        .isEmpty();
  }

  @Test
  void anInvitationIsFoundByItsCompanyOnly() {
    long companyId = directory.company();
    Invitation invitation = stored(companyId);
    long other = directory.company();

    FoundInvitation found = find(companyId, invitation.id(), STORED_NOW).orElseThrow();
    assertThat(found.company().id()).isEqualTo(companyId);
    assertThat(found)
        .isEqualTo(
            new FoundInvitation(
                invitation.id(),
                invitation.email(),
                found.company(),
                VIEWER.id(),
                true,
                Optional.of(false)));
    assertThat(
            directory.<Optional<FoundInvitation>>ask(
                directory.person(), invitations.find(invitation.id(), STORED_NOW)))
        .as("without a workspace")
        .isEmpty();
    assertThat(find(other, invitation.id(), STORED_NOW)).isEmpty();
    assertThat(address(companyId, invitation.id())).hasValue(invitation.email());
    assertThat(address(other, invitation.id())).isEmpty();
  }

  private Optional<EmailAddress> address(long companyId, UUID id) {
    return directory.reading(tx -> invitations.address(tx, companyId, id));
  }

  @Test
  void whoHasAnAccountIsRecognisedByTheKeyOfTheInvitation() {
    long companyId = directory.company();
    Invitation invitation = stored(companyId);
    directory.person(upper(invitation.email()));

    assertThat(find(companyId, invitation.id(), STORED_NOW).orElseThrow().existingUser())
        .hasValue(true);
    directory.sql("UPDATE invitation SET email_key = NULL WHERE id = ?", invitation.id());
    assertThat(find(companyId, invitation.id(), STORED_NOW).orElseThrow().existingUser())
        .as("without a key")
        .isEmpty();
  }

  @Test
  void anInvitationIsAcceptableUntilItsEndAndWhileItsInviterIsActive() {
    long companyId = directory.company();
    long suspended = directory.person();
    UUID id = directory.invitation(companyId, directory.address(), suspended);
    directory.sql("UPDATE invitation SET expires_at = ?::timestamptz WHERE id = ?", END, id);

    assertThat(find(companyId, id, END.minusMillis(1)).orElseThrow().acceptable()).isTrue();
    assertThat(find(companyId, id, END).orElseThrow().acceptable()).isFalse();
    directory.suspend(suspended);
    assertThat(find(companyId, id, STORED_NOW).orElseThrow().acceptable()).isFalse();
    directory.sql("UPDATE invitation SET invited_by = NULL WHERE id = ?", id);
    assertThat(find(companyId, id, STORED_NOW).orElseThrow().acceptable()).as("nobody's").isTrue();
    directory.sql("UPDATE invitation SET expires_at = NULL WHERE id = ?", id);
    assertThat(find(companyId, id, END).orElseThrow().acceptable()).as("without an end").isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"accepted_at", "revoked_at", "expired_at"})
  void anInvitationThatIsOverIsNeitherAcceptableNorRenewedNorRevoked(String end) {
    long companyId = directory.company();
    Invitation invitation = stored(companyId);
    end(invitation, end);

    assertThat(find(companyId, invitation.id(), STORED_NOW).orElseThrow().acceptable()).isFalse();
    assertThat(renew(companyId, invitation.id())).isEmpty();
    assertThat(revoke(companyId, invitation.id())).isFalse();
  }

  @Test
  void anotherCompanyNeitherRenewsNorRevokes() {
    Invitation invitation = stored(directory.company());
    long other = directory.company();

    assertThat(renew(other, invitation.id())).isEmpty();
    assertThat(revoke(other, invitation.id())).isFalse();
    assertThat(revoke(invitation.companyId(), invitation.id())).isTrue();
    assertThat(revoke(invitation.companyId(), invitation.id())).as("once more").isFalse();
  }

  @Test
  void eachRenewalCountsItsMailingOnAndMovesTheEnd() {
    Invitation invitation = stored(directory.company());

    assertThat(renew(invitation.companyId(), invitation.id())).hasValue(2);
    assertThat(renew(invitation.companyId(), invitation.id())).hasValue(3);

    assertThat(
            directory.<Optional<Invitation>>reading(
                tx -> invitations.ofInviter(tx, inviter, invitation.id())))
        .map(Invitation::expiresAt)
        .contains(END.plusSeconds(1));
  }

  @Test
  void secretsAreForgottenOfOneInvitationOfTheCompany() {
    long companyId = directory.company();
    Invitation invitation = stored(companyId);
    directory.secret(invitation.id());
    directory.secret(invitation.id());
    Invitation other = stored(companyId);
    directory.secret(other.id());

    directory.run(tx -> invitations.forgetSecrets(tx, directory.company(), invitation.id()));
    assertThat(secrets(invitation)).as("another company").isEqualTo(2);
    directory.run(tx -> invitations.forgetSecrets(tx, companyId, invitation.id()));
    assertThat(secrets(invitation)).isZero();
    assertThat(secrets(other)).isEqualTo(1);
  }

  private long secrets(Invitation invitation) {
    return directory.count(
        "SELECT count(*) FROM invitation_secret WHERE invitation_id = ?", invitation.id());
  }

  @Test
  void theListTellsWhatBecameOfEachInvitationTheNewestFirst() {
    long companyId = directory.company();
    for (String end : List.of("accepted_at", "revoked_at", "expired_at", "none")) {
      UUID id = directory.invitation(companyId, new EmailAddress(end + "@x.test"), inviter);
      directory.sql(
          "UPDATE invitation SET created_at = '2020-01-01'::timestamptz - ? * interval '1 day'"
              + " WHERE id = ?",
          end.length(),
          id);
      if (!end.equals("none")) {
        directory.sql("UPDATE invitation SET " + end + " = now() WHERE id = ?", id);
      }
    }
    UUID late = directory.invitation(companyId, new EmailAddress("late@x.test"), inviter);
    directory.sql("UPDATE invitation SET expires_at = now() WHERE id = ?", late);
    directory.invitation(directory.company(), directory.address(), inviter);

    List<InvitationEntry> list =
        directory.reading(tx -> invitations.list(tx, companyId, Instant.now()));

    assertThat(list)
        .extracting(entry -> entry.email() + " " + entry.state())
        .startsWith("late@x.test EXPIRED", "none@x.test PENDING")
        .endsWith("accepted_at@x.test ACCEPTED")
        .contains("revoked_at@x.test REVOKED", "expired_at@x.test EXPIRED")
        .hasSize(5);
    assertThat(list).extracting(InvitationEntry::role).containsOnly("EDITOR");
    assertThat(list).extracting(InvitationEntry::state).contains(State.PENDING);
  }

  @Test
  void theListTellsTheStateOfTheNewestMail() {
    long companyId = directory.company();
    Invitation invitation = stored(companyId);
    assertThat(mail(companyId)).isNull();
    for (String mailing : List.of("1 sent", "3 waiting", "2 dead")) {
      directory.sql(
          """
          INSERT INTO outbox (id, invitation_id, mailing, message_id, state, created_at)
          VALUES (gen_random_uuid(), ?, ?::int, gen_random_uuid(), ?, now())
          """,
          invitation.id(),
          Integer.parseInt(mailing.substring(0, 1)),
          mailing.substring(2));
    }

    assertThat(mail(companyId)).isEqualTo("waiting");
  }

  private String mail(long companyId) {
    return directory
        .<List<InvitationEntry>>reading(tx -> invitations.list(tx, companyId, Instant.now()))
        .getFirst()
        .mail();
  }
}
