package dev.roster.server.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.ParseException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Key sets without usable keys, as opposed to documents that are no key set. */
class JwkSetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"keys\":[]}",
        "{\"keys\":[{\"kty\":\"of tomorrow\"}]}",
        "{\"keys\":[null,{\"kty\":\"RSA\"}]}",
      })
  void aKeySetMayHoldNothingOfUse(String json) throws ParseException {
    assertThat(JwkSet.ofKeySet(json).size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "[]",
        "<html>",
        "{\"keys\":null}",
        "{\"keys\":{}}",
        "{\"keys\":[null]}",
        "{\"keys\":[{}]}",
        "{\"keys\":[{\"kty\":1}]}",
        "{\"keys\":[\"RSA\"]}",
      })
  void whatIsNoKeySetIsNotBelieved(String json) {
    assertThatThrownBy(() -> JwkSet.ofKeySet(json)).isInstanceOf(ParseException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"a\":\"-----BEGIN CERTIFICATE-----\\nQQ==\"}"})
  void certificatesMayHoldNothingOfUse(String json) throws ParseException {
    assertThat(JwkSet.ofCertificates(json).size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "{\"error\":\"quota\"}", "{\"error\":{\"code\":429}}"})
  void whatAreNoCertificatesIsNotBelieved(String json) {
    assertThatThrownBy(() -> JwkSet.ofCertificates(json)).isInstanceOf(ParseException.class);
  }
}
