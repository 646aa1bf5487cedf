package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.roster.server.testing.Jwts;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.ScriptedIssuer;
import dev.roster.server.testing.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of {@code roster serve} about issuers, as people give and mistake them. */
class JwtOptionsTest {
  private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/api");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --oidc-issuer https://i.example | needs --oidc-audience
          --oidc-issuer http://i.example --oidc-audience a | must be https
          --oidc-issuer nonsense --oidc-audience a | must be https
          --oidc-issuer https://i.example --oidc-audience , | --oidc-audience must be one audience or several with commas between, none of them empty, not ','.
          --oidc-issuer https://u:p@i.example --oidc-audience a | --oidc-issuer https://i.example: The address of the issuer must not have a user or a password.
          --oidc-issuer https://i.example?a=b --oidc-audience a | must not have a query
          --oidc-issuer https://i.example --oidc-audience a --oidc-jwks https://i.example/#a | --oidc-jwks https://i.example: The address of the key set must not have a #.
          --oidc-issuer https://i.example --oidc-audience a --oidc-algorithms none | --oidc-algorithms 'none': The algorithms of signatures must be some of RS256
          --oidc-issuer https://i.example --oidc-audience a --oidc-algorithms RS256,HS256 | must be some of RS256
          --oidc-issuer https://i.example --oidc-audience a --oidc-jwks http://k.example/ | must be https
          --oidc-issuer https://i.example --oidc-audience a --jwt-person name | --jwt-person must be subject or email, not 'name'.
          --oidc-issuer https://i.example --oidc-audience a --jwt-scopes owner | --jwt-scopes must be some of read, write, admin, not 'owner'.
          --oidc-issuer https://i.example --oidc-audience a --firebase-project p | not both
          --oidc-audience a | --oidc-audience has no effect without --oidc-issuer
          --firebase-project p --oidc-jwks https://k.example/ | --oidc-jwks has no effect without --oidc-issuer
          --jwt-person email | --jwt-person has no effect without --oidc-issuer or --firebase-project
          --firebase-project Green | --firebase-project 'Green': A Firebase project has an id like
          """)
  void aMistakeIsToldBeforeAnythingStarts(String options, String reason, @TempDir Path folder) {
    CommandFixture.Outcome outcome =
        CommandFixture.run(
            Stream.concat(
                    Stream.of("serve", "--data-dir", folder.resolve("data").toString()),
                    Stream.of(options.split(" ")))
                .toArray(String[]::new));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err().lines()).hasSize(2).first().asString().contains(reason);
    assertThat(outcome.err()).endsWith("Try 'roster serve --help'.\n");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "ROSTER_OIDC_ISSUER, https://i.example, --firebase-project, my-project, Give ROSTER_OIDC_ISSUER"
        + " or --firebase-project",
    "ROSTER_FIREBASE_PROJECT, my-project, --oidc-issuer, https://i.example, Give --oidc-issuer or"
        + " ROSTER_FIREBASE_PROJECT"
  })
  void anIssuerFromAVariableCountsAsWell(
      String variable,
      String value,
      String option,
      String other,
      String reason,
      @TempDir Path folder) {
    CommandFixture.Outcome outcome =
        CommandFixture.run(
            Map.of(variable, value, "ROSTER_OIDC_AUDIENCE", "a"),
            "serve",
            "--data-dir",
            folder.resolve("data").toString(),
            option,
            other);

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith(reason + ", not both: one issuer is trusted.");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aServerThatWasToldToTrustsTheIssuer(@TempDir Path folder) throws Exception {
    KeyPair pair = Jwts.rsa("issuer");
    try (ScriptedIssuer issuer = new ScriptedIssuer()) {
      issuer.publish(Jwts.keySet(Jwts.jwk("rsa-1", pair)));
      Path output = folder.resolve("output");
      Process process =
          CommandFixture.start(
              output,
              "serve",
              "--port",
              "0",
              "--demo",
              "--database-url",
              TestDatabase.fresh().jdbcUrl(),
              "--oidc-issuer",
              issuer.name(),
              "--oidc-audience",
              "roster",
              "--oidc-algorithms",
              "RS256",
              "--jwt-person",
              "email",
              "--jwt-scopes",
              "read");
      try {
        String banner = CommandFixture.printed(process, output, "Ctrl-C stops it.");
        Matcher address = ADDRESS.matcher(banner);
        assertThat(address.find()).as(banner).isTrue();
        RawHttp http = new RawHttp(URI.create(address.group(1)));
        Map<String, Object> claims = Jwts.claims(issuer.name(), "roster", "someone", Instant.now());
        claims.put("email", "owner@demo.example");
        claims.put("email_verified", true);
        Map<String, String> bearer =
            Map.of(
                "Authorization",
                "Bearer "
                    + Jwts.sign(
                        JSONObjectUtils.toJSONString(Jwts.header("RS256", "rsa-1")),
                        JSONObjectUtils.toJSONString(claims),
                        "SHA256withRSA",
                        pair.getPrivate()));

        RawResponse me = http.send("GET", "/api/accounts/users/me/", bearer, null);
        assertThat(me.text()).contains("owner@demo.example");
        assertThat(http.send("GET", "/api/accounts/invitations/", bearer, null).status())
            .as("no scope but read")
            .isEqualTo(403);
      } finally {
        process.destroy();
        CommandFixture.exitCode(process);
      }
    }
  }
}
