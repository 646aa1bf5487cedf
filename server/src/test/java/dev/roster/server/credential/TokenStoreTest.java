package dev.roster.server.credential;

import static dev.roster.server.testing.TestDirectory.STORED_NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.caller.Scope;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.testing.TestDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenStoreTest {
  private static final TokenRequest REQUEST =
      new TokenRequest("label", Set.of(Scope.READ, Scope.WRITE), Optional.empty(), false);

  private final TokenStore tokens = new TokenStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();

  private IssuedToken token(Optional<Instant> expires) {
    return new IssuedToken(directory.unique("id"), directory.unique("secret"), expires);
  }

  private int insert(long personId, IssuedToken token, Instant at) {
    return directory.inTransaction(tx -> tokens.insert(tx, personId, token, REQUEST, at));
  }

  private List<ApiToken> ofPerson(long personId) {
    return directory.reading(tx -> tokens.ofPerson(tx, personId));
  }

  private Optional<TokenStore.Held> forChange(String id) {
    return directory.inTransaction(tx -> tokens.forChange(tx, id));
  }

  private UUID rowId(IssuedToken token) {
    return directory.value(
        UUID.class, "SELECT id FROM api_token WHERE token_hash = ?", hash(token));
  }

  private static byte[] hash(IssuedToken token) {
    return SecretHash.ofToken(token.secret());
  }

  @Test
  void aTokenIsListedAsItWasMadeWithoutItsSecret() {
    EmailAddress email = directory.address();
    long personId = directory.person(email);
    IssuedToken token = token(Optional.of(STORED_NOW.plusSeconds(9)));

    assertThat(insert(personId, token, STORED_NOW)).isEqualTo(1);

    assertThat(ofPerson(personId))
        .containsExactly(
            new ApiToken(
                token.id(),
                email.typed(),
                "label",
                REQUEST.scopes(),
                new Lifespan(STORED_NOW, token.expiresAt(), Optional.empty(), Optional.empty())));
    assertThat(directory.count("SELECT count(*) FROM api_token WHERE token_hash = ?", hash(token)))
        .isEqualTo(1);
  }

  @Test
  void whoIsSuspendedOrUnknownGetsNoToken() {
    long personId = directory.person();
    directory.suspend(personId);

    assertThat(insert(personId, token(Optional.empty()), STORED_NOW)).isZero();
    assertThat(insert(Long.MAX_VALUE, token(Optional.empty()), STORED_NOW)).isZero();
  }

  @Test
  void noTwoTokensShareAnIdOrASecret() {
    long personId = directory.person();
    IssuedToken token = token(Optional.empty());
    insert(personId, token, STORED_NOW);

    assertThatThrownBy(() ->
            insert(
                personId,
                new IssuedToken(token.id(), "another-secret", Optional.empty()),
                STORED_NOW))
        .hasMessageContaining("api_token_public_id_key");
    assertThatThrownBy(() ->
            insert(
                personId,
                new IssuedToken("another-id", token.secret(), Optional.empty()),
                STORED_NOW))
        .hasMessageContaining("api_token_token_hash_key");
  }

  @Test
  void listsAreInTheOrderOfPeopleAndOfTime() {
    long ada = directory.person();
    long bob = directory.person();
    IssuedToken late = token(Optional.empty());
    IssuedToken early = token(Optional.empty());
    IssuedToken others = token(Optional.empty());
    insert(bob, others, STORED_NOW.minus(Duration.ofDays(9)));
    insert(ada, late, STORED_NOW);
    insert(ada, early, STORED_NOW.minusSeconds(1));

    assertThat(ofPerson(ada)).extracting(ApiToken::id).containsExactly(early.id(), late.id());
    assertThat(directory.<List<ApiToken>>reading(tokens::all))
        .extracting(ApiToken::id)
        .containsSubsequence(early.id(), late.id(), others.id());
  }

  @Test
  void aTokenIsFoundByItsIdAndByItsSecret() {
    long personId = directory.person();
    IssuedToken token = token(Optional.empty());
    insert(personId, token, STORED_NOW);
    TokenStore.Held held =
        new TokenStore.Held(rowId(token), token.id(), personId, Optional.empty());

    assertThat(forChange(token.id())).hasValue(held);
    assertThat(forChange(token.secret())).hasValue(held);
    assertThat(forChange("unknown")).isEmpty();
  }

  /** A token that has a public id goes by that alone. */
  @Test
  void onlyAnImportedTokenIsFoundByTheIdOfItsRow() {
    IssuedToken made = token(Optional.empty());
    insert(directory.person(), made, STORED_NOW);
    IssuedToken imported = token(Optional.empty());
    insert(directory.person(), imported, STORED_NOW);
    String row = rowId(imported).toString();
    directory.sql("UPDATE api_token SET public_id = NULL WHERE public_id = ?", imported.id());

    assertThat(forChange(rowId(made).toString())).isEmpty();
    assertThat(forChange(row)).map(TokenStore.Held::publicId).hasValue(row);
  }

  @Test
  void whoRevokesATokenAtTheSameTimeSeesThatItIsRevoked() {
    long personId = directory.person();
    IssuedToken token = token(Optional.empty());
    insert(personId, token, STORED_NOW);
    UUID row = rowId(token);

    Optional<TokenStore.Held> second =
        directory.second(
            tx -> {
              tokens.forChange(tx, token.id());
              tokens.revoke(tx, personId, row, STORED_NOW);
            },
            tx -> tokens.forChange(tx, token.id()));

    assertThat(second).map(TokenStore.Held::revokedAt).hasValue(Optional.of(STORED_NOW));
  }

  @Test
  void aTokenIsRevokedAlone() {
    long personId = directory.person();
    IssuedToken token = token(Optional.empty());
    IssuedToken other = token(Optional.empty());
    insert(personId, token, STORED_NOW);
    insert(personId, other, STORED_NOW.plusSeconds(1));

    directory.run(tx -> tokens.revoke(tx, directory.person(), rowId(token), STORED_NOW));
    assertThat(ofPerson(personId)).allMatch(each -> each.lifespan().revokedAt().isEmpty());
    directory.run(tx -> tokens.revoke(tx, personId, rowId(token), STORED_NOW));
    assertThat(ofPerson(personId))
        .extracting(each -> each.lifespan().revokedAt())
        .containsExactly(Optional.of(STORED_NOW), Optional.empty());
  }
}
