package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roster.server.failure.UserErrorException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @ParameterizedTest
  @CsvSource({
    "postgresql://u:p@my_db/x, jdbc:postgresql://my_db/x?user=u&password=p",
    "postgres://DB.Example:5433, jdbc:postgresql://db.example:5433/",
    "'postgresql://u@h1:5432,h_2,[::1]:5434/x?targetServerType=primary',"
        + " 'jdbc:postgresql://h1:5432,h_2,[::1]:5434/x?user=u&targetServerType=primary'",
    "postgresql://[fe80::1%25eth0]/x, jdbc:postgresql://[fe80::1%eth0]/x",
    "postgresql://b\u00fccher.example/x, jdbc:postgresql://xn--bcher-kva.example/x",
    "postgresql://u:p%40+%2F%23@h:/x, jdbc:postgresql://h/x?user=u&password=p%40%2B%2F%23",
    "postgresql://u:p@w@h/x, jdbc:postgresql://h/x?user=u&password=p%40w",
    "jdbc:postgresql://h_1/x, jdbc:postgresql://h_1/x",
  })
  void hostsAreReadAsTheDriverNeedsThem(String url, String jdbc) {
    assertThat(DatabaseUrl.parse(url).jdbcUrl()).isEqualTo(jdbc);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mysql://h/x",
        "h/x",
        "postgresql:///x",
        "postgresql://u:secret@/x",
        "postgresql://u:secret@h:0/x",
        "postgresql://u:secret@h:65536/x",
        "postgresql://u:secret@h:x/x",
        "postgresql://u:secret@h1,,h2/x",
        "postgresql://u:secret@127.1/x",
        "postgresql://u:secret@::1/x",
        "postgresql://u:secret@a b/x?password=secret",
        "postgresql://u:secret@h/x#y",
        "postgresql://u:secret%zz@h/x",
      })
  void oneThatIsWrongIsToldInASentenceWithoutThePassword(String url) {
    assertThatExceptionOfType(UserErrorException.class)
        .isThrownBy(() -> DatabaseUrl.parse(url))
        .withMessageContaining("looks like postgresql://user:password@host:5432/database")
        .satisfies(wrong -> assertThat(wrong.getMessage()).doesNotContain("secret", "\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://u:secret@h/x?sslMode=verify-full, perhaps it is 'sslmode'",
    "postgresql://h/x?sslmod=verify-full, perhaps it is 'sslmode'",
    "jdbc:postgresql://h/x?SSLMODE=require, perhaps it is 'sslmode'",
    "jdbc:postgresql://h/x?foo=bar, does not know;",
    "postgresql://h/x?sslmode, does not know",
    "postgresql://h/x?sslmode=verify-full&, does not know;",
    "jdbc:postgresql://h/x?user=u&password=se&cret=x, does not know;",
    "postgresql://h/x?sslmode=verify-full&sslmode=disable, parameter 'sslmode' twice",
    "postgresql://u@h/x?user=v, parameter 'user' twice",
  })
  void aParameterThatTheDriverWouldIgnoreIsRefused(String url, String reason) {
    assertThatExceptionOfType(UserErrorException.class)
        .isThrownBy(() -> DatabaseUrl.parse(url))
        .withMessageContaining(reason)
        .satisfies(wrong -> assertThat(wrong.getMessage()).doesNotContain("secret", "cret", "bar"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:p@h/x?sslmode=verify-full&sslrootcert=/ca.pem&ApplicationName=roster",
        "jdbc:postgresql://h/x?user=u&password=p&connectTimeout=3&socketTimeout=5&loginTimeout=2",
        "jdbc:postgresql://h1,h2/x?targetServerType=primary&loadBalanceHosts=true&prepareThreshold=0"
      })
  void parametersOfTheDriverAreKept(String url) {
    assertThat(DatabaseUrl.parse(url).jdbcUrl()).endsWith(url.substring(url.lastIndexOf('&')));
  }

  /** The driver would take the user for a part of the host, and be unable to find that. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://u:secret@h/x",
        "jdbc:postgresql://u@h:5432/x?password=secret",
        "jdbc:postgresql://u:secret/secret@h/x",
        "jdbc:postgresql://h1,u:secret@h2/x",
        "jdbc:postgresql://u:secret/x",
        "jdbc:postgresql://h:5432,u:secret/x",
        "jdbc:postgresql:u:secret@h/x",
      })
  void theFormOfJdbcHasNoUserBeforeTheHost(String url) {
    assertThatExceptionOfType(UserErrorException.class)
        .isThrownBy(() -> DatabaseUrl.parse(url))
        .withMessageContaining("?user=NAME&password=PASSWORD")
        .satisfies(wrong -> assertThat(wrong.getMessage()).doesNotContain("secret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://h/x?user=u&password=a@b:c",
        "jdbc:postgresql://h1:5432,h_2,[::1]:5434,[fe80::1%eth0]/x",
        "jdbc:postgresql://h",
        "jdbc:postgresql:///x",
        "jdbc:postgresql:x?user=u",
      })
  void everythingElseIsUpToTheDriver(String url) {
    assertThat(DatabaseUrl.parse(url).jdbcUrl()).isEqualTo(url);
  }
}
