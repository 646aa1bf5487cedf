package dev.roster.server.jwt;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.roster.server.caller.Scope;
import dev.roster.server.jwt.JwtVerdict.Expired;
import dev.roster.server.jwt.JwtVerdict.Genuine;
import dev.roster.server.jwt.JwtVerdict.Refused;
import dev.roster.server.jwt.JwtVerdict.Undecided;
import dev.roster.server.jwt.TrustedIssuer.PersonBy;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Verifies JWTs (RFC 7519) of the trusted issuer. Of its header only the algorithm, the type and
 * the name of the key are read; the key itself always comes from where the issuer publishes it.
 * Safe for use by many threads.
 */
public final class JwtVerifier implements AutoCloseable {
  /** The tolerated difference between the clocks of issuer and server. */
  static final Duration SKEW = Duration.ofSeconds(60);

  private static final int LONGEST_NAME = 255;
  private static final int FIREBASE_SUBJECT = 128;
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  /** A JSON object in Base64 begins with these, and has dots behind it. */
  private static final Pattern JWT_LIKE =
      Pattern.compile("e[wy][^.]*+\\.[^.]*+\\..*+", Pattern.DOTALL);

  private static final Pattern COMPACT =
      Pattern.compile("([A-Za-z0-9_-]++)\\.([A-Za-z0-9_-]++)\\.([A-Za-z0-9_-]++)");

  private final TrustedIssuer issuer;
  private final JwksCache keys;
  private final Clock clock;

  public JwtVerifier(TrustedIssuer issuer, Clock clock) {
    this.issuer = issuer;
    this.keys = new JwksCache(issuer, clock);
    this.clock = clock;
  }

  /** Fetches the issuer's keys, so that the first request need not wait for them. */
  public void start() {
    keys.warmUp();
  }

  /** Reports whether a bearer token has the form of a JWT, valid or not. */
  public static boolean looksLikeOne(String token) {
    return JWT_LIKE.matcher(token).matches();
  }

  public JwtVerdict verify(String token) {
    try {
      return judge(token);
    } catch (ParseException | IllegalArgumentException malformed) {
      return new Refused("it is malformed");
    }
  }

  private JwtVerdict judge(String token) throws ParseException {
    Matcher parts = COMPACT.matcher(token);
    if (!parts.matches()) {
      return new Refused("no signed JWT in the compact form");
    }
    JwtClaims header = new JwtClaims(object(parts.group(1)));
    String algorithm = header.text("alg").orElse("");
    Optional<String> flaw = flawOfHeader(header, algorithm);
    if (flaw.isPresent()) {
      return new Refused(flaw.get());
    }
    JwtClaims claims = new JwtClaims(object(parts.group(2)));
    flaw = flawOfClaims(claims);
    if (flaw.isPresent()) {
      return new Refused(flaw.get());
    }
    decoded(parts.group(3));
    String signed = parts.group(1) + "." + parts.group(2);
    return switch (keys.find(header.text("kid"), algorithm)) {
      case JwksCache.Lookup.Found found ->
          found.key().hasSigned(signed, algorithm, parts.group(3))
              ? atThisTime(claims)
              : new Refused("the signature is wrong");
      case JwksCache.Lookup.Unknown _ -> new Refused("the issuer has no such key");
      case JwksCache.Lookup.Unavailable away -> new Undecided(away.retryAfter());
    };
  }

  private static Map<String, Object> object(String part) throws ParseException {
    @Nullable Map<String, Object> object = JSONObjectUtils.parse(utf8(decoded(part)));
    if (object == null) {
      throw new ParseException("no JSON object", 0);
    }
    return object;
  }

  /** Decodes a part (Base64url); unused bits must be zero, so that one text has one form. */
  private static byte[] decoded(String part) throws ParseException {
    byte[] bytes = Base64.getUrlDecoder().decode(part);
    if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
      throw new ParseException("not the Base64 that its bytes have", 0);
    }
    return bytes;
  }

  /** Strictly: a replacement character would make one name of many. JSON has no BOM (RFC 8259). */
  private static String utf8(byte[] bytes) throws ParseException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.startsWith("\ufeff")) {
        throw new ParseException("a byte order mark", 0);
      }
      return text;
    } catch (CharacterCodingException malformed) {
      throw new ParseException("not UTF-8", 0);
    }
  }

  private Optional<String> flawOfHeader(JwtClaims header, String algorithm) throws ParseException {
    if (!issuer.algorithms().contains(algorithm)) {
      return Optional.of("the algorithm is not allowed");
    }
    String type = header.text("typ").orElse("jwt").toLowerCase(Locale.ROOT);
    if (!TYPES.contains(type)) {
      return Optional.of("the type is none of an access or ID token");
    }
    if (header.members().containsKey("crit") || header.members().containsKey("b64")) {
      return Optional.of("the header asks for an extension");
    }
    if (issuer.firebase() && header.text("kid").isEmpty()) {
      return Optional.of("the key is not named");
    }
    return Optional.empty();
  }

  /** Checks that need no key. */
  private Optional<String> flawOfClaims(JwtClaims claims) throws ParseException {
    if (!claims.text("iss").equals(Optional.of(issuer.issuer()))) {
      return Optional.of("the issuer is another one");
    }
    if (Collections.disjoint(claims.audiences(), issuer.audiences())) {
      return Optional.of("the audience is another one");
    }
    if (claims.time("exp").isEmpty()) {
      return Optional.of("it never expires");
    }
    if (!isName(claims.text("sub"), issuer.firebase() ? FIREBASE_SUBJECT : LONGEST_NAME)) {
      return Optional.of("the subject is missing or odd");
    }
    if (issuer.personBy() == PersonBy.EMAIL
        && !(claims.isTrue("email_verified") && isName(claims.text("email"), LONGEST_NAME))) {
      return Optional.of("the e-mail address is missing, odd or not verified");
    }
    if (issuer.firebase() && claims.time("auth_time").isEmpty()) {
      return Optional.of("nobody has logged in");
    }
    return Optional.empty();
  }

  /** Reports whether the database can compare it: it takes neither NUL nor a lone surrogate. */
  private static boolean isName(Optional<String> claim, int longest) {
    String name = claim.orElse("");
    return !name.isEmpty()
        && name.length() <= longest
        && name.chars()
            .noneMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c));
  }

  private JwtVerdict atThisTime(JwtClaims claims) throws ParseException {
    Optional<Set<Scope>> scopes = claims.scopes();
    Instant now = clock.instant();
    Instant latest = now.plus(SKEW);
    boolean early =
        isAfter(claims.time("nbf"), latest)
            || isAfter(claims.time("iat"), latest)
            || issuer.firebase() && isAfter(claims.time("auth_time"), latest);
    if (early) {
      return new Refused("it is not valid yet");
    }
    return isAfter(claims.time("exp"), now.minus(SKEW))
        ? new Genuine(claims, scopes)
        : new Expired();
  }

  private static boolean isAfter(Optional<Instant> time, Instant limit) {
    return time.filter(instant -> instant.isAfter(limit)).isPresent();
  }

  @Override
  public void close() {
    keys.close();
  }
}
