package dev.roster.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.CommandFixture;
import dev.roster.server.testing.OtherSystemUser;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and rows that are refused before any row is compared with another. */
class ImportRefusalTest {
  @RegisterExtension final TransferFixture given = new TransferFixture();

  @Test
  void anUnknownColumnIsRefusedWithTheOnesThatAreKnown() {
    assertThat(given.problemsOf("tenants", "id,name,colour\n"))
        .containsExactly("tenants.csv, line 1, column colour: is unknown; known are id, name");
  }

  @Test
  void aMissingColumnIsRefusedByName() {
    assertThat(given.problemsOf("users", "id,email\n"))
        .containsExactly(
            "users.csv, line 1, column first_name: is missing from the header",
            "users.csv, line 1, column last_name: is missing from the header");
  }

  @Test
  void aRepeatedColumnIsRefused() {
    assertThat(given.problemsOf("tenants", "id,name,id\n"))
        .containsExactly("tenants.csv, line 1, column id: stands twice in the header");
  }

  @Test
  void aFileWithoutHeaderIsRefused() {
    assertThat(given.problemsOf("tenants", "")).containsExactly("tenants.csv: has no header line");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1,A,x"})
  void aRowOfAnotherLengthThanItsHeaderIsRefused(String row) {
    assertThat(given.problemsOf("companies", "id,name\n" + row + "\n2,B\n"))
        .containsExactly(
            "companies.csv, line 2: has %d cells where the header has 2"
                .formatted(row.split(",").length));
  }

  @Test
  void aQuoteThatIsNeverClosedIsRefused() {
    assertThat(given.problemsOf("companies", "id,name\n80,B\n81,\"C\n82,D\n"))
        .singleElement()
        .asString()
        .startsWith("companies.csv, line 3: opens a quote that is never closed");
  }

  @Test
  void textBehindAClosingQuoteIsRefused() {
    assertThat(given.problemsOf("companies", "id,name\n80,B\n81,\"C\"x\n82,D\n"))
        .singleElement()
        .asString()
        .startsWith("companies.csv, line 3: is not CSV");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    given.seeded();
    byte[] latin1 = "id,name\n80,B\n81,Caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(given.bytes("companies", latin1).problems())
        .containsExactly("companies.csv, line 3: is not UTF-8");
  }

  @Test
  void aFolderWithoutAnyFileIsRefused() {
    assertThat(given.problems())
        .containsExactly(given.folder() + ": has none of the files of an import");
  }

  @ParameterizedTest
  @CsvSource({
    "company.csv, companies.csv",
    "Users.csv, users.csv",
    "memberships.CSV, memberships.csv",
    "tenant-keys.csv, tenant_keys.csv",
    "'users.csv ', users.csv",
  })
  void aCsvFileOfAnotherNameIsRefusedWithTheNearestName(String name, String meant)
      throws IOException {
    given.file("tenants", "id,name\n");
    Files.createFile(given.folder().resolve(name));

    assertThat(given.problems())
        .containsExactly(name + ": is none of the files of an import; did you mean " + meant + "?");
  }

  @Test
  void aCsvFileThatResemblesNoneIsRefusedWithAllNames() {
    assertThat(given.file("tenants", "id,name\n").file("notes", "").problems())
        .singleElement()
        .asString()
        .startsWith("notes.csv: is none of the files of an import; known are tenants.csv, tenant_");
  }

  @ParameterizedTest
  @CsvSource({"../gone/users.csv", "users.csv"})
  void aLinkThatLeadsToNoFileIsRefused(String target) throws IOException {
    given.file("tenants", "id,name\n");
    Files.createSymbolicLink(given.folder().resolve("users.csv"), Path.of(target));

    assertThat(given.problems()).containsExactly("users.csv: is a link that leads to no file");
  }

  @Test
  void aFolderInThePlaceOfAFileIsRefused() throws IOException {
    Files.createDirectory(given.folder().resolve("users.csv"));

    assertThat(given.problems()).containsExactly("users.csv: is a folder");
  }

  /** Opening a pipe waits for a writer, and a device such as this one has no end. */
  @Test
  void pipesSocketsAndDevicesAreRefusedAndNotOpened() throws Exception {
    Path pipe = given.folder().resolve("tenants.csv");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Files.createSymbolicLink(given.folder().resolve("users.csv"), Path.of("/dev/zero"));
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(given.folder().resolve("tokens.csv")));

      assertThat(given.problems())
          .hasSize(3)
          .allMatch(problem ->
              problem.endsWith(
                  ".csv: is a pipe, a socket or a device; only regular files are imported"));
    }
  }

  /** By a process that permissions bind; the tests may run as root. */
  @ParameterizedTest
  @CsvSource({
    "---------, rwx------, 'users.csv: cannot be read: permission denied'",
    "rw-------, ---------, '%s: cannot be read: permission denied'",
    "rw-------, r--------, 'users.csv: cannot be read: permission denied'",
  })
  void filesAndFoldersThatMayNotBeReadAreRefused(String ofFile, String ofFolder, String line)
      throws Exception {
    OtherSystemUser.assumeRoot();
    given.file("users", "id,email,first_name,last_name\n");
    Files.setPosixFilePermissions(
        given.folder().resolve("users.csv"), PosixFilePermissions.fromString(ofFile));
    Files.setPosixFilePermissions(given.folder(), PosixFilePermissions.fromString(ofFolder));
    Path data = given.folder().resolveSibling(given.folder().getFileName() + "-data");

    OtherSystemUser.Outcome outcome =
        OtherSystemUser.runAsRootWithoutPrivileges(
            CommandFixture.commandLine("import", given.folder().toString(), "--data-dir=" + data));

    assertThat(outcome.output().lines())
        .containsExactly("Nothing was imported:", line.formatted(given.folder()));
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(data).as("made for nothing").doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"'id,name,', 3", "'id,,name', 2", "'id,name,\"  \"', 3"})
  void aColumnWithoutANameIsRefused(String header, int column) {
    assertThat(given.problemsOf("tenants", header + "\n"))
        .containsExactly("tenants.csv, line 1, column " + column + ": is a column without a name");
  }

  @Test
  void aRowOfFarTooManyCellsIsRefused() {
    assertThat(given.problemsOf("companies", "id,name\n80,A\n" + ",".repeat(2_000) + "\n"))
        .containsExactly("companies.csv, line 3: has more than 1000 cells");
  }

  @Test
  void whatIsWrongBeforeTheEndOfAFileIsToldAsWell() {
    assertThat(given.problemsOf("companies", "id,name\nx,A\n81,\"C\"x\n"))
        .containsExactly(
            "companies.csv, line 2, column id: \"x\" is not a whole number",
            "companies.csv, line 3: is not CSV: there is text behind a closing quote");
  }

  @Test
  void aLineIsCountedAsAnEditorCountsIt() {
    assertThat(
            given.problemsOf(
                "companies",
                "id,name,type\r\n\r\n"
                    + "80,\"two\r\n"
                    + "lines\",\\N\r\n"
                    + "81,\"three\n\n"
                    + "lines\",no\r\n"
                    + "82,D,no\r\n"))
        .containsExactly(
            "companies.csv, line 5, column type: " + notAType("no"),
            "companies.csv, line 8, column type: " + notAType("no"));
  }

  @Test
  void moreThanTwentyProblemsAreCut() {
    String rows =
        IntStream.rangeClosed(1, 30)
            .mapToObj(i -> "x" + i + ",A,no,\n")
            .collect(Collectors.joining());

    assertThat(given.problemsOf("companies", "id,name,type,uid\n" + rows)).hasSize(20);
  }

  @Test
  void problemsOfSeveralFilesAreToldTogether() {
    given.file("companies", "id,name\nx,A\n").file("tenants", "id,name\ny,B\n");

    assertThat(given.problems())
        .containsExactly(
            "tenants.csv, line 2, column id: \"y\" is not a UUID",
            "companies.csv, line 2, column id: \"x\" is not a whole number");
  }

  private static String notAType(String cell) {
    return "\"" + cell + "\" is none of active, inactive, test, demo, trial, stakeholder";
  }
}
