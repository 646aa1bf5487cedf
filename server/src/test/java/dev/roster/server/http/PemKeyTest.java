package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.failure.MalformedException;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Private keys in each form that the tools of certificate authorities write. */
class PemKeyTest {
  /** Made by {@code openssl ecparam -name prime256v1 -genkey}; it is the key of nothing. */
  private static final String SEC1 =
      """
      -----BEGIN EC PARAMETERS-----
      BggqhkjOPQMBBw==
      -----END EC PARAMETERS-----
      -----BEGIN EC PRIVATE KEY-----
      MHcCAQEEIPoUBEndkDbtYoL2Aio+oHE5CUdK2lRbNVhGefAN4ZjVoAoGCCqGSM49
      AwEHoUQDQgAEWZ5H8/BIueT4DUTAcgsjt36p/iRiAsBmOc9du5L/fLAUk1QP0rea
      226/fVmiNMV3uQz58L+klExfD81j9sOM9g==
      -----END EC PRIVATE KEY-----
      """;

  /** The bytes of PKCS #8 in front of a key of 2,048 bits in PKCS #1. */
  private static final int FRAME = 26;

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void aKeyInPkcs8IsReadBehindAnythingElse(String algorithm) throws Exception {
    PrivateKey key = KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();

    assertThat(PemKey.parse("a comment\n" + pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
  }

  @Test
  void aKeyInPkcs1IsRead() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    PrivateKey key = generator.generateKeyPair().getPrivate();
    byte[] der = key.getEncoded();

    assertThat(PemKey.parse(pem("RSA PRIVATE KEY", Arrays.copyOfRange(der, FRAME, der.length))))
        .isEqualTo(key);
  }

  @Test
  void aKeyInSec1IsRead() {
    PrivateKey key = PemKey.parse(SEC1);

    assertThat(key).isInstanceOf(ECPrivateKey.class);
    assertThat(((ECPrivateKey) key).getS())
        .isEqualTo(
            new BigInteger("fa140449dd9036ed6282f6022a3ea0713909474ada545b35584679f00de198d5", 16));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\n\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\n\n-----END EC PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nMIT/////AAAA\n-----END EC PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAA\n"
            + "-----END RSA PRIVATE KEY-----"
      })
  void whatIsNoKeyIsRefusedInWords(String text) {
    assertThatThrownBy(() -> PemKey.parse(text)).isInstanceOf(MalformedException.class);
  }

  @Test
  void anEncryptedKeyIsSaidToBeOne() {
    String encrypted =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA\n-----END ENCRYPTED PRIVATE KEY-----";

    assertThatThrownBy(() -> PemKey.parse(encrypted)).hasMessageContaining("is encrypted");
  }
}
