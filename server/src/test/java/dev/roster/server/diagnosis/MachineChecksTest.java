package dev.roster.server.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.diagnosis.Finding.Status;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineChecksTest {
  @ParameterizedTest
  @CsvSource({"363, FAIL", "364, WARN", "1323, WARN", "1324, OK"})
  void filesAreTooFewForAServerOrForItsConnections(long allowed, Status status) {
    Finding finding = MachineChecks.files(allowed, 364, 1324);

    assertThat(finding.status()).isEqualTo(status);
    assertThat(finding.text()).isEqualTo(allowed + " may be open, a server needs up to 1324");
    assertThat(finding.remedy().isEmpty()).isEqualTo(status == Status.OK);
  }

  @ParameterizedTest
  @CsvSource({"99, FAIL", "100, WARN", "1023, WARN", "1024, OK"})
  void aDiskIsFull(long megabytes, Status status) {
    Finding finding = MachineChecks.disk(Path.of("data"), megabytes << 20);

    assertThat(finding.status()).isEqualTo(status);
    assertThat(finding.text()).isEqualTo(megabytes + " MB are free for data");
  }

  @Test
  void theDiskOfAFolderThatIsMissingIsThatOfItsParent(@TempDir Path folder) throws Exception {
    assertThat(MachineChecks.disk(folder.resolve("a/b")).text()).endsWith("/a/b");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anAotCacheThatDoesNotFitIsAWarning() {
    assertThat(MachineChecks.java(Optional.empty()).status()).isEqualTo(Status.OK);
    assertThat(MachineChecks.java(Optional.of("It does not fit.")))
        .matches(each -> each.status() == Status.WARN && each.remedy().equals("It does not fit."));
  }

  @Test
  void thePublicUrlHasAHostThatIsFound() {
    assertThat(MachineChecks.publicUrl(Optional.of(URI.create("http://127.0.0.1:80/x")), true))
        .matches(each -> each.status() == Status.OK && each.text().endsWith("is at 127.0.0.1"));
    assertThat(MachineChecks.publicUrl(Optional.of(URI.create("https://roster.invalid")), true))
        .matches(each ->
            each.status() == Status.FAIL && each.text().contains("roster.invalid has no address"));
  }

  @Test
  void aServerThatOthersReachNeedsAPublicUrl() {
    assertThat(MachineChecks.publicUrl(Optional.empty(), true).status()).isEqualTo(Status.WARN);
    assertThat(MachineChecks.publicUrl(Optional.empty(), false).status()).isEqualTo(Status.OK);
  }
}
