package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresentedCredentialsTest {
  private static final String JWT =
      "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0x.c2lnbmF0dXJl-LW9mLWEt_dG9rZW4wMTIzNDU2Nzg5";
  private static final String KEY = "7C9E6679-7425-40DE-944B-E07FC1F90AE7";

  private static PresentedCredentials of(String authorization) {
    return PresentedCredentials.of(
        HttpFields.build()
            .add("authorization", authorization)
            .add("X-Api-Compleat-Key", KEY)
            .add("Accept", "application/vnd.roster"));
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer shorts-7, shorts-7",
    "Bearer shorts-7, x.SHORTS7.y",
    "shorts-7, shorts-7",
    "Bearer \t shorts-7 , shorts-7",
    "Bearer " + JWT + ", c2lnbmF0dXJl-LW9mLWEt_dG9rZW4wMTIzNDU2Nzg5",
    "Bearer " + JWT + ", x-nbmF0dXJl-LW9mLWEt_dG9rZW4wMTIz-y",
    "Bearer x, 7c9e6679-7425-40de-944b-e07fc1f90ae7",
    "Bearer x, 7c9e6679742540de944be07fc1f90ae7",
  })
  void aCredentialOrALongPartOfItIsRecognized(String authorization, String text) {
    assertThat(of(authorization).standInId(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7c9e6679-7425-40de-944c-e07fc1f90ae8",
        "eyJhbGciOiJSUzI1NiJ9",
        "Bearer",
        "application",
        "",
      })
  void anythingElseIsNot(String text) {
    assertThat(of("Bearer " + JWT).standInId(text)).isFalse();
  }

  @Test
  void aTextHoldsWholeCredentialsOnly() {
    assertThat(of("Bearer shorts-7").standIn("/x/shorts-7/y")).isTrue();
    assertThat(of("Bearer shorts-7").standIn("/x/shorts7/y")).isFalse();
    assertThat(of("Bearer " + JWT).standIn(JWT.substring(1))).isFalse();
  }

  @Test
  void aShortCredentialIsMaskedWithTheRestOfItsWord() {
    assertThat(SecretMask.within("/a/x-shorts-7-y/shorts-7/b", of("Bearer shorts-7")))
        .isEqualTo("/a/REDACTED/REDACTED/b");
    assertThat(SecretMask.ofHost("shorts-7.example.org", of("Bearer shorts-7")))
        .isEqualTo("REDACTED.example.org");
  }

  /** The replacement of one may hold another one. */
  @Test
  void manyCredentialsDoNotMakeATextLonger() {
    String each = "xxxxxxxx ".repeat(30) + "xxxxxxxxx xxxxxxxxxx";

    assertThat(of(each).lengthenedIn("/xxxxxxxxxxx/")).hasSize("/".length() + 32 + "x/".length());
  }

  @Test
  void aWordIsTooShortForACredential() {
    assertThat(of("Bearer seven-7").standInId("seven-7")).isFalse();
    assertThat(SecretMask.within("/Bearer/seven-7", of("Bearer seven-7")))
        .isEqualTo("/Bearer/seven-7");
  }

  @Test
  void aRequestWithoutCredentialsHasNone() {
    assertThat(PresentedCredentials.NONE.standInId(KEY)).isFalse();
  }
}
