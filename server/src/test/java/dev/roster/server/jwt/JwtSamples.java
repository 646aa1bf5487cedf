package dev.roster.server.jwt;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.roster.server.testing.Jwts;
import dev.roster.server.testing.ScriptedIssuer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Makes tokens that nobody may get in with, and some that look odd and are good, with an issuer
 * whose keys are fetched over HTTP and a stranger who would like to be it. It is always noon, and
 * the issuer knows one person, ann-sub.
 */
final class JwtSamples implements AutoCloseable {
  static final String AUDIENCE = "roster";
  static final Instant NOON = Instant.parse("2031-03-01T12:00:00Z");
  static final long NOW = NOON.getEpochSecond();

  private static final String RSA = "SHA256withRSA";
  private static final String CURVE = "SHA256withECDSAinP1363Format";

  private final KeyPair rsa = Jwts.rsa("issuer");
  private final KeyPair other = Jwts.rsa("another");
  private final KeyPair weak = Jwts.rsa(512);
  private final KeyPair curve = Jwts.curve();
  private final KeyPair attacker = Jwts.rsa("attacker");
  private final ScriptedIssuer issuer = new ScriptedIssuer();
  private final ScriptedIssuer stranger = new ScriptedIssuer();

  JwtSamples() {
    issuer.publish(
        Jwts.keySet(
            Jwts.jwk("rsa-1", rsa),
            Jwts.jwk("ec-1", curve),
            Jwts.jwk("weak", weak),
            member(Jwts.jwk("for-encryption", other).toJSONObject(), "use", "enc"),
            member(Jwts.jwk("for-rs512", other).toJSONObject(), "alg", "RS512"),
            "{\"kty\":\"oct\",\"kid\":\"shared\",\"k\":\"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA\"}",
            "{\"kty\":\"RSA\",\"kid\":\"broken\"}",
            "{\"kty\":\"unheard-of\"}"));
    stranger.publish(Jwts.keySet(Jwts.jwk("rsa-1", attacker)));
  }

  TrustedIssuer trusted() {
    return TrustedIssuer.openId(issuer.name(), Set.of(AUDIENCE));
  }

  /** The requests to the untrusted issuer. */
  List<String> askedOfTheStranger() {
    return stranger.asked();
  }

  /** Claims of the issuer, signed by another key. */
  String forged(String payload) {
    return Jwts.sign(header(), payload, RSA, attacker.getPrivate());
  }

  @Override
  public void close() {
    issuer.close();
    stranger.close();
  }

  private static String member(Map<String, Object> object, String name, Object value) {
    Map<String, Object> changed = new HashMap<>(object);
    changed.put(name, value);
    return JSONObjectUtils.toJSONString(changed);
  }

  String header() {
    return JSONObjectUtils.toJSONString(Jwts.header("RS256", "rsa-1"));
  }

  String payload() {
    return JSONObjectUtils.toJSONString(Jwts.claims(issuer.name(), AUDIENCE, "ann-sub", NOON));
  }

