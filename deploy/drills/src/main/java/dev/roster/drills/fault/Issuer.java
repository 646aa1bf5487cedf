package dev.roster.drills.fault;

import com.sun.net.httpserver.HttpServer;
import dev.roster.drills.cluster.DrillException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An issuer of JWTs whose key set can be taken away. */
final class Issuer {
  static final String AUDIENCE = "roster";
  private static final long VALID_SECONDS = 3_600;
  private static final int KEY_BITS = 2048;

  private final int port;
  private final Map<String, KeyPair> keys = new LinkedHashMap<>();
  private @Nullable HttpServer server;

  Issuer(int port) {
    this.port = port;
  }

  /** The value of {@code iss}, for a port of this machine. */
  static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  /** The URL of the key set. */
  static String jwks(int port) {
    return url(port) + "/jwks.json";
  }

  /** Publishes the keys that there are. */
  void open() {
    byte[] set = keySet().getBytes(StandardCharsets.UTF_8);
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      http.createContext(
          "/",
          exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, set.length);
            exchange.getResponseBody().write(set);
            exchange.close();
          });
      http.start();
      server = http;
    } catch (IOException failure) {
      throw new DrillException("no issuer at port " + port, failure);
    }
  }

  /** Refuses connections. */
  void shut() {
    HttpServer running = server;
    if (running != null) {
      running.stop(0);
    }
    server = null;
  }

  /** A token of a key, which is made if there is none of this name. */
  String token(String key, String subject) {
    KeyPair pair = keys.computeIfAbsent(key, _ -> newKey());
    long now = Instant.now().getEpochSecond();
    String head =
        """
        {"alg": "RS256", "kid": "%s"}\
        """
            .formatted(key);
    String claims =
        """
        {"iss": "%s", "aud": "%s", "sub": "%s", "iat": %s, "exp": %s}\
        """
            .formatted(url(port), AUDIENCE, subject, now, now + VALID_SECONDS);
    String signed = base64(head) + "." + base64(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException failure) {
      throw new DrillException("RSA is not there", failure);
    }
  }

  private String keySet() {
    return keys.entrySet().stream()
        .map(key -> jwk(key.getKey(), (RSAPublicKey) key.getValue().getPublic()))
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  private static String jwk(String name, RSAPublicKey key) {
    byte[] modulus = key.getModulus().toByteArray();
    // in front of them is the sign
    int first = modulus.length - KEY_BITS / Byte.SIZE;
    return """
    {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "%s", "n": "%s", "e": "%s"}\
    """
        .formatted(
            name,
            base64(Arrays.copyOfRange(modulus, first, modulus.length)),
            base64(key.getPublicExponent().toByteArray()));
  }

  private static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException failure) {
      throw new DrillException("RSA is not there", failure);
    }
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
