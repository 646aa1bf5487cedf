package dev.roster.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folders of screenshots: those of a test run, and those of the documentation. */
final class Screenshots {
  private static final Path OF_THIS_RUN = Path.of("target", "screenshots");
  private static final Path OF_THE_DOCUMENTATION = Path.of("..", "docs", "screenshots");

  private Screenshots() {}

  static void keep(String name, byte[] png) throws IOException {
    Files.write(Files.createDirectories(OF_THIS_RUN).resolve(name + ".png"), png);
    Path documentation = OF_THE_DOCUMENTATION.resolve(name + ".png");
    if (Boolean.getBoolean("screenshots.update") && Files.exists(documentation)) {
      Files.write(documentation, png);
    }
  }
}
