package dev.roster.alignment.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutantProgramTest {
  @TempDir Path root;

  private Path source(String name, String text) throws IOException {
    Path file = root.resolve("a/b/" + name + ".java");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "package a.b;\n" + text);
  }

  /** A changed constant changes nothing where its old value was compiled in. */
  @Test
  void whoeverMayHaveCopiedAConstantIsCompiledToo() throws IOException {
    Path limits = source("Limits", "class Limits { static final int MOST = 8; }");
    Path user = source("User", "class User { int most() { return Limits.MOST; } }");
    Path derived = source("Twice", "class Twice { static final int MOST = 2 * Limits.MOST; }");
    Path further = source("Further", "class Further { int most = Twice.MOST; }");
    Files.writeString(root.resolve("module-info.java"), "/** Limits. */ module a { exports a.b; }");
    source("Stranger", "class Stranger { String text = \"NoLimits\"; }");

    assertThat(
            MutantProgram.usersOfConstants(
                limits.resolveSibling("../b/Limits.java"),
                Files.readString(limits).replace("8", "9")))
        .containsExactlyInAnyOrder(user, derived, further);
  }

  @Test
  void aChangeThatIsInNoConstantIsCompiledAlone() throws IOException {
    Path file =
        source("Limits", "class Limits { static final int MOST = 8; int least() { return 1; } }");
    source("User", "class User { int most() { return Limits.MOST; } }");

    assertThat(
            MutantProgram.usersOfConstants(
                file, Files.readString(file).replace("return 1", "return 2")))
        .isEqualTo(List.of());
  }
}
