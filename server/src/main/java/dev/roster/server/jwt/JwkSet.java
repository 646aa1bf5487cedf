package dev.roster.server.jwt;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an issuer publishes, as far as they are of use here, which may be none: an issuer
 * that publishes others has taken back those from before. Immutable.
 */
final class JwkSet {
  private static final int MOST = 100;
  private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";

  private final List<SigningKey> keys;

  private JwkSet(List<SigningKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /** The keys of a JSON Web Key Set. */
  static JwkSet ofKeySet(String json) throws ParseException {
    @Nullable Map<String, Object>[] members =
        JSONObjectUtils.getJSONObjectArray(object(json), "keys");
    if (members == null) {
      throw new ParseException("the key set has no keys", 0);
    }
    requireFew(members.length);
    List<SigningKey> keys = new ArrayList<>();
    int published = 0;
    for (Map<String, Object> member : members) {
      if (member != null && member.get("kty") instanceof String) {
        published++;
        SigningKey.ofJwk(member).ifPresent(keys::add);
      }
    }
    requireAny(published, members.length);
    return new JwkSet(keys);
  }

  /** The keys of a JSON object of key ids and X.509 certificates in PEM. */
  static JwkSet ofCertificates(String json) throws ParseException {
    Map<String, Object> certificates = object(json);
    requireFew(certificates.size());
    List<SigningKey> keys = new ArrayList<>();
    int published = 0;
    for (Map.Entry<String, Object> member : certificates.entrySet()) {
      if (member.getValue() instanceof String pem && pem.contains(CERTIFICATE)) {
        published++;
        SigningKey.ofCertificate(member.getKey(), pem).ifPresent(keys::add);
      }
    }
    requireAny(published, certificates.size());
    return new JwkSet(keys);
  }

  /** Members that are all something else are no word of the issuer about its keys. */
  private static void requireAny(int published, int members) throws ParseException {
    if (members > 0 && published == 0) {
      throw new ParseException("what is published are no keys", 0);
    }
  }

  private static Map<String, Object> object(String json) throws ParseException {
    @Nullable Map<String, Object> object = JSONObjectUtils.parse(json);
    // an array without members is read as an object without any
    if (object == null || !json.stripLeading().startsWith("{")) {
      throw new ParseException("the keys are no JSON object", 0);
    }
    return object;
  }

  private static void requireFew(int count) throws ParseException {
    if (count > MOST) {
      throw new ParseException("there are more than " + MOST + " keys", 0);
    }
  }

  /** The number of keys. */
  int size() {
    return keys.size();
  }

  /** The one key that fits; a token that names none can only mean the single one that does. */
  Optional<SigningKey> find(Optional<String> id, String algorithm) {
    List<SigningKey> fitting = keys.stream().filter(key -> key.fits(id, algorithm)).toList();
    return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
  }
}
