package dev.roster.server.cli;

import dev.roster.server.address.MaskedUrl;
import dev.roster.server.caller.Scope;
import dev.roster.server.failure.UserErrorException;
import dev.roster.server.jwt.TrustedIssuer;
import dev.roster.server.jwt.TrustedIssuer.KeySource;
import dev.roster.server.jwt.TrustedIssuer.PersonBy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose JWTs {@code roster serve} accepts as bearer tokens. */
final class JwtOptions {
  @ExclusiveWith(
      value = "--firebase-project",
      message = "Give --oidc-issuer or --firebase-project, not both: one issuer is trusted.")
  @Option(
      names = "--oidc-issuer",
      paramLabel = "URL",
      description =
          "Accept JWTs of this OpenID Connect issuer as bearer tokens, beside Roster's own;"
              + " needs --oidc-audience. Also ROSTER_OIDC_ISSUER (default: none).")
  private @Nullable String issuer;

  @Option(
      names = "--oidc-audience",
      paramLabel = "NAME,...",
      description = "Audiences of which a JWT must name at least one. Also ROSTER_OIDC_AUDIENCE.")
  private @Nullable String audience;

  @Option(
      names = "--oidc-algorithms",
      paramLabel = "NAME,...",
      description =
          "Accepted signature algorithms, of RS256, RS384, RS512, PS256, PS384, PS512, ES256,"
              + " ES384, ES512. Also ROSTER_OIDC_ALGORITHMS (default: RS256,ES256).")
  private @Nullable String algorithms;

  @Option(
      names = "--oidc-jwks",
      paramLabel = "URL",
      description =
          "URL of the issuer's keys. Also ROSTER_OIDC_JWKS (default: from its OpenID"
              + " configuration).")
  private @Nullable String keySet;

  @Option(
      names = "--firebase-project",
      paramLabel = "ID",
      description =
          "Accept the ID tokens of this Firebase project instead. Also ROSTER_FIREBASE_PROJECT"
              + " (default: none).")
  private @Nullable String firebaseProject;

  @Option(
      names = "--jwt-person",
      paramLabel = "subject|email",
      description =
          "Claim that identifies the user of a JWT: its subject, which is the user's"
              + " firebase_uid ('roster user link' sets it), or its verified e-mail address."
              + " Also ROSTER_JWT_PERSON (default: subject).")
  private @Nullable String person;

  @Option(
      names = "--jwt-scopes",
      paramLabel = "NAME,...",
      description =
          "Scopes of a JWT whose scope claim names none of read, write and admin. Also"
              + " ROSTER_JWT_SCOPES (default: all of them for a JWT without a scope claim, read"
              + " for one that names other scopes).")
  private @Nullable String scopes;

  /**
   * The issuer that is trusted, if one is.
   *
   * @throws UserErrorException with a sentence for a person
   */
  Optional<TrustedIssuer> issuer() {
    Optional<String> project = given(firebaseProject);
    if (project.isEmpty() && given(issuer).isEmpty()) {
      requireNone("--oidc-issuer or --firebase-project", "--jwt-person", person);
      requireNone("--oidc-issuer or --firebase-project", "--jwt-scopes", scopes);
    }
    if (given(issuer).isEmpty()) {
      requireNone("--oidc-issuer", "--oidc-audience", audience);
      requireNone("--oidc-issuer", "--oidc-algorithms", algorithms);
      requireNone("--oidc-issuer", "--oidc-jwks", keySet);
    }
    return project.map(JwtOptions::firebase).or(this::openId).map(this::withPeople);
  }

  private static void requireNone(String needed, String option, @Nullable String value) {
    if (given(value).isPresent()) {
      throw new UserErrorException(option + " has no effect without " + needed + ".");
    }
  }

  private static TrustedIssuer firebase(String project) {
    return at("--firebase-project", quoted(project), () -> TrustedIssuer.firebase(project));
  }

  private Optional<TrustedIssuer> openId() {
    return given(issuer)
        .map(url -> {
          Set<String> audiences = audiences();
          return at("--oidc-issuer", masked(url), () -> TrustedIssuer.openId(url, audiences));
        })
        .map(this::withAlgorithms)
        .map(this::withKeys);
  }

  private TrustedIssuer withAlgorithms(TrustedIssuer trusted) {
    return given(algorithms)
        .map(all -> at("--oidc-algorithms", quoted(all), () -> trusted.withAlgorithms(names(all))))
        .orElse(trusted);
  }

  private TrustedIssuer withKeys(TrustedIssuer trusted) {
    return given(keySet)
        .map(
            url -> at("--oidc-jwks", masked(url), () -> trusted.withKeys(KeySource.KeySet.at(url))))
        .orElse(trusted);
  }

  /** The fault of a value, with the option that has it. */
  private static TrustedIssuer at(String option, String shown, Supplier<TrustedIssuer> reader) {
    try {
      return reader.get();
    } catch (UserErrorException wrong) {
      throw new UserErrorException(option + shown + ": " + wrong.getMessage(), wrong);
    }
  }

  private static String quoted(String value) {
    return " '" + Printable.of(value) + "'";
  }

  private static String masked(String url) {
    return MaskedUrl.of(url).map(shown -> " " + shown).orElse("");
  }

  private Set<String> audiences() {
    String list =
        given(audience)
            .orElseThrow(() ->
                new UserErrorException(
                    "--oidc-issuer needs --oidc-audience: without one, a token made for any other"
                        + " service would be accepted."));
    Set<String> audiences = names(list);
    if (audiences.contains("")) {
      throw new UserErrorException(
          "--oidc-audience must be one audience or several with commas between, none of them"
              + " empty, not"
              + quoted(list)
              + ".");
    }
    return audiences;
  }

  private TrustedIssuer withPeople(TrustedIssuer trusted) {
    TrustedIssuer finding =
        trusted.withPersonBy(
            switch (given(person).orElse("subject")) {
              case "subject" -> PersonBy.SUBJECT;
              case "email" -> PersonBy.EMAIL;
              default ->
                  throw new UserErrorException(
                      "--jwt-person must be subject or email, not"
                          + quoted(given(person).get())
                          + ".");
            });
    return given(scopes).map(JwtOptions::scopes).map(finding::withScopes).orElse(finding);
  }

  private static Set<Scope> scopes(String list) {
    return names(list).stream()
        .map(name ->
            Scope.named(name)
                .orElseThrow(() ->
                    new UserErrorException(
                        "--jwt-scopes must be some of read, write, admin, not"
                            + quoted(name)
                            + ".")))
        .collect(Collectors.toSet());
  }

  private static Set<String> names(String list) {
    return List.of(list.split(",", -1)).stream().map(String::strip).collect(Collectors.toSet());
  }

  private static Optional<String> given(@Nullable String option) {
    return Optional.ofNullable(option).filter(text -> !text.isBlank()).map(String::strip);
  }
}
