package dev.roster.server.testing;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.roster.server.leaks.SecretKind;
import dev.roster.server.leaks.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes JWTs, good ones and such as no library would make, with the JDK's own signatures, so that
 * the library under test is not asked about itself.
 */
public final class Jwts {
  private static final Map<String, KeyPair> RSA = new ConcurrentHashMap<>();

  private Jwts() {}

  /** The RSA key of an owner, the same in all tests of a JVM: without C2 one takes a second. */
  public static KeyPair rsa(String owner) {
    return RSA.computeIfAbsent(owner, name -> rsa(2048));
  }

  /** A new RSA key. */
  public static KeyPair rsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static KeyPair curve() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The public half as a member of a key set. */
  public static JWK jwk(String id, KeyPair pair) {
    return switch (pair.getPublic()) {
      case RSAPublicKey rsa -> new RSAKey.Builder(rsa).keyID(id).build();
      case ECPublicKey curve -> new ECKey.Builder(Curve.P_256, curve).keyID(id).build();
      default -> throw new IllegalArgumentException();
    };
  }

  public static String keySet(Object... members) {
    return Arrays.stream(members)
        .map(Object::toString)
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  /** The claims of a valid token, to be changed. */
  public static Map<String, Object> claims(
      String issuer, String audience, String subject, Instant now) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("aud", audience);
    claims.put("sub", subject);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.getEpochSecond() + 3600);
    return claims;
  }

  public static Map<String, Object> header(String algorithm, String key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", algorithm);
    header.put("typ", "JWT");
    header.put("kid", key);
    return header;
  }

  /** A signed token; the algorithm is that of the JDK. */
  public static String sign(String header, String payload, String jdkAlgorithm, PrivateKey key) {
    return signText(text(header, payload), jdkAlgorithm, key);
  }

  /** The two parts as they are, and their signature. */
  public static String signText(String text, String jdkAlgorithm, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance(jdkAlgorithm);
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return Secrets.seen(SecretKind.JWT, text + "." + Base64URL.encode(signature.sign()));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A token signed with a secret, whatever was chosen as the secret. */
  public static String hmac(String header, String payload, byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      String text = text(header, payload);
      byte[] signed = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
      return Secrets.seen(SecretKind.JWT, text + "." + Base64URL.encode(signed));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The two parts that are signed. */
  public static String text(String header, String payload) {
    return Base64URL.encode(header) + "." + Base64URL.encode(payload);
  }
}
