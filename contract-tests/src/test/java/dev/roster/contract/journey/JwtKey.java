package dev.roster.contract.journey;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A key of an issuer of JWTs, which signs with the JDK alone, so that the library of the server is
 * not asked about itself.
 *
 * @param id the {@code kid}
 * @param algorithm the {@code alg} that it signs with
 */
record JwtKey(String id, String algorithm, KeyPair pair) {
  private static final Map<String, String> OF_JDK =
      Map.of(
          "RS256", "SHA256withRSA",
          "RS384", "SHA384withRSA",
          "ES256", "SHA256withECDSAinP1363Format");

  /** The bytes of a coordinate of P-256. */
  private static final int COORDINATE = 32;

  static JwtKey rsa(String id, int bits) {
    return new JwtKey(
        id, "RS256", pair("RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4)));
  }

  static JwtKey curve(String id) {
    return new JwtKey(id, "ES256", pair("EC", new ECGenParameterSpec("secp256r1")));
  }

  private static KeyPair pair(String kind, AlgorithmParameterSpec parameters) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      generator.initialize(parameters);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The same key, which signs with another algorithm. */
  JwtKey with(String other) {
    return new JwtKey(id, other, pair);
  }

  /** The public half as a member of a key set. */
  Map<String, Object> jwk() {
    Map<String, Object> jwk = new LinkedHashMap<>(Map.of("kid", id, "use", "sig"));
    switch (pair.getPublic()) {
      case RSAPublicKey rsa -> {
        jwk.put("kty", "RSA");
        jwk.put("n", encode(unsigned(rsa.getModulus())));
        jwk.put("e", encode(unsigned(rsa.getPublicExponent())));
      }
      case ECPublicKey curve -> {
        jwk.put("kty", "EC");
        jwk.put("crv", "P-256");
        jwk.put("x", encode(coordinate(curve.getW().getAffineX())));
        jwk.put("y", encode(coordinate(curve.getW().getAffineY())));
      }
      default -> throw new IllegalStateException(id);
    }
    return jwk;
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static byte[] coordinate(BigInteger number) {
    byte[] bytes = unsigned(number);
    byte[] padded = new byte[COORDINATE];
    System.arraycopy(bytes, 0, padded, COORDINATE - bytes.length, bytes.length);
    return padded;
  }

  /** The JWT with the two parts as they are, already encoded. */
  String sign(String parts) {
    try {
      Signature signature = Signature.getInstance(OF_JDK.get(algorithm));
      signature.initSign(pair.getPrivate());
      signature.update(parts.getBytes(StandardCharsets.US_ASCII));
      return parts + "." + encode(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return id + " for " + algorithm;
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
