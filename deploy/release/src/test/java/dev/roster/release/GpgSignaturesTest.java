package dev.roster.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With GnuPG and throw-away keys, where there is a GnuPG. */
class GpgSignaturesTest {
  // the name of the agent's socket in it must be short
  @TempDir private Path home;
  @TempDir private Path folder;

  private Path file;
  private Path signature;

  @BeforeEach
  void signAFile() throws Exception {
    assumeTrue(hasGpg(), "no gpg");
    file = Files.writeString(folder.resolve("a.jar"), "an artifact");
    signature = folder.resolve("a.jar.asc");
    makeKey("one");
    makeKey("two");
    gpg(
        "--armor",
        "--local-user",
        "one",
        "--output",
        signature.toString(),
        "--detach-sign",
        file.toString());
  }

  @AfterEach
  void stopTheAgent() throws Exception {
    new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all").start().waitFor();
  }

  private static boolean hasGpg() throws InterruptedException {
    try {
      return new ProcessBuilder("gpg", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException none) {
      return false;
    }
  }

  private void makeKey(String name) throws Exception {
    gpg("--quick-gen-key", name, "ed25519", "sign", "never");
    gpg("--output", folder.resolve(name + ".key").toString(), "--export", name);
  }

  private void gpg(String... arguments) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of(
                "gpg",
                "--homedir",
                home.toString(),
                "--batch",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                ""));
    line.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "gpg", ".txt");
    int exitCode =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    assertThat(exitCode).as(Files.readString(output)).isZero();
  }

  @Test
  void aSignatureByTheKeyIsGood() throws IOException {
    try (GpgSignatures signatures = GpgSignatures.of(folder.resolve("one.key"))) {
      assertThat(signatures.problem(file, signature)).isEmpty();
    }
  }

  @Test
  void aSignatureOfAnotherContentIsBad() throws IOException {
    Files.writeString(file, "another artifact");

    try (GpgSignatures signatures = GpgSignatures.of(folder.resolve("one.key"))) {
      assertThat(signatures.problem(file, signature)).get().asString().contains("BAD signature");
    }
  }

  @Test
  void aSignatureByAnotherKeyIsBad() throws IOException {
    try (GpgSignatures signatures = GpgSignatures.of(folder.resolve("two.key"))) {
      assertThat(signatures.problem(file, signature)).get().asString().contains("No public key");
    }
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertThatThrownBy(() -> GpgSignatures.of(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no public key");
  }
}
