package dev.roster.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretMaskTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgresql://ada:s3cret@db.example/roster     | postgresql://ada:***@db.example/roster
          postgresql://ada:@db.example/roster           | postgresql://ada:***@db.example/roster
          postgresql://ada@db.example:5432/roster       | postgresql://ada@db.example:5432/roster
          postgresql://db.example                       | postgresql://db.example
          postgresql://a:s3cret@h1:1,[::1]:2/d          | postgresql://a:***@h1:1,[::1]:2/d
          postgresql://a:s3cret@h/d?sslmode=require     | postgresql://a:***@h/d?sslmode=require
          jdbc:postgresql://h/d?user=a&password=s3cret  | jdbc:postgresql://h/d?user=a&password=***
          jdbc:postgresql://h/d?PASSWORD=s3cret         | jdbc:postgresql://h/d?PASSWORD=***
          https://h/?s3cret                             | https://h/?***
          jdbc:postgresql:d?password=s3cret             | ***
          smtps://ada:s3cret@smtp.example:465           | smtps://ada:***@smtp.example:465
          smtp://ada:s3cret@[::1]?starttls=off          | smtp://ada:***@[::1]?starttls=off
          postgresql://ada:s3c/ret@db.example/roster    | ***
          postgresql://ada:s3c?ret@db.example/roster    | ***
          postgresql://ada:s3c#ret@db.example/roster    | ***
          postgresql://ada:s3c@ret@db.example/roster    | ***
          postgresql://ada:s3cret                       | ***
          postgresql://h/d#s3cret                       | ***
          s3cret                                        | ***
          """)
  void onlyWhatIsCertainlyNoPasswordIsShown(String value, String shown) {
    assertThat(SecretMask.of(value)).isEqualTo(shown).doesNotContain("s3c");
  }
}
