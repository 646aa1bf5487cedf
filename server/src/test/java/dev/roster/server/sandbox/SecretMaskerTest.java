package dev.roster.server.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretMaskerTest {
  private final SecretMasker masker =
      new SecretMasker(
          HttpFields.build()
              .add("Authorization", "Bearer rst_0123456789")
              .add("Idempotency-Key", "a-name-of-a-request"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"name":"Ada","token":"x"}                   | {"name":"Ada","token":"***"}
          {"Access_Token" : "x", "a" : "b"}            | {"Access_Token" : "***", "a" : "b"}
          {"password":"a\\"b","a":"b"}                  | {"password":"***","a":"b"}
          {"keys":["a"],"key":1,"a":"token"}           | {"keys":["a"],"key":1,"a":"token"}
          {"token":"x","secret":"y"}                   | {"token":"***","secret":"***"}
          {"a":"open "token":"x"}                      | {"a":"open "token":"***"}
          {"token":"cut                                | {"token":"***"
          /a?token=x&b=c                               | /a?token=***&b=c
          /a?b=c&api.key=x%20y                         | /a?b=c&api.key=***
          /a?b=rst_0123456789                          | /a?b=***
          /a?keyboard                                  | /a?keyboard
          {"name":"a-name-of-a-request"}               | {"name":"a-name-of-a-request"}
          """)
  void valuesBehindNamesOfSecretsAreHidden(String text, String masked) {
    assertThat(masker.text(text)).isEqualTo(masked);
  }

  /** A pattern that repeats a group needs the stack for it. */
  @Test
  void aLongTextFullOfBackslashesIsHiddenAsWell() {
    assertThat(masker.text("{\"token\":\"" + "\\\"".repeat(500_000) + "\"}"))
        .isEqualTo("{\"token\":\"***\"}");
  }

  @Test
  void headersOfSecretsAreHiddenButNotTheNameOfARequest() {
    assertThat(
            masker.headers(
                HttpFields.build()
                    .add("Authorization", "Bearer rst_0123456789")
                    .add("X-API-Key", "0123")
                    .add("Idempotency-Key", "a-name-of-a-request")
                    .add("X-Note", "I am rst_0123456789")))
        .containsEntry("authorization", "***")
        .containsEntry("x-api-key", "***")
        .containsEntry("idempotency-key", "a-name-of-a-request")
        .containsEntry("x-note", "I am ***");
  }
}
