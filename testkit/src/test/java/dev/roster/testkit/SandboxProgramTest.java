package dev.roster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxProgramTest {
  private final String home = System.getProperty("roster.home");

  @TempDir Path folder;

  @AfterEach
  void restore() {
    System.setProperty("roster.home", home);
  }

  private SandboxProgram in(Path place) {
    System.setProperty("roster.home", place.toString());
    return SandboxProgram.find();
  }

  @Test
  void aCloneHasItsProgramWhereItIsBuilt() {
    SandboxProgram program = in(Path.of(home));

    assertThat(program.folder().resolve("lib")).isDirectory();
    assertThat(program.options()).isRegularFile();
    assertThat(program.java()).isExecutable();
    assertThat(program.fingerprint()).matches("[0-9a-f]{16}").isEqualTo(program.fingerprint());
  }

  @Test
  void anUnpackedTarballIsAProgram() throws Exception {
    Files.createFile(folder.resolve("roster-app.jar"));

    assertThat(in(folder).folder()).isEqualTo(folder);
    assertThat(in(folder).options()).isEqualTo(folder.resolve("java.options"));
    assertThat(in(folder).fingerprint()).isNotEqualTo(in(Path.of(home)).fingerprint());
  }

  @Test
  void aFolderWithoutAProgramIsToldWhatToDo() throws Exception {
    assertThatIllegalStateException()
        .isThrownBy(() -> in(folder))
        .withMessage(
            "roster.home is "
                + folder
                + ", which is neither a clone of Roster nor an unpacked roster tarball: there is no"
                + " roster-app.jar.");
    Files.createFile(folder.resolve("roster"));
    assertThatIllegalStateException()
        .isThrownBy(() -> in(folder))
        .withMessageContaining("Run `./roster version` there once, which builds it.");
  }

  @Test
  void withoutAnySettingTheWaysToGetAServerAreTold() {
    System.setProperty("roster.home", " ");

    assertThatIllegalStateException()
        .isThrownBy(SandboxProgram::find)
        .withMessageContaining("ROSTER_HOME")
        .withMessageContaining("roster-testkit-server")
        .withMessageContaining("ROSTER_SANDBOX_URL");
  }
}
