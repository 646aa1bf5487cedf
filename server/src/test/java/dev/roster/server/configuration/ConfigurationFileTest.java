package dev.roster.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.roster.server.failure.UserErrorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFileTest {
  private static final List<Key> KEYS =
      List.of(
          new Key("port", false, false),
          new Key("time-zone", false, false),
          new Key("mail-from", false, false),
          new Key("trusted-proxy", false, true),
          new Key("database-url", true, false));

  @TempDir Path folder;

  private Path file(String yaml) {
    return write("roster.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  private Path write(String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private Map<String, String> read(String yaml) {
    return ConfigurationFile.read(file(yaml), KEYS).settings().stream()
        .collect(Collectors.toMap(Setting::key, Setting::value));
  }

  /** The message with the name of the file alone. */
  private String refusal(Path file) {
    try {
      ConfigurationFile.read(file, KEYS);
    } catch (UserErrorException refused) {
      return String.valueOf(refused.getMessage()).replace(folder + "/", "");
    }
    throw new AssertionError("it is read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "# port: 1\n",
        "---\n",
        "---\n...\n",
        "{}",
      })
  void aFileMayHoldNoKey(String yaml) {
    assertThat(read(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          port: 8080                  | 8080
          "port": '8080'              | 8080
          port:   8080   # a comment  | 8080
          port: 0x1F                  | 0x1F
          port: 010                   | 010
          port: 1_000                 | 1_000
          port: yes                   | yes
          port: 'null'                | null
          port: a#b                   | a#b
          port: ${HOME}$$             | ${HOME}$$
          port: "a\\u00e9"            | aé
          {port: 8080}                | 8080
          """)
  void aValueIsItsText(String yaml, String value) {
    assertThat(read(yaml)).containsOnly(Map.entry("port", value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trusted-proxy: [10.0.0.1, 10.0.0.2]",
        "trusted-proxy:\n  - 10.0.0.1\n  - '10.0.0.2'",
        "trusted-proxy: 10.0.0.1,10.0.0.2",
      })
  void aKeyOfSeveralValuesTakesAListOrCommas(String yaml) {
    assertThat(read(yaml)).containsOnly(Map.entry("trusted-proxy", "10.0.0.1,10.0.0.2"));
  }

  @Test
  void aByteOrderMarkAndWindowsLineEndsAreNoPartOfAValue() {
    assertThat(read("\ufeffport: 1\r\ntime-zone: UTC\r\n"))
        .containsOnly(Map.entry("port", "1"), Map.entry("time-zone", "UTC"));
  }

  @Test
  void aSettingKnowsItsLine() {
    assertThat(ConfigurationFile.read(file("# first\n\nport: 1\n"), KEYS).settings())
        .extracting(Setting::place)
        .containsExactly(folder.resolve("roster.yaml") + ":3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          port: 1\\n\\ndatabse-url: s3cret    | roster.yaml:3: the key databse-url is unknown; did you mean database-url?
          databaseUrl: s3cret                 | roster.yaml:1: the key databaseUrl is unknown; did you mean database-url?
          DATABASE_URL: s3cret                | did you mean database-url?
          ROSTER_DATABASE_URL: s3cret         | did you mean database-url?
          --database-url: s3cret              | roster.yaml:1: the key of this line is unknown; did you mean database-url?
          database-url-fil: s3cret            | did you mean database-url-file?
          port-file: s3cret                   | roster.yaml:1: the key port-file is unknown
          config: s3cret                      | roster.yaml:1: the key config is unknown.
          nothing-like-it: s3cret             | roster.yaml:1: the key nothing-like-it is unknown.
          http://u:s3cret@h: x                | roster.yaml:1: the key of this line is unknown.
          '': x                               | roster.yaml:1: the key of this line is unknown.
          <<: {port: 1}                       | roster.yaml:1: the value must be a text, not keys
          port: 1\\nport: s3cret              | roster.yaml:2: port is already in line 1.
          "port": 1\\n'port': s3cret          | roster.yaml:2: port is already in line 1.
          port:                               | roster.yaml:1: port is empty; give it a value or remove it.
          port: ''                            | roster.yaml:1: port is empty
          port: '  '                          | roster.yaml:1: port is empty
          port: ~                             | roster.yaml:1: port is empty
          port: null                          | roster.yaml:1: port is empty
          port: ' s3cret'                     | roster.yaml:1: port has a blank
          port: >\\n  s3cret\\n               | roster.yaml:1: port has a blank or an end of a line
          port: [s3cret]                      | roster.yaml:1: port takes one value, not a list.
          trusted-proxy: []                   | roster.yaml:1: trusted-proxy is empty
          trusted-proxy: [a, '']              | roster.yaml:1: trusted-proxy is empty
          trusted-proxy: [[s3cret]]           | roster.yaml:1: an item of the list must be a text.
          trusted-proxy:\\n  - a: s3cret      | roster.yaml:2: an item of the list must be a text.
          port:\\n  number: s3cret            | roster.yaml:1: the value must be a text, not keys and values of its own.
          port: {a: s3cret}                   | roster.yaml:1: the value must be a text
          - port: s3cret                      | roster.yaml:1: the file must hold lines such as port: 8080.
          s3cret                              | roster.yaml:1: the file must hold lines such as port: 8080.
          [a]: s3cret                         | roster.yaml:1: a key must be a word.
          ? {a: b}\\n: s3cret                 | roster.yaml:1: a key must be a word.
          port: &a s3cret                     | roster.yaml:1: anchors (&name) are not supported
          &a port: s3cret                     | roster.yaml:1: anchors (&name) are not supported
          port: *a                            | roster.yaml:1: aliases (*name) are not supported
          port: !!int 8080                    | roster.yaml:1: tags (!name) are not supported
          port: !!java.net.URL [s3cret]       | roster.yaml:1: tags (!name) are not supported
          !!map {port: 1}                     | roster.yaml:1: tags (!name) are not supported
          %TAG ! tag:x,2000:\\n---\\nport: 1  | roster.yaml:1: directives are not supported.
          port: 1\\n---\\nport: s3cret        | roster.yaml:2: the file must hold one document.
          port: 1\\n\\ttime-zone: s3cret      | roster.yaml:2: this is not YAML: found character '\\t(TAB)' that cannot start any token.
          port: 1\\n time-zone: s3cret        | roster.yaml:2: this is not YAML: mapping values are not allowed here.
          port: "s3cret                       | roster.yaml:1: this is not YAML: found unexpected end of stream.
          port: [s3cret                       | roster.yaml:1: this is not YAML
          port: @s3cret                       | roster.yaml:1: this is not YAML
          port: "\\u0000s3cret"               | roster.yaml is not YAML: it holds characters that YAML does not allow.
          """)
  void aMistakeIsRefusedByItsLine(String yaml, String message) {
    String refusal =
        refusal(file(yaml.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0000", "\u0000")));

    assertThat(refusal).contains(message.replace("\\\\", "\\")).doesNotContain("s3cret");
    assertThat(refusal.lines()).hasSize(1);
  }

  /** Each line doubles what the first holds, if aliases are followed. */
  @Test
  void aBombOfAliasesIsRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(refusal(file(bomb.toString())))
        .isEqualTo(
            "roster.yaml:1: anchors (&name) are not supported; quote a value that begins with &.");
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(refusal(file("port: " + "[".repeat(200_000)))).startsWith("roster.yaml:1: ");
  }

  @Test
  void aFileThatIsNotUtf8IsRefusedByItsLine() {
    byte[] latin1 = "port: 1\nmail-from: é <a@b.example>\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(refusal(write("roster.yaml", latin1)))
        .isEqualTo("roster.yaml:2: the file is not UTF-8.");
    assertThat(refusal(write("roster.yaml", "port: 1\nx".getBytes(StandardCharsets.UTF_16BE))))
        .startsWith("roster.yaml");
  }

  @Test
  void aFolderIsRefused() {
    assertThat(refusal(folder)).endsWith(" is a folder, not a file.");
  }

  @Test
  void aMissingFileIsRefused() {
    assertThat(refusal(folder.resolve("none.yaml")))
        .isEqualTo("none.yaml cannot be read: there is no such file.");
  }

  @Test
  void aFileWithoutPermissionIsRefused() throws IOException {
    Path closed = file("port: 1");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(closed), "the superuser reads every file");

    assertThat(refusal(closed)).isEqualTo("roster.yaml cannot be read: permission denied.");
  }

  @Test
  void aFileOfMoreThanAMegabyteIsRefused() {
    assertThat(refusal(file("#".repeat(1024 * 1024 + 1))))
        .isEqualTo("roster.yaml is larger than 1048576 bytes.");
    assertThat(refusal(Path.of("/dev/zero"))).contains("is larger than");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          s3cret       | s3cret
          s3cret\\n    | s3cret
          s3cret\\r\\n | s3cret
          s$3{c}ret    | s$3{c}ret
          """)
  void aSecretIsInAFileOfItsOwn(String content, String value) {
    Path secret = write("secret", content(content));

    assertThat(read("database-url-file: " + secret)).containsOnly(Map.entry("database-url", value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``              | is empty.
          \\n             | is empty.
          s3cret\\n\\n    | must hold one line, the value alone.
          s3cret\\nb      | must hold one line, the value alone.
          ` s3cret`       | has a blank before or behind its value; remove it.
          s3cret\\xff     | the file is not UTF-8.
          """)
  void aFileThatHoldsNoSecretIsRefused(String content, String message) {
    Path secret = write("secret", content(content));

    assertThat(refusal(file("port: 1\ndatabase-url-file: " + secret)))
        .startsWith("roster.yaml:2: database-url-file: secret")
        .endsWith(message)
        .doesNotContain("s3cret");
  }

  private static byte[] content(String text) {
    return text.replace("\\n", "\n")
        .replace("\\r", "\r")
        .replace("\\xff", "\u00ff")
        .getBytes(text.contains("\\xff") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }

  @Test
  void aSecretThatCannotBeReadIsRefused() {
    assertThat(refusal(file("database-url-file: " + folder.resolve("none"))))
        .isEqualTo("roster.yaml:1: database-url-file: none cannot be read: there is no such file.");
    assertThat(refusal(file("database-url-file: " + folder))).endsWith("is a folder, not a file.");
    assertThat(refusal(file("database-url-file: \"a\\0\"")))
        .isEqualTo("roster.yaml:1: database-url-file: A name of a file holds control characters.");
  }

  @Test
  void aSecretAndItsFileExcludeEachOther() {
    Path secret = write("secret", content("x"));

    assertThat(refusal(file("database-url: s3cret\ndatabase-url-file: " + secret)))
        .isEqualTo(
            "roster.yaml:2: database-url and database-url-file are both set; set one of them.");
  }

  @ParameterizedTest
  @CsvSource({
    "database-url: postgresql://a:s3cret@h/d, rw-r--r--, true",
    "database-url: jdbc:postgresql://h/d?password=s3cret, rw-r--r--, true",
    "database-url: postgresql://a:s3cret@h/d, rw-r-----, false",
    "database-url: postgresql://a@h/d, rw-r--r--, false",
    "port: 1, rw-r--r--, false",
  })
  void aFileWithAPasswordThatEveryUserCanReadIsWarnedOf(
      String yaml, String permissions, boolean warned) throws IOException {
    Path file = file(yaml);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    assertThat(ConfigurationFile.read(file, KEYS).warning().isPresent()).isEqualTo(warned);
    ConfigurationFile.read(file, KEYS)
        .warning()
        .ifPresent(
            warning -> assertThat(warning).startsWith(file.toString()).doesNotContain("s3cret"));
  }

  @Test
  void aNameOfAFileHasNoControlCharacters() {
    assertThatThrownBy(() -> ConfigurationFile.find("a\u001bb"))
        .isInstanceOf(UserErrorException.class)
        .hasMessage("A name of a file holds control characters.");
  }
}
