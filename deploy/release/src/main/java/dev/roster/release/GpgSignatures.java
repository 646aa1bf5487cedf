package dev.roster.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Signatures as GnuPG sees them: by one public key, or by the key ring of the user. */
final class GpgSignatures implements Signatures, AutoCloseable {
  private static final String GOOD = "[GNUPG:] VALIDSIG ";

  private final @Nullable Path home;

  private GpgSignatures(@Nullable Path home) {
    this.home = home;
  }

  static GpgSignatures ofUser() {
    return new GpgSignatures(null);
  }

  /** Of the keys in a file, such as {@code gpg --export} writes. */
  static GpgSignatures of(Path publicKeys) throws IOException {
    GpgSignatures made = new GpgSignatures(Files.createTempDirectory("keys"));
    Result imported = made.run("--import", publicKeys.toString());
    if (imported.exitCode() != 0) {
      made.close();
      throw new IOException(publicKeys + " holds no public key: " + imported.output());
    }
    return made;
  }

  @Override
  public Optional<String> problem(Path file, Path signature) throws IOException {
    Result verified = run("--status-fd", "1", "--verify", signature.toString(), file.toString());
    return verified.exitCode() == 0 && verified.output().contains(GOOD)
        ? Optional.empty()
        : Optional.of(
            verified
                .output()
                .lines()
                .filter(line -> line.startsWith("gpg: "))
                .reduce((earlier, last) -> last)
                .orElse("gpg refuses it"));
  }

  private record Result(int exitCode, String output) {}

  private Result run(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("gpg", "--batch", "--no-tty", "--no-autostart"));
    if (home != null) {
      line.addAll(List.of("--homedir", home.toString()));
    }
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process gpg = builder.start();
    try (var out = gpg.getInputStream()) {
      String output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      return new Result(gpg.waitFor(), output);
    } catch (InterruptedException interrupted) {
      gpg.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  @Override
  public void close() throws IOException {
    if (home == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(home)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
