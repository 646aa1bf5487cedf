package dev.roster.server.jwt;

import dev.roster.server.address.Host;
import dev.roster.server.address.ServerUrl;
import dev.roster.server.caller.Scope;
import dev.roster.server.failure.MalformedException;
import dev.roster.server.failure.UserErrorException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * An issuer whose JWTs are accepted as bearer tokens, and what they have to say.
 *
 * @param issuer what {@code iss} must be, to the letter
 * @param audiences of which {@code aud} must name at least one
 * @param algorithms what a signature may be made with; never {@code none} and nothing symmetric
 * @param keys where the keys are published
 * @param personBy how the person behind a token is found
 * @param unscoped what a token without any claim about scopes may be used for
 * @param otherwiseScoped what a token may be used for whose scopes are all unknown here
 * @param firebase whether Firebase's further rules hold
 */
public record TrustedIssuer(
    String issuer,
    Set<String> audiences,
    Set<String> algorithms,
    KeySource keys,
    PersonBy personBy,
    Set<Scope> unscoped,
    Set<Scope> otherwiseScoped,
    boolean firebase) {
  /** Every algorithm that can be allowed. */
  public static final List<String> ALGORITHMS =
      List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  /** The default algorithms. */
  public static final Set<String> USUAL_ALGORITHMS = Set.of("RS256", "ES256");

  private static final String FIREBASE = "https://securetoken.google.com/";
  private static final URI FIREBASE_KEYS =
      URI.create(
          "https://www.googleapis.com/robot/v1/metadata/x509/securetoken@system.gserviceaccount.com");
  private static final String ISSUER = "issuer";
  private static final String KEY_SET = "key set";
  private static final String PROJECT = "[a-z0-9](?:[a-z0-9.:-]{0,98}[a-z0-9])?";

  /** The place where an issuer publishes its keys. */
  public sealed interface KeySource {
    /** As the issuer's OpenID configuration says. */
    record Discovery() implements KeySource {}

    /** A JSON Web Key Set. */
    record KeySet(URI location) implements KeySource {
      /**
       * The one at a URL as it was configured.
       *
       * @throws UserErrorException with a sentence for a person
       */
      public static KeySet at(String url) {
        return new KeySet(TrustedIssuer.location(url, KEY_SET));
      }
    }

    /** A JSON object of key ids and X.509 certificates, as Google publishes it. */
    record Certificates(URI location) implements KeySource {}
  }

  /** The claim by which the person is found. A token never creates a person. */
  public enum PersonBy {
    /** {@code sub} is the person's {@code firebase_uid}. */
    SUBJECT,
    /** {@code email}, which {@code email_verified} says is verified, is the person's address. */
    EMAIL
  }

  /**
   * @throws UserErrorException with a sentence for a person
   */
  public TrustedIssuer {
    audiences = Set.copyOf(audiences);
    algorithms = Set.copyOf(algorithms);
    unscoped = Set.copyOf(unscoped);
    otherwiseScoped = Set.copyOf(otherwiseScoped);
    requireSafe(location(issuer, ISSUER), ISSUER);
    if (audiences.isEmpty() || audiences.contains("")) {
      throw new UserErrorException("The audience of an issuer's tokens must be given.");
    }
    if (algorithms.isEmpty() || !ALGORITHMS.containsAll(algorithms)) {
      throw new UserErrorException(
          "The algorithms of signatures must be some of " + String.join(", ", ALGORITHMS) + ".");
    }
    if (unscoped.isEmpty() || otherwiseScoped.isEmpty()) {
      throw new UserErrorException("A token needs at least one scope.");
    }
    switch (keys) {
      case KeySource.Discovery _ -> {}
      case KeySource.KeySet set -> requireSafe(set.location(), KEY_SET);
      case KeySource.Certificates set -> requireSafe(set.location(), "certificates");
    }
  }

  /** An issuer of OpenID Connect, with everything else by default. */
  public static TrustedIssuer openId(String issuer, Set<String> audiences) {
    return new TrustedIssuer(
        issuer,
        audiences,
        USUAL_ALGORITHMS,
        new KeySource.Discovery(),
        PersonBy.SUBJECT,
        Set.of(Scope.values()),
        Set.of(Scope.READ),
        false);
  }

  /** Firebase Authentication, or Google's Identity Platform, for one project. */
  public static TrustedIssuer firebase(String project) {
    if (!project.matches(PROJECT)) {
      throw new UserErrorException("A Firebase project has an id like green-grocers-1a2b.");
    }
    return new TrustedIssuer(
        FIREBASE + project,
        Set.of(project),
        Set.of("RS256"),
        new KeySource.Certificates(FIREBASE_KEYS),
        PersonBy.SUBJECT,
        Set.of(Scope.values()),
        Set.of(Scope.READ),
        true);
  }

  /** The same with other algorithms. */
  public TrustedIssuer withAlgorithms(Set<String> others) {
    return new TrustedIssuer(
        issuer, audiences, others, keys, personBy, unscoped, otherwiseScoped, firebase);
  }

  /** The same with keys from elsewhere. */
  public TrustedIssuer withKeys(KeySource other) {
    return new TrustedIssuer(
        issuer, audiences, algorithms, other, personBy, unscoped, otherwiseScoped, firebase);
  }

  /** The same with people found in this way. */
  public TrustedIssuer withPersonBy(PersonBy other) {
    return new TrustedIssuer(
        issuer, audiences, algorithms, keys, other, unscoped, otherwiseScoped, firebase);
  }

  /** The same with these scopes for every token that names none of ours. */
  public TrustedIssuer withScopes(Set<Scope> others) {
    return new TrustedIssuer(
        issuer, audiences, algorithms, keys, personBy, others, others, firebase);
  }

  /** The issuer's OpenID configuration. */
  URI discovery() {
    return ServerUrl.parse(issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration")
        .toUri();
  }

  /**
   * The key set that the issuer's configuration names.
   *
   * @throws UserErrorException unless it is at least as well protected as the issuer
   */
  URI discovered(String keySet) {
    URI location = requireSafe(location(keySet, KEY_SET), KEY_SET);
    if (issuer.startsWith("https:") && !"https".equals(location.getScheme())) {
      throw new UserErrorException("The key set of an https issuer must be https.");
    }
    return location;
  }

  private static URI location(String text, String what) {
    try {
      return ServerUrl.parse(text).toUri();
    } catch (MalformedException malformed) {
      throw new UserErrorException(
          "The address of the " + what + " " + malformed.getMessage() + "; it must be https.",
          malformed);
    }
  }

  /** Requires TLS, except on this machine, so that keys cannot be replaced in transit. */
  private static URI requireSafe(URI location, String what) {
    String host = location.getHost();
    if (host == null) {
      throw new UserErrorException(
          "The address of the "
              + what
              + " has a host that Java's HTTP client does not take, for example with an"
              + " underscore.");
    }
    boolean safe =
        "https".equals(location.getScheme())
            || "http".equals(location.getScheme()) && isThisMachine(Host.parse(host));
    require(safe, what, "must be https (http only on this machine)");
    require(location.getRawUserInfo() == null, what, "must not have a user or a password");
    require(location.getRawFragment() == null, what, "must not have a #");
    require(location.getRawQuery() == null || !what.equals(ISSUER), what, "must not have a query");
    return location;
  }

  private static void require(boolean met, String what, String rule) {
    if (!met) {
      throw new UserErrorException("The address of the " + what + " " + rule + ".");
    }
  }

  /**
   * Names below {@code localhost}, and {@code localhost} with a dot at its end, do not count: many
   * resolvers ask the DNS for them, where anybody may answer.
   */
  private static boolean isThisMachine(Host host) {
    return host.name().equals("localhost")
        || host.literal().filter(InetAddress::isLoopbackAddress).isPresent();
  }
}
