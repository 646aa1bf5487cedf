package dev.roster.server.authentication;

import static dev.roster.server.testing.TestDirectory.EDITOR;
import static dev.roster.server.testing.TestDirectory.STORED_NOW;
import static dev.roster.server.testing.TestDirectory.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.authentication.Authentication.Authenticated;
import dev.roster.server.authentication.Authentication.InactiveUser;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.caller.Scope;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.caller.UserCaller.CurrentMembership;
import dev.roster.server.credential.SecretHash;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.testing.TestDirectory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticationStoreTest {
  private static final CallOrigin FROM =
      new CallOrigin(Optional.of("192.0.2.1"), Optional.of("request"));
  private static final Set<Scope> SCOPES = Set.of(Scope.READ);

  private static final CallerQuery<?> NOTHING = CallerQuery.ofNothing();

  private final AuthenticationStore store = new AuthenticationStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();

  /** A token of a person, as the database keeps one. */
  private record Token(UUID id, byte[] hash) {}

  private Token token(long personId) {
    byte[] hash = SecretHash.ofToken(directory.unique("token"));
    UUID id =
        directory.value(
            UUID.class,
            "INSERT INTO api_token (token_hash, person_id, scopes) VALUES (?, ?, '{read,write}')"
                + " RETURNING id",
            hash,
            personId);
    return new Token(id, hash);
  }

  /** A key of a tenant, as the database keeps one. */
  private Token key(UUID tenant) {
    byte[] hash = SecretHash.ofKey(UUID.randomUUID());
    UUID id =
        directory.value(
            UUID.class,
            "INSERT INTO tenant_key (key_hash, tenant_id) VALUES (?, ?) RETURNING id",
            hash,
            tenant);
    return new Token(id, hash);
  }

  private Optional<Authentication> authenticate(Token token, Instant now) {
    return directory.reading(tx -> store.authenticate(tx, token.hash(), NOTHING, FROM, now));
  }

  private Optional<Authentication> bySubject(String subject) {
    return directory.reading(tx -> store.bySubject(tx, subject, SCOPES, NOTHING, FROM));
  }

  private Optional<Authentication> byEmail(EmailAddress email) {
    return directory.reading(tx -> store.byEmail(tx, email.key(), SCOPES, NOTHING, FROM));
  }

  private static UserCaller caller(Optional<Authentication> found) {
    return ((Authenticated) found.orElseThrow()).caller();
  }

  @Test
  void aTokenTellsThePersonItsWorkspaceAndItsScopes() {
    long companyId = directory.company();
    long personId = directory.person();
    long membership = directory.membership(companyId, personId, EDITOR);
    Token token = token(personId);

    assertThat(authenticate(token, STORED_NOW))
        .hasValue(
            new Authenticated(
                new UserCaller(
                    personId,
                    Optional.of(new CurrentMembership(membership, companyId, EDITOR)),
                    token.id(),
                    token.id().toString(),
                    Set.of(Scope.READ, Scope.WRITE),
                    FROM),
                Optional.empty()));
  }

  @Test
  void aTokenIsRefusedFromTheInstantOfItsEnd() {
    Token token = token(directory.person());
    directory.sql(
        "UPDATE api_token SET expires_at = ?::timestamptz WHERE id = ?", STORED_NOW, token.id());

    assertThat(authenticate(token, STORED_NOW.minusMillis(1))).isPresent();
    assertThat(authenticate(token, STORED_NOW)).isEmpty();
  }

  @Test
  void aRevokedOrUnknownTokenIsNobodys() {
    Token token = token(directory.person());
    directory.sql("UPDATE api_token SET revoked_at = now() WHERE id = ?", token.id());

    assertThat(authenticate(token, STORED_NOW)).isEmpty();
    assertThat(authenticate(new Token(token.id(), new byte[32]), STORED_NOW)).isEmpty();
  }

  @Test
  void aSuspendedPersonIsToldApartFromAnUnknownOneByEveryWay() {
    EmailAddress email = directory.address();
    long personId = directory.person(email);
    Token token = token(personId);
    String subject = directory.unique("subject");
    directory.sql("UPDATE person SET firebase_uid = ? WHERE id = ?", subject, personId);
    directory.suspend(personId);

    assertThat(authenticate(token, STORED_NOW)).hasValue(new InactiveUser());
    assertThat(bySubject(subject)).hasValue(new InactiveUser());
    assertThat(byEmail(email)).hasValue(new InactiveUser());
    assertThat(byEmail(directory.address())).isEmpty();
  }

  @Test
  @Tag("promise:current-membership")
  void theWorkspaceIsTheChosenMembershipOrElseTheFirstThatIsEnabled() {
    long personId = directory.person();
    Token token = token(personId);
    assertThat(caller(authenticate(token, STORED_NOW)).current()).isEmpty();
    long first = directory.membership(directory.company(), personId, VIEWER);
    long second = directory.membership(directory.company(), personId, EDITOR);

    assertThat(workspace(token)).isEqualTo(first);
    directory.sql("UPDATE person SET active_membership_id = ? WHERE id = ?", second, personId);
    assertThat(workspace(token)).isEqualTo(second);
    directory.sql("UPDATE membership SET enabled = false WHERE id = ?", second);
    assertThat(workspace(token)).isEqualTo(first);
  }

  private long workspace(Token token) {
    return caller(authenticate(token, STORED_NOW)).workspace().membershipId();
  }

  @Test
  void aSubjectIsFoundToTheLetterAndAnEmptyOneIsNobodys() {
    long personId = directory.person();
    String subject = directory.unique("Subject");
    directory.sql("UPDATE person SET firebase_uid = ? WHERE id = ?", subject, personId);
    directory.sql("UPDATE person SET firebase_uid = '' WHERE id = ?", directory.person());

    assertThat(caller(bySubject(subject)).personId()).isEqualTo(personId);
    assertThat(bySubject(subject.toLowerCase(Locale.ROOT))).isEmpty();
    assertThat(bySubject("")).isEmpty();
  }

  /** Rate limits count by it, and an issuer makes a new JWT every hour. */
  @Test
  void allJwtsOfAPersonCountAsOneTokenThatNobodyElseHas() {
    EmailAddress email = directory.address();
    long personId = directory.person(email);
    String subject = directory.unique("subject");
    directory.sql("UPDATE person SET firebase_uid = ? WHERE id = ?", subject, personId);
    EmailAddress other = directory.address();
    directory.person(other);

    UserCaller found = caller(byEmail(email));

    assertThat(found).isEqualTo(caller(bySubject(subject)));
    assertThat(found.scopes()).isEqualTo(SCOPES);
    assertThat(found.tokenId()).isNotEqualTo(caller(byEmail(other)).tokenId());
  }

  @Test
  void aKeyOpensItsOwnTenantUntilItEnds() {
    UUID tenant = directory.tenant();
    Token key = key(tenant);

    assertThat(keyOf(tenant, key, STORED_NOW)).hasValue(key.id());
    assertThat(keyOf(directory.tenant(), key, STORED_NOW)).isEmpty();
    directory.sql(
        "UPDATE tenant_key SET expires_at = ?::timestamptz WHERE id = ?", STORED_NOW, key.id());
    assertThat(keyOf(tenant, key, STORED_NOW.minusMillis(1))).isPresent();
    assertThat(keyOf(tenant, key, STORED_NOW)).isEmpty();
    directory.sql(
        "UPDATE tenant_key SET expires_at = NULL, revoked_at = now() WHERE id = ?", key.id());
    assertThat(keyOf(tenant, key, STORED_NOW)).isEmpty();
  }

  private Optional<UUID> keyOf(UUID tenant, Token key, Instant now) {
    return directory
        .<Optional<TenantAuthentication>>reading(
            tx -> store.byKey(tx, tenant, key.hash(), NOTHING, FROM, now))
        .map(found -> found.caller().keyId());
  }

  @Test
  void ofManyTokensThoseThatAreValidAreNamed() {
    Token imported = token(directory.person());
    Token named = token(directory.person());
    String publicId = directory.unique("id");
    directory.sql("UPDATE api_token SET public_id = ? WHERE id = ?", publicId, named.id());
    Token revoked = token(directory.person());
    directory.sql("UPDATE api_token SET revoked_at = now() WHERE id = ?", revoked.id());
    Token expired = token(directory.person());
    directory.sql(
        "UPDATE api_token SET expires_at = ?::timestamptz WHERE id = ?", STORED_NOW, expired.id());
    token(directory.person());
    List<byte[]> hashes =
        List.of(named.hash(), imported.hash(), revoked.hash(), expired.hash(), new byte[32]);

    assertThat(directory.<List<String>>reading(tx -> store.tokensAmong(tx, hashes, STORED_NOW)))
        .containsExactly(imported.id().toString(), publicId);
  }

  @Test
  void ofManyKeysThoseThatAreValidAreNamedWhicheverTenantTheyBelongTo() {
    Token one = key(directory.tenant());
    Token two = key(directory.tenant());
    Token revoked = key(directory.tenant());
    directory.sql("UPDATE tenant_key SET revoked_at = now() WHERE id = ?", revoked.id());
    List<byte[]> hashes = List.of(one.hash(), two.hash(), revoked.hash());

    assertThat(directory.<List<UUID>>reading(tx -> store.keysAmong(tx, hashes, STORED_NOW)))
        .containsExactlyInAnyOrder(one.id(), two.id());
  }

  /** Two servers write their stamps in any order. */
  @Test
  void aStampNeverGoesBack() {
    Token token = token(directory.person());
    Token key = key(directory.tenant());
    Token unused = token(directory.person());

    used(token, key, STORED_NOW);
    used(token, key, STORED_NOW.minusSeconds(1));
    assertThat(lastUse("api_token", token)).isEqualTo(STORED_NOW);
    used(token, key, STORED_NOW.plusSeconds(1));

    assertThat(lastUse("api_token", token)).isEqualTo(STORED_NOW.plusSeconds(1));
    assertThat(lastUse("tenant_key", key)).isEqualTo(STORED_NOW.plusSeconds(1));
    assertThat(lastUse("api_token", unused)).isNull();
  }

  private void used(Token token, Token key, Instant at) {
    directory.run(tx -> {
      store.tokensUsed(tx, new TreeMap<>(Map.of(token.id(), at)));
      store.keysUsed(tx, new TreeMap<>(Map.of(key.id(), at)));
    });
  }

  private Instant lastUse(String table, Token token) {
    return directory.value(
        Instant.class, "SELECT last_used_at FROM " + table + " WHERE id = ?", token.id());
  }
}
