package dev.roster.server.diagnosis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.zone.ZoneRulesProvider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The checks of this machine and of the Java that runs here. */
public final class MachineChecks {
  private static final long MEGABYTE = 1L << 20;
  private static final long LOW_DISK = 1024 * MEGABYTE;
  private static final long NO_DISK = 100 * MEGABYTE;

  private MachineChecks() {}

  /**
   * Java, its heap and its time zones.
   *
   * @param cacheWarning why the AOT cache is not used, if one should be
   */
  public static Finding java(Optional<String> cacheWarning) {
    String text =
        "Java %s, heap of %d MB, time zones of %s"
            .formatted(
                Runtime.version(),
                Runtime.getRuntime().maxMemory() / MEGABYTE,
                ZoneRulesProvider.getVersions("UTC").lastKey());
    return cacheWarning
        .map(warning -> Finding.warn("java", text + ", without its AOT cache", warning))
        .orElseGet(() -> Finding.ok("java", text));
  }

  /**
   * The number of open files.
   *
   * @param allowed by the operating system
   * @param fewest without which no server starts
   * @param wanted for as many connections as the server admits
   */
  public static Finding files(long allowed, long fewest, long wanted) {
    String text = "%d may be open, a server needs up to %d".formatted(allowed, wanted);
    String remedy = "raise ulimit -n, or LimitNOFILE of a unit";
    if (allowed < fewest) {
      return Finding.fail("files", text, remedy);
    }
    return allowed < wanted ? Finding.warn("files", text, remedy) : Finding.ok("files", text);
  }

  /**
   * The room for the embedded PostgreSQL.
   *
   * @param folder of the data, which may be missing still
   */
  public static Finding disk(Path folder) throws IOException {
    @Nullable Path there = folder.toAbsolutePath();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return disk(folder, Files.getFileStore(there == null ? Path.of("/") : there).getUsableSpace());
  }

  static Finding disk(Path folder, long free) {
    String text = "%d MB are free for %s".formatted(free / MEGABYTE, folder);
    String remedy = "free space, or name another folder with --data-dir";
    if (free < NO_DISK) {
      return Finding.fail("disk", text, remedy);
    }
    return free < LOW_DISK ? Finding.warn("disk", text, remedy) : Finding.ok("disk", text);
  }

  /**
   * The URL that links in mails begin with.
   *
   * @param exposed whether others than this machine reach the server
   */
  public static Finding publicUrl(Optional<URI> url, boolean exposed) {
    if (url.isEmpty()) {
      return exposed
          ? Finding.warn(
              "public-url",
              "not set: links in mails begin with the address that the server listens on",
              "give --public-url")
          : Finding.ok("public-url", "not set: only this machine reaches the server");
    }
    String host = String.valueOf(url.get().getHost()).replaceAll("^\\[|]$", "");
    try {
      String address = InetAddress.getByName(host).getHostAddress();
      return Finding.ok("public-url", url.get() + " is at " + address);
    } catch (UnknownHostException unknown) {
      return Finding.fail(
          "public-url",
          "the name " + host + " has no address here",
          "add it to the DNS, or correct --public-url");
    }
  }
}
