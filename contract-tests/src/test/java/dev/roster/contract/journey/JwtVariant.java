package dev.roster.contract.journey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A change of a valid JWT.
 *
 * @param detail the words of the refusal; empty for none
 */
record JwtVariant(String name, Function<Claims, String> jwt, String detail) {
  static final JwtKey RSA = JwtKey.rsa("rsa", 2048);
  static final JwtKey CURVE = JwtKey.curve("curve");
  static final JwtKey SHORT = JwtKey.rsa("short", 1024);

  /** Another key under the name of the published one. */
  private static final JwtKey STRANGER = JwtKey.curve("curve");

  private static final String INVALID = "Invalid token.";
  private static final String EXPIRED = "Token has expired.";

  /** All of them. */
  static Stream<JwtVariant> all() {
    return Stream.of(times(), claims(), signatures()).flatMap(each -> each);
  }

  /** The changed JWT of a user. */
  String of(JwtServer server, String subject) {
    return jwt.apply(new Claims(server, server.claims(subject)));
  }

  @Override
  public String toString() {
    return name;
  }

  /** The parts of a valid JWT. */
  private record Claims(JwtServer server, Map<String, Object> all) {
    String with(String name, Object value) {
      all.put(name, value);
      return server.jwt(all);
    }

    String at(String name, long from) {
      return with(name, server.seconds(from));
    }

    String withHeader(String name, Object value) {
      Map<String, Object> header = JwtServer.header(CURVE);
      header.put(name, value);
      return JwtServer.jwt(header, payload(), CURVE);
    }

    String payload() {
      return LoopbackIssuer.json(all);
    }

    String signedBy(JwtKey key) {
      return JwtServer.jwt(all, key);
    }
  }

  private static JwtVariant accepted(String name, Function<Claims, String> jwt) {
    return new JwtVariant(name, jwt, "");
  }

  private static JwtVariant refused(String name, Function<Claims, String> jwt) {
    return new JwtVariant(name, jwt, INVALID);
  }

  private static Function<Claims, String> changed(Consumer<Claims> change) {
    return claims -> {
      change.accept(claims);
      return claims.server().jwt(claims.all());
    };
  }

  private static Stream<JwtVariant> times() {
    return Stream.of(
        accepted("expired within the skew", jwt -> jwt.at("exp", -59)),
        new JwtVariant("expired", jwt -> jwt.at("exp", -61), EXPIRED),
        new JwtVariant("expired long ago", jwt -> jwt.at("exp", -1_000_000), EXPIRED),
        accepted("valid from within the skew", jwt -> jwt.at("nbf", 59)),
        refused("not yet valid", jwt -> jwt.at("nbf", 61)),
        accepted("issued within the skew", jwt -> jwt.at("iat", 59)),
        refused("issued in future", jwt -> jwt.at("iat", 61)),
        refused("never expires", changed(jwt -> jwt.all().remove("exp"))),
        refused("expiry of a wrong type", jwt -> jwt.with("exp", "4102444800")),
        refused("expiry null", jwt -> jwt.with("exp", null)),
        refused(
            "expired and for another audience",
            changed(jwt -> {
              jwt.at("exp", -61);
              jwt.with("aud", "billing");
            })),
        refused(
            "expired and not signed by the issuer",
            jwt -> {
              jwt.at("exp", -61);
              return jwt.signedBy(STRANGER);
            }));
  }

  private static Stream<JwtVariant> claims() {
    return Stream.of(
        accepted("one of several audiences", jwt -> jwt.with("aud", List.of("x", "roster"))),
        refused("another audience", jwt -> jwt.with("aud", "billing")),
        refused("an audience in another case", jwt -> jwt.with("aud", "Roster")),
        refused("other audiences", jwt -> jwt.with("aud", List.of("billing", "rosters"))),
        refused("no audience", changed(jwt -> jwt.all().remove("aud"))),
        refused("audience null", jwt -> jwt.with("aud", null)),
        refused("another issuer", jwt -> jwt.with("iss", "https://login.example.org")),
        refused("the issuer with a slash", jwt -> jwt.with("iss", jwt.all().get("iss") + "/")),
        refused("no issuer", changed(jwt -> jwt.all().remove("iss"))),
        refused("no subject", changed(jwt -> jwt.all().remove("sub"))),
        refused("subject a number", jwt -> jwt.with("sub", 7)),
        refused(
            "a member twice",
            jwt ->
                JwtServer.jwt(
                    JwtServer.header(CURVE),
                    jwt.payload().replaceFirst("\\{", "{\"sub\":\"x\","),
                    CURVE)),
        refused(
            "a byte order mark",
            jwt -> JwtServer.jwt(JwtServer.header(CURVE), "\ufeff" + jwt.payload(), CURVE)));
  }

  private static Stream<JwtVariant> signatures() {
    return Stream.of(
        refused("another key of this name", jwt -> jwt.signedBy(STRANGER)),
        refused("a key that is not published", jwt -> jwt.signedBy(JwtKey.curve("other"))),
        refused("an RSA key of 1024 bits", jwt -> jwt.signedBy(SHORT)),
        refused("an algorithm that is not allowed", jwt -> jwt.signedBy(RSA.with("RS384"))),
        refused("the signature of another JWT", JwtVariant::withForeignSignature),
        refused("none", jwt -> withoutSignature(jwt, "none") + "."),
        refused("None with a signature", jwt -> withoutSignature(jwt, "None") + ".AA"),
        refused("a public key as a secret", JwtVariant::signedWithPublicKey),
        refused("no signature", jwt -> jwt.signedBy(CURVE).replaceFirst("[^.]+$", "")),
        refused("crit", jwt -> jwt.withHeader("crit", List.of("exp"))),
        refused("b64", jwt -> jwt.withHeader("b64", true)),
        refused("padding", jwt -> jwt.signedBy(CURVE) + "=="),
        refused("unused bits", JwtVariant::withUnusedBits),
        refused(
            "a key of its own",
            jwt -> {
              Map<String, Object> header = JwtServer.header(STRANGER);
              header.put("jwk", STRANGER.jwk());
              return JwtServer.jwt(header, jwt.payload(), STRANGER);
            }),
        accepted("the address of a key set", jwt -> jwt.withHeader("jku", "https://127.0.0.1:1/")));
  }

  private static String withForeignSignature(Claims jwt) {
    String signature = jwt.signedBy(CURVE).replaceFirst(".*\\.", "");
    return JwtServer.parts(
            LoopbackIssuer.json(JwtServer.header(CURVE)),
            jwt.payload().replaceFirst("\\{", "{\"jti\":\"x\","))
        + "."
        + signature;
  }

  private static String withoutSignature(Claims jwt, String algorithm) {
    Map<String, Object> header = new LinkedHashMap<>(Map.of("alg", algorithm, "typ", "JWT"));
    return JwtServer.parts(LoopbackIssuer.json(header), jwt.payload());
  }

  private static String signedWithPublicKey(Claims jwt) {
    Map<String, Object> header = JwtServer.header(RSA);
    header.put("alg", "HS256");
    String parts = JwtServer.parts(LoopbackIssuer.json(header), jwt.payload());
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(RSA.pair().getPublic().getEncoded(), "HmacSHA256"));
      return parts + "." + JwtKey.encode(mac.doFinal(parts.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The 64 bytes of a signature leave four bits of the last character unused. */
  private static String withUnusedBits(Claims jwt) {
    String signed = jwt.signedBy(CURVE);
    char last = signed.charAt(signed.length() - 1);
    return signed.substring(0, signed.length() - 1) + (char) (last + 1);
  }
}