  String with(String json, String name, Object value) {
    try {
      return member(JSONObjectUtils.parse(json), name, value);
    } catch (ParseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String without(String json, String name) {
    try {
      Map<String, Object> changed = new HashMap<>(JSONObjectUtils.parse(json));
      changed.remove(name);
      return JSONObjectUtils.toJSONString(changed);
    } catch (ParseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  String signed(String header, String payload) {
    return Jwts.sign(header, payload, RSA, rsa.getPrivate());
  }

  String claiming(String name, Object value) {
    return signed(header(), with(payload(), name, value));
  }

  private String headed(String name, Object value) {
    return signed(with(header(), name, value), payload());
  }

  private String curved(UnaryOperator<byte[]> change) {
    String header = JSONObjectUtils.toJSONString(Jwts.header("ES256", "ec-1"));
    String token = Jwts.sign(header, payload(), CURVE, curve.getPrivate());
    byte[] signature = Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
    return Jwts.text(header, payload()) + "." + Base64URL.encode(change.apply(signature));
  }

  private static Arguments token(String name, String token) {
    return argumentSet(name, token);
  }

  private Stream<Arguments> unsignedOnes() {
    return Stream.of("none", "None", "NONE", "nOnE", "", "null")
        .flatMap(alg -> {
          String text = Jwts.text(with(header(), "alg", alg), payload());
          return Stream.of(
              token("alg '" + alg + "' without signature", text + "."),
              token("alg '" + alg + "' with a signature", text + ".AAAA"),
              token("alg '" + alg + "' without the last dot", text));
        });
  }

  private Stream<Arguments> confusedOnes() {
    byte[] der = rsa.getPublic().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END PUBLIC KEY-----\n";
    String header = with(header(), "alg", "HS256");
    String jwk = Jwts.jwk("rsa-1", rsa).toJSONString();
    String shared = with(header, "kid", "shared");
    return Stream.of(
        token("HS256 with the public key in PEM", Jwts.hmac(header, payload(), bytes(pem))),
        token(
            "HS256 with the public key in PEM, stripped",
            Jwts.hmac(header, payload(), bytes(pem.strip()))),
        token("HS256 with the public key in DER", Jwts.hmac(header, payload(), der)),
        token("HS256 with the public key as JWK", Jwts.hmac(header, payload(), bytes(jwk))),
        token(
            "HS256 with a secret that stands in the key set",
            Jwts.hmac(shared, payload(), bytes("secret-secret-secret-secret-secret"))),
        token("RS256 in the header and HMAC in the signature", Jwts.hmac(header(), payload(), der)),
        token("ES256 with the RSA key", signed(with(header(), "alg", "ES256"), payload())),
        token(
            "RS512, which is not allowed",
            Jwts.sign(
                with(header(), "alg", "RS512"), payload(), "SHA512withRSA", rsa.getPrivate())));
  }

  private Stream<Arguments> wronglyClaimedOnes() {
    return Stream.of(
        token("another audience", claiming("aud", "billing")),
        token("a list of other audiences", claiming("aud", List.of("billing", "roster2"))),
        token("an empty list of audiences", claiming("aud", List.of())),
        token("an audience in a list in a list", claiming("aud", List.of(List.of("roster")))),
        token("an audience in another case", claiming("aud", "Roster")),
        token("a number as audience", claiming("aud", 7)),
        token("no audience", signed(header(), without(payload(), "aud"))),
        token("another issuer", claiming("iss", "https://issuer.example")),
        token("the issuer with a slash", claiming("iss", issuer.name() + "/")),
        token("a list of issuers", claiming("iss", List.of(issuer.name()))),
        token("no issuer", signed(header(), without(payload(), "iss"))),
        token("no end", signed(header(), without(payload(), "exp"))),
        token("an end that is text", claiming("exp", "" + (NOW + 60))),
        token("an end before time began", claiming("exp", -1)),
        token("an end that overflows", claiming("exp", Long.MAX_VALUE)),
        token("an end beyond all numbers", claiming("exp", 1e300)),
        token("not valid yet", claiming("nbf", NOW + 61)),
        token("made tomorrow", claiming("iat", NOW + 86_400)),
        token("a beginning that is text", claiming("nbf", "soon")),
        token("no subject", signed(header(), without(payload(), "sub"))),
        token("an empty subject", claiming("sub", "")),
        token("a number as subject", claiming("sub", 1)),
        token("a NUL in the subject", claiming("sub", "ann-sub\0")),
        token(
            "half a character in the subject",
            signed(header(), payload().replace("ann-sub", "ann-sub\\ud800"))),
        token("a subject of 256 characters", claiming("sub", "a".repeat(256))));
  }

  /** Scopes from which it is not clear what the issuer allows, so that nothing is allowed. */
  private Stream<Arguments> onesWithOddScopes() {
    Stream<Object> scopes =
        Stream.of(
            "read,write",
            "read,x",
            "read\twrite",
            "read\nwrite",
            "read\u00a0write",
            "read  write",
            " read",
            "read ",
            "\"read\"",
            "l\u00e9s\u00e9",
            7,
            1.5,
            true,
            Map.of("read", true),
            List.of("read", 7),
            List.of(List.of("read")),
            List.of("read write"),
            List.of(""));
    return scopes.flatMap(scope ->
        Stream.of("scope", "scp")
            .map(claim -> token(claim + " that is " + scope, claiming(claim, scope))));
  }

  private Stream<Arguments> onesWithNulls() {
    return Stream.of("scope", "scp", "nbf", "iat", "aud", "exp", "sub", "iss")
        .map(claim -> token(claim + " that is null", signed(header(), nulled(payload(), claim))));
  }

  private String nulled(String json, String name) {
    return without(json, name).replaceFirst("\\{", "{\"" + name + "\":null,");
  }

  private Stream<Arguments> onesOfAnotherEncoding() {
    String good = signed(header(), payload());
    byte[] latin = with(payload(), "name", "J\u00fcrgen").getBytes(StandardCharsets.ISO_8859_1);
    byte[] utf16 = payload().getBytes(StandardCharsets.UTF_16);
    return Stream.of(
        token("claims in Latin 1", signedBytes(bytes(header()), latin)),
        token("claims in UTF-16", signedBytes(bytes(header()), utf16)),
        token(
            "claims in UTF-8 with half a character", signedBytes(bytes(header()), cut(payload()))),
        token(
            "header in UTF-8 with half a character", signedBytes(cut(header()), bytes(payload()))),
        token("claims behind a BOM", signed(header(), "\ufeff" + payload())),
        token("claims before a BOM", signed(header(), payload() + "\ufeff")),
        token("header before a BOM", signed(header() + "\ufeff", payload())),
        token("header behind a blank and a BOM", signed(" \ufeff" + header(), payload())),
        token("a comment in the claims", signed(header(), payload().replace("{", "{/* */"))),
        token("a name without quotes", signed(header(), payload().replace("\"sub\"", "sub"))),
        token("an end of 1e400", signed(header(), numbered("1e400"))),
        token("an end that is not a number", signed(header(), numbered("NaN"))),
        token("an end that is infinite", signed(header(), numbered("Infinity"))),
        token("an end in hexadecimal", signed(header(), numbered("0x7fffffff"))),
        token("an end with a plus sign", signed(header(), numbered("+" + (NOW + 60)))),
        token("a signature with other unused bits", otherUnusedBits(good)),
        token("claims with other unused bits", signedText(withUnusedBits())),
        token("padding behind each part", signedText(padded())));
  }

  private String numbered(String end) {
    return without(payload(), "exp").replaceFirst("\\{", "{\"exp\":" + end + ",");
  }

  /** The last of two bytes stands beyond ASCII's letters and begins a character that never ends. */
  private static byte[] cut(String json) {
    byte[] bytes = bytes(json.replaceFirst("\\{", "{\"odd\":\"?\","));
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '?') {
        bytes[i] = (byte) 0xc3;
      }
    }
    return bytes;
  }

  private String signedBytes(byte[] header, byte[] payload) {
    return signedText(Base64URL.encode(header) + "." + Base64URL.encode(payload));
  }

  private String signedText(String text) {
    return Jwts.signText(text, RSA, rsa.getPrivate());
  }

  /** 256 bytes need 342 characters, of whose last only two bits count. */
  private static String otherUnusedBits(String token) {
    return token.substring(0, token.length() - 1) + next(token.charAt(token.length() - 1));
  }

  private static char next(char digit) {
    String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return digits.charAt(digits.indexOf(digit) + 1);
  }

  private String withUnusedBits() {
    String payload = payload();
    while (payload.length() % 3 == 0) {
      payload += " ";
    }
    return otherUnusedBits(Jwts.text(header(), payload));
  }

  private String padded() {
    Base64.Encoder padding = Base64.getUrlEncoder();
    return padding.encodeToString(bytes(header() + " ".repeat(4 - header().length() % 3)))
        + "."
        + padding.encodeToString(bytes(payload() + " ".repeat(4 - payload().length() % 3)));
  }

  Stream<Arguments> onesWithAKeyOfTheirOwn() {
    String jku = stranger.keys().toString();
    String header = with(header(), "jwk", Jwts.jwk("rsa-1", attacker).toJSONObject());
    return Stream.of(
            token("jku", with(header(), "jku", jku)),
            token("jku and a key of its own", with(with(header(), "kid", "mine"), "jku", jku)),
            token("x5u", with(header(), "x5u", jku)),
            token("embedded jwk", header),
            token("embedded jwk without kid", without(header, "kid")),
            token(
                "embedded x5c",
                with(
                    header(),
                    "x5c",
                    List.of(
                        Base64.getEncoder().encodeToString(attacker.getPublic().getEncoded())))),
            token("the key of an attacker", header()))
        .map(each ->
            token(
                name(each),
                Jwts.sign((String) each.get()[0], payload(), RSA, attacker.getPrivate())));
  }

  private static String name(Arguments arguments) {
    return ((Arguments.ArgumentSet) arguments).getName();
  }

  private Stream<Arguments> onesWithOddKeyNames() {
    return Stream.of(
            token("kid with path traversal", "../../../../../../dev/null"),
            token("kid with a drive", "C:\\keys\\rsa-1"),
            token("kid with SQL", "rsa-1' UNION SELECT 'secret' -- "),
            token("kid with a command", "rsa-1; cat /etc/passwd |"),
            token("kid with a URL", "http://127.0.0.1/rsa-1"),
            token("huge kid", "k".repeat(3000)),
            token("empty kid", ""),
            token("kid in another case", "RSA-1"),
            token("kid of a key that was left out", "broken"))
        .map(each -> token(name(each), headed("kid", each.get()[0])));
  }

  private Stream<Arguments> onesWithKeysOfNoUse() {
    return Stream.of(
        token(
            "RSA key of 512 bits",
            Jwts.sign(with(header(), "kid", "weak"), payload(), RSA, weak.getPrivate())),
        token(
            "key for encryption",
            Jwts.sign(with(header(), "kid", "for-encryption"), payload(), RSA, other.getPrivate())),
        token(
            "key for another algorithm",
            Jwts.sign(with(header(), "kid", "for-rs512"), payload(), RSA, other.getPrivate())),
        token("kid that is a number", headed("kid", 1)),
        token("kid that is a list", headed("kid", List.of("rsa-1"))));
  }

  private Stream<Arguments> onesWithExtensions() {
    String unencoded = with(with(header(), "b64", false), "crit", List.of("b64"));
    return Stream.of(
        token("crit with exp", headed("crit", List.of("exp"))),
        token("crit with something made up", headed("crit", List.of("http://x.example/y"))),
        token("empty crit", headed("crit", List.of())),
        token("b64 false", headed("b64", false)),
        token("b64 false and crit", signed(unencoded, payload())),
        token("type of a log-out", headed("typ", "logout+jwt")),
        token("type of a proof", headed("typ", "dpop+jwt")),
        token("type that is a number", headed("typ", 1)));
  }

  private Stream<Arguments> onesOfAnotherShape() {
    String good = signed(header(), payload());
    String jwe = JSONObjectUtils.toJSONString(Map.of("alg", "RSA-OAEP", "enc", "A256GCM"));
    return Stream.of(
        token("JWE", Base64URL.encode(jwe) + ".QUFB.QUFB.QUFB.QUFB"),
        token("JWE by its header only", signed(with(jwe, "kid", "rsa-1"), payload())),
        token("nested", signed(with(header(), "cty", "JWT"), good)),
        token("trailing part", good + ".QUFB"),
        token("trailing dot", good + "."),
        token("trailing padding", good + "="),
        token("trailing garbage", good + "!"),
        token("leading dot", "." + good),
        token("garbage behind the claims", signed(header(), payload() + "x")),
        token("two objects of claims", signed(header(), payload() + payload())),
        token("garbage behind the header", signed(header() + "x", payload())),
        token("claims that are no JSON", signed(header(), "ann-sub")),
        token("claims that are null", signed(header(), "null")),
        token("claims that are a list", signed(header(), "[" + payload() + "]")),
        token("claims that are nothing", signed(header(), "")),
        token("claims in single quotes", signed(header(), payload().replace('"', '\''))),
        token("header that is null", signed("null", payload())),
        token("two subjects", signed(header(), payload().replace("}", ",\"sub\":\"ben-sub\"}"))),
        token("two algorithms", signed("{\"alg\":\"none\"," + header().substring(1), payload())),
        token("deep nesting", signed(header(), "{\"a\":" + "[".repeat(4000))));
  }

  private Stream<Arguments> wronglySignedOnes() {
    String good = signed(header(), payload());
    String another = claiming("jti", "2");
    String text = good.substring(0, good.lastIndexOf('.') + 1);
    byte[] one = new byte[64];
    one[31] = 1;
    one[63] = 1;
    return Stream.of(
        token("signature of another token", text + another.substring(another.lastIndexOf('.') + 1)),
        token("claims of another token", claims(good, another)),
        token("no signature", text),
        token("half a signature", good.substring(0, good.length() - 100)),
        token("signature in standard Base64", text + "+/+/"),
        token("signature of zeros", text + Base64URL.encode(new byte[256])),
        token("psychic signature, r = s = 0", curved(_ -> new byte[64])),
        token("r = s = 1", curved(_ -> one)),
        token(
            "r and s too large",
            curved(signature -> {
              Arrays.fill(signature, (byte) 0xff);
              return signature;
            })),
        token("empty curve signature", curved(_ -> new byte[1])),
        token(
            "curve signature in DER",
            Jwts.sign(
                JSONObjectUtils.toJSONString(Jwts.header("ES256", "ec-1")),
                payload(),
                "SHA256withECDSA",
                curve.getPrivate())),
        token(
            "curve signature with r and s swapped",
            curved(signature -> {
              byte[] swapped = new byte[64];
              System.arraycopy(signature, 0, swapped, 32, 32);
              System.arraycopy(signature, 32, swapped, 0, 32);
              return swapped;
            })));
  }

  private static String claims(String signed, String claiming) {
    String[] one = signed.split("\\.");
    return one[0] + "." + claiming.split("\\.")[1] + "." + one[2];
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Stream<Arguments> badOnes() {
    return Stream.of(
            unsignedOnes(),
            confusedOnes(),
            wronglyClaimedOnes(),
            onesWithOddScopes(),
            onesWithNulls(),
            onesOfAnotherEncoding(),
            onesWithAKeyOfTheirOwn(),
            onesWithOddKeyNames(),
            onesWithKeysOfNoUse(),
            onesWithExtensions(),
            onesOfAnotherShape(),
            wronglySignedOnes())
        .flatMap(each -> each);
  }

  Stream<Arguments> goodOnes() {
    String bare = without(without(header(), "typ"), "kid");
    return Stream.of(
        token("RS256", signed(header(), payload())),
        token("ES256", curved(signature -> signature)),
        token(
            "ES256 without kid, one key fits",
            Jwts.sign(with(bare, "alg", "ES256"), payload(), CURVE, curve.getPrivate())),
        token("an access token", headed("typ", "at+jwt")),
        token("an access token, spelled out", headed("typ", "application/AT+JWT")),
        token("without type", signed(without(header(), "typ"), payload())),
        token("several audiences", claiming("aud", List.of("billing", AUDIENCE))),
        token("a clock that is a minute ahead", claiming("nbf", NOW + 60)),
        token("a clock that is nearly a minute behind", claiming("exp", NOW - 59)),
        token("scopes of others", claiming("scope", "openid profile urn:x:y!#[]")),
        token("an empty scope, as some issuers write for none", claiming("scope", "")),
        token("a list of scopes", claiming("scope", List.of("read", "openid"))),
        token("blanks around the JSON", signed(header() + "\n", " " + payload() + "\n ")),
        token("letters beyond ASCII", claiming("name", "J\u00fcrgen \ud83d\ude00")),
        token("an end with a fraction", claiming("exp", NOW + 0.5)),
        token("headers that are not read", headed("x5t", "AAAA")));
  }
}
