package dev.roster.server.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The error output of this process. */
final class ErrorOutput implements LineOutput.Sink {
  private static final Path LINK = Path.of("/proc/self/fd/2");

  /** Not System.err, which hides failures and has a lock that a blocked line would keep. */
  private final FileOutputStream stream = new FileOutputStream(FileDescriptor.err);

  @Override
  public void write(byte[] bytes) throws IOException {
    stream.write(bytes);
  }

  /** Reports whether a person sees it; Java knows that of all three streams together only. */
  static boolean isTerminal() {
    try {
      String name = Files.readSymbolicLink(LINK).toString();
      return name.startsWith("/dev/pts/")
          || name.startsWith("/dev/tty")
          || name.equals("/dev/console");
    } catch (IOException notLinux) {
      return System.console() != null && System.console().isTerminal();
    }
  }
}
