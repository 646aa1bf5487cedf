package dev.roster.server.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roster.server.failure.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {

  @ParameterizedTest
  @CsvSource({
    "http://roster_web:8080, roster_web",
    "postgresql://u:p@my_db/x, my_db",
    "smtp://mail_hog:1025, mail_hog",
    "http://_dmarc.example, _dmarc.example",
    "http://ROSTER.Example/x, roster.example",
    "http://b\u00fccher.example, xn--bcher-kva.example",
    "http://b%C3%BCcher.example, xn--bcher-kva.example",
    "http://my%5Fdb, my_db",
    "http://fa\u00df.de, xn--fa-hia.de",
    "http://db.example., db.example.",
    "http://ab--cd.example, ab--cd.example",
    "http://127.0.0.1:1, 127.0.0.1",
    "http://[::1]:8080, ::1",
    "http://[2001:DB8::1], 2001:db8::1",
    "http://[::ffff:127.0.0.1], ::ffff:127.0.0.1",
    "http://[fe80::1%25eth0]:8080, fe80::1%eth0",
    "http://localhost:, localhost",
    "http://a.1b, a.1b",
  })
  void hostsAreReadAsRfc3986Says(String url, String host) {
    ServerUrl read = ServerUrl.parse(url);

    assertThat(read.host().name()).isEqualTo(host);
    assertThat(ServerUrl.parse(read.toString())).isEqualTo(read);
    assertThat(read.toUri().toString()).isEqualTo(read.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "http://, has no host",
    "http:///x, has no host",
    "http://:8080, has no host",
    "localhost:8080, is not a URL",
    "'', is not a URL",
    "http://a b/, has a host that is no name",
    "http://a..b/, has a host that is no name",
    "http://-a/, has a host that is no name",
    "http://xn--a/, has a host that is no name",
    "http://x\u200dy.com/, has a host that is no name",
    "http://b%zz/, has a host with a %",
    "http://a%2Fb/, has a host that is no name",
    "http://a:0/, has a port that is not a number from 1 to 65535",
    "http://a:65536/, has a port that is not a number from 1 to 65535",
    "http://a:x/, has a port that is not a number",
    "http://a:-1/, has a port that is not a number",
    "http://a:1:2/, has a port that is not a number",
    "http://127.1/, has a host that ends in a number",
    "http://0x7f.1/, has a host that ends in a number",
    "http://0177.0.0.1/, has a host that ends in a number",
    "http://2130706433/, has a host that ends in a number",
    "http://256.1.1.1/, has a host that ends in a number",
    "http://[::1/, has a host or port that cannot be read",
    "http://::1/, has no host",
    "http://[::1%]/, has a host that is no IPv6 address",
    "http://[v1.x]/, has a host",
    "http://a/b c, has a character that must be written as %XX",
    "http://u:p#w@host/, has a port that is not a number",
  })
  void aUrlThatHasNoServerSaysWhy(String url, String reason) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> ServerUrl.parse(url))
        .withMessageContaining(reason);
  }

  /** The slash of a password ends the host, so the password seems to begin with a port. */
  @Test
  void aPortIsNotRepeatedSinceItMayBeAPassword() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> ServerUrl.parse("https://user:98765/x@host"))
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("98765"));
  }

  @Test
  void whatIsAroundTheHostStaysAsWritten() {
    ServerUrl url = ServerUrl.parse("SMTP://us%40er:p%3Aw@My_Host:25/a/b?c=d#e");

    assertThat(url.toString()).isEqualTo("smtp://us%40er:p%3Aw@my_host:25/a/b?c=d#e");
    assertThat(url.userInfo()).hasValue("us%40er:p%3Aw");
    assertThat(url.port()).hasValue(25);
    assertThat(ServerUrl.parse("smtp://a@b:c@host").host().name()).isEqualTo("host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST",
        "localhost.",
        "127.0.0.1",
        "127.8.8.8",
        "::1",
        "[::1]",
        "0:0:0:0:0:0:0:1",
        "::ffff:127.0.0.1"
      })
  void thisMachineHasManyNames(String host) {
    assertThat(Host.parse(host).isLoopback()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost.example.org",
        "127.0.0.1.example",
        "127.0.0.1.nip.io",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "fe80::1%lo",
        "0.0.0.0",
        "::",
        "10.0.0.1",
        "my_db"
      })
  void otherMachinesAreOthers(String host) {
    assertThat(Host.parse(host).isLoopback()).isFalse();
  }

  @Test
  void aZoneIsWrittenAsEachReaderTakesIt() {
    Host host = Host.parse("[fe80::1%25eth0]");

    assertThat(host.inUrl()).isEqualTo("[fe80::1%25eth0]");
    assertThat(host.forSocket()).isEqualTo("[fe80::1%eth0]");
    assertThat(host.literal()).isPresent();
    assertThat(Host.parse("my_db").literal()).isEmpty();
  }
}
