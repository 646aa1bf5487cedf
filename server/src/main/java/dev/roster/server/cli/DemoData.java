package dev.roster.server.cli;

import dev.roster.server.authentication.DemoCredentials;
import dev.roster.server.boot.OperatorServices;
import dev.roster.server.boot.RosterServer;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.db.Database;
import dev.roster.server.db.TemporaryFolder;
import dev.roster.server.transfer.ImportRefusedException;
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
 * A small directory to try things with; its secrets are public. Tenant, owner and invitation are
 * those of the examples in both documents, so that a first try on the page {@code /docs} works. Its
 * first company speaks English. The identifiers begin at 9,000,001, out of the way of imports.
 */
final class DemoData {
  static final UUID TENANT = DemoCredentials.TENANT;
  static final UUID TENANT_KEY = DemoCredentials.TENANT_KEY;

  private static final List<String> FILES =
      List.of(
          "tenants", "tenant_keys", "companies", "users", "memberships", "invitations", "tokens");

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
      return DemoCredentials.TOKENS.get(ordinal());
    }
  }

  private DemoData() {}

  /** Loads the demo data if the directory has no company yet. */
  static void loadInto(Database database, OperatorServices services) {
    OperatorCaller caller = OperatorSession.operator();
    if (!services.isEmpty(caller)) {
      return;
    }
    try {
      load(database, caller);
    } catch (ImportRefusedException collision) {
      // two servers may begin on one empty database
      if (services.isEmpty(caller)) {
        throw collision;
      }
    }
  }

  private static void load(Database database, OperatorCaller caller) {
    try (TemporaryFolder folder = TemporaryFolder.create(TemporaryFolder.Purpose.DEMO)) {
      unpackInto(folder.path());
      new Importer(database, Clock.systemUTC(), (file, count) -> {}).load(caller, folder.path());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Reports whether the public tokens are valid. */
  static boolean isIn(RosterServer server) {
    return server.accepts(Role.OWNER.token());
  }

  private static void unpackInto(Path folder) throws IOException {
    for (String file : FILES) {
      try (InputStream in = DemoData.class.getResourceAsStream("demo/" + file + ".csv")) {
        if (in == null) {
          throw new IllegalStateException(file + ".csv is missing from the program");
        }
        Files.copy(in, folder.resolve(file + ".csv"));
      }
    }
  }
}
