package dev.roster.server.credential;

import static dev.roster.server.testing.TestDirectory.AUDIT;
import static dev.roster.server.testing.TestDirectory.BROKEN_AUDIT;
import static dev.roster.server.testing.TestDirectory.CLOCK;
import static dev.roster.server.testing.TestDirectory.OPERATOR;
import static dev.roster.server.testing.TestDirectory.STORED_NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.audit.AuditLog;
import dev.roster.server.caller.Scope;
import dev.roster.server.testing.TestDirectory;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenServiceTest {
  private static final TokenRequest DAY =
      new TokenRequest(
          "label", Set.of(Scope.WRITE, Scope.READ), Optional.of(Duration.ofDays(1)), false);

  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final TokenService tokens = service(AUDIT, CLOCK);

  private TokenService service(AuditLog audit, Clock clock) {
    return new TokenService(directory.database(), new TokenStore(), audit, clock);
  }

  private List<String> events(IssuedToken token) {
    return directory.texts(
        "SELECT action || ' ' || person_id || ' ' || detail FROM audit_event WHERE object = ? ORDER"
            + " BY id",
        token.id());
  }

  @Test
  void aTokenEndsWhenItShouldAsTheDatabaseKeepsTimeAndIsRecorded() {
    long personId = directory.person();

    IssuedToken token = tokens.create(OPERATOR, personId, DAY).orElseThrow();

    assertThat(token.expiresAt()).hasValue(STORED_NOW.plus(Duration.ofDays(1)));
    assertThat(tokens.ofPerson(OPERATOR, personId))
        .singleElement()
        .satisfies(listed -> {
          assertThat(listed.id()).isEqualTo(token.id());
          assertThat(listed.lifespan().expiresAt()).isEqualTo(token.expiresAt());
          assertThat(listed.lifespan().createdAt()).isEqualTo(STORED_NOW);
        });
    assertThat(events(token))
        .containsExactly(
            "token.created "
                + personId
                + " {\"scopes\": [\"read\", \"write\"], \"expires_at\": \""
                + STORED_NOW.plus(Duration.ofDays(1))
                + "\"}");
  }

  @Test
  void aTokenForTestsSaysSoAndAnyTokenIsWellFormed() {
    long personId = directory.person();
    TokenRequest test = new TokenRequest("", Set.of(Scope.READ), Optional.empty(), true);

    IssuedToken ofTest = tokens.create(OPERATOR, personId, test).orElseThrow();
    IssuedToken live = tokens.create(OPERATOR, personId, TokenRequest.unlimited("")).orElseThrow();

    assertThat(ofTest.secret()).startsWith("rst_test_").startsWith(ofTest.id());
    assertThat(live.secret()).startsWith("rst_live_").startsWith(live.id());
    assertThat(TokenFormat.publicId(live.secret())).hasValue(live.id());
    assertThat(live.expiresAt()).isEmpty();
  }

  @Test
  void aSuspendedPersonGetsNoToken() {
    long personId = directory.person();
    directory.suspend(personId);
    List<IssuedToken> shown = new ArrayList<>();

    assertThat(tokens.create(OPERATOR, personId, DAY, shown::add)).isEmpty();
    assertThat(tokens.create(OPERATOR, Long.MAX_VALUE, DAY)).isEmpty();

    assertThat(shown).isEmpty();
    assertThat(directory.eventsOfPerson(personId)).isEmpty();
  }

  /** A deadlock is found when the transaction ends, after the token was printed. */
  @Test
  void aSecretThatWasShownIsNotMadeAgain() {
    long personId = directory.person();
    List<String> shown = new ArrayList<>();

    assertThatThrownBy(() ->
            tokens.create(
                OPERATOR,
                personId,
                DAY,
                token -> {
                  shown.add(token.secret());
                  throw new IllegalStateException(new SQLException("deadlock", "40P01"));
                }))
        .hasRootCauseInstanceOf(SQLException.class);

    assertThat(shown).hasSize(1);
    assertThat(tokens.all(OPERATOR)).noneMatch(token -> shown.getFirst().startsWith(token.id()));
    assertThat(directory.eventsOfPerson(personId)).isEmpty();
  }

  @Test
  void aTokenComesAndGoesWithTheTransactionThatMakesItsPerson() {
    long personId = directory.person();

    Optional<IssuedToken> undone =
        directory.undone(tx -> tokens.create(OPERATOR, tx, personId, DAY));

    assertThat(undone).isPresent();
    assertThat(tokens.ofPerson(OPERATOR, personId)).isEmpty();
    assertThat(directory.eventsOfPerson(personId)).isEmpty();
  }

  @Test
  void aTokenIsRevokedOnceByItsIdOrAsItWasFound() {
    long personId = directory.person();
    IssuedToken token = tokens.create(OPERATOR, personId, DAY).orElseThrow();
    TokenService later = service(AUDIT, Clock.offset(CLOCK, Duration.ofHours(1)));

    assertThat(tokens.revoke(OPERATOR, token.secret())).hasValue(STORED_NOW);
    assertThat(later.revoke(OPERATOR, token.id())).as("since when it is").hasValue(STORED_NOW);

    assertThat(events(token)).hasSize(2).last().asString().startsWith("token.revoked");
    assertThat(events(token).toString()).doesNotContain(token.secret());
    assertThat(tokens.revoke(OPERATOR, "rst_live_unknown")).isEmpty();
  }

  @Test
  void whatCannotBeRecordedIsNotDone() {
    long personId = directory.person();
    IssuedToken token = tokens.create(OPERATOR, personId, DAY).orElseThrow();
    TokenService unrecorded = service(BROKEN_AUDIT, CLOCK);

    assertThatThrownBy(() -> unrecorded.create(OPERATOR, personId, DAY))
        .hasMessageContaining("audit");
    assertThatThrownBy(() -> unrecorded.revoke(OPERATOR, token.id())).hasMessageContaining("audit");

    assertThat(tokens.ofPerson(OPERATOR, personId))
        .singleElement()
        .satisfies(listed -> assertThat(listed.lifespan().revokedAt()).isEmpty());
  }
}
