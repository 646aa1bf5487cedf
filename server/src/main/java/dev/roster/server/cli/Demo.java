package dev.roster.server.cli;

import dev.roster.server.access.OperatorCaller;
import dev.roster.server.boot.RosterServer;
import dev.roster.server.transfer.Importer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A small directory to try things with; its secrets are public. The identifiers begin at 9,000,001,
 * out of the way of imports.
 */
final class Demo {
  static final UUID TENANT = UUID.fromString("0e5ca9e1-5ba3-483c-bc4c-d8dd2e078f06");
  static final UUID TENANT_KEY = UUID.fromString("d025eedc-5ea0-4de8-be9f-f8873545add9");

  private static final List<String> FILES =
      List.of("tenants", "tenant_keys", "companies", "users", "memberships", "tokens");

  /** A user of the demo data for each role. */
  enum Role {
    OWNER,
    ADMIN,
    EDITOR,
    VIEWER;

    String email() {
      return name().toLowerCase(Locale.ROOT) + "@demo.example";
    }

    String token() {
      return "demo-" + name().toLowerCase(Locale.ROOT) + "-token";
    }
  }

  private Demo() {}

  /** Loads the demo data if the directory has no company yet. */
  static void loadInto(RosterServer server) {
    OperatorCaller caller = OperatorSession.operator();
    if (server.isEmpty(caller)) {
      new Importer(server.database(), Clock.systemUTC(), (file, count) -> {})
          .load(caller, unpack());
    }
  }

  /** Whether the public tokens are valid. */
  static boolean isIn(RosterServer server) {
    return server.accepts(Role.OWNER.token());
  }

  private static Path unpack() {
    try {
      Path folder = Files.createTempDirectory("roster-demo");
      for (String file : FILES) {
        try (InputStream in = Demo.class.getResourceAsStream("demo/" + file + ".csv")) {
          if (in == null) {
            throw new IllegalStateException(file + ".csv is missing from the program");
          }
          Path target = folder.resolve(file + ".csv");
          Files.copy(in, target);
          target.toFile().deleteOnExit();
        }
      }
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
