package dev.roster.server.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A public key that checks signatures: RSA from 2048 to 8192 bits, or one of the curves P-256,
 * P-384 and P-521. Immutable.
 */
final class SigningKey {
  private static final int SHORTEST_RSA = 2048;
  private static final int LONGEST_RSA = 8192;
  private static final Set<String> RSA =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
  private static final Map<Curve, String> CURVES =
      Map.of(Curve.P_256, "ES256", Curve.P_384, "ES384", Curve.P_521, "ES512");

  private final @Nullable String id;
  private final Set<String> algorithms;
  private final JWSVerifier verifier;

  private SigningKey(@Nullable String id, Set<String> algorithms, JWSVerifier verifier) {
    this.id = id;
    this.algorithms = algorithms;
    this.verifier = verifier;
  }

  /** A member of a JSON Web Key Set; empty if it is of no use here. */
  static Optional<SigningKey> ofJwk(Map<String, Object> member) {
    try {
      JWK jwk = JWK.parse(member);
      if (!isForSignatures(jwk)) {
        return Optional.empty();
      }
      return switch (jwk) {
        case RSAKey rsa -> ofRsa(jwk.getKeyID(), rsa.toRSAPublicKey()).map(key -> key.only(jwk));
        case ECKey curve -> ofCurve(curve).map(key -> key.only(jwk));
        default -> Optional.empty();
      };
    } catch (ParseException | JOSEException | IllegalArgumentException unusable) {
      return Optional.empty();
    }
  }

  private static boolean isForSignatures(JWK jwk) {
    @Nullable KeyUse use = jwk.getKeyUse();
    @Nullable Set<KeyOperation> operations = jwk.getKeyOperations();
    return (use == null || use.equals(KeyUse.SIGNATURE))
        && (operations == null || operations.contains(KeyOperation.VERIFY));
  }

  private static Optional<SigningKey> ofRsa(@Nullable String id, RSAPublicKey key) {
    int bits = key.getModulus().bitLength();
    return bits >= SHORTEST_RSA && bits <= LONGEST_RSA
        ? Optional.of(new SigningKey(id, RSA, new RSASSAVerifier(key)))
        : Optional.empty();
  }

  private static Optional<SigningKey> ofCurve(ECKey key) throws JOSEException {
    String algorithm = CURVES.get(key.getCurve());
    return algorithm == null
        ? Optional.empty()
        : Optional.of(new SigningKey(key.getKeyID(), Set.of(algorithm), new ECDSAVerifier(key)));
  }

  /** A key that names an algorithm is good for no other. */
  private SigningKey only(JWK jwk) {
    return jwk.getAlgorithm() == null
        ? this
        : new SigningKey(id, Set.of(jwk.getAlgorithm().getName()), verifier);
  }

  /** The key of an X.509 certificate in PEM; empty if it is of no use here. */
  static Optional<SigningKey> ofCertificate(String id, String pem) {
    try {
      ByteArrayInputStream bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
      return CertificateFactory.getInstance("X.509").generateCertificate(bytes).getPublicKey()
              instanceof RSAPublicKey rsa
          ? ofRsa(id, rsa)
          : Optional.empty();
    } catch (CertificateException unusable) {
      return Optional.empty();
    }
  }

  /** Reports whether a token may mean this key: by its key id, or because it names none. */
  boolean fits(Optional<String> wanted, String algorithm) {
    return algorithms.contains(algorithm) && wanted.map(name -> name.equals(id)).orElse(true);
  }

  /** Reports whether the signature was made with the private half of this key. */
  boolean hasSigned(String text, String algorithm, String signature) {
    try {
      return verifier.verify(
          new JWSHeader(JWSAlgorithm.parse(algorithm)),
          text.getBytes(StandardCharsets.US_ASCII),
          new Base64URL(signature));
    } catch (JOSEException unfit) {
      return false;
    }
  }
}
