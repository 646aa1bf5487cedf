package dev.roster.server.cli;

import dev.roster.server.boot.OperatorServices;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.directory.Account;
import dev.roster.server.directory.CompanyEntry;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.Tenant;
import dev.roster.server.failure.UserErrorException;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * One command of an operator on one database. What cannot be done is a {@link UserErrorException}
 * with a sentence, which ends the command with exit code 1.
 */
final class OperatorSession implements AutoCloseable {
  private final OperatorCaller caller = operator();
  private final DatabaseOptions.Connected connected;
  private final OperatorServices services;

  private OperatorSession(DatabaseOptions.Connected connected, OperatorServices services) {
    this.connected = connected;
    this.services = services;
  }

  /**
   * Does the work of a command on data that is there, and closes what it needed; the exit code is 0
   * unless it throws.
   */
  static int run(DatabaseOptions database, Consumer<OperatorSession> work) {
    return call(
        database,
        session -> {
          work.accept(session);
          return 0;
        });
  }

  /** The same for a command that says how it ended. */
  static int call(DatabaseOptions database, ToIntFunction<OperatorSession> work) {
    try (OperatorSession session = open(database.connectToExisting())) {
      return work.applyAsInt(session);
    }
  }

  /** The same for a command that may be the first on its data folder. */
  static int runFirst(DatabaseOptions database, Consumer<OperatorSession> work) {
    try (OperatorSession session = open(database.connect())) {
      work.accept(session);
      return 0;
    }
  }

  private static OperatorSession open(DatabaseOptions.Connected connected) {
    try {
      return new OperatorSession(
          connected, OperatorServices.on(connected.url(), Clock.systemUTC()));
    } catch (RuntimeException | Error failure) {
      connected.close();
      throw failure;
    }
  }

  /** The operator who runs this command. */
  static OperatorCaller operator() {
    return new OperatorCaller(System.getProperty("user.name", "operator"));
  }

  OperatorCaller caller() {
    return caller;
  }

  OperatorServices services() {
    return services;
  }

  Account account(EmailAddress address) {
    return services.accounts().find(caller, address).orElseThrow(() -> noSuchUser(address));
  }

  Tenant tenant(String nameOrId) {
    List<Tenant> called = services.tenants().called(caller, nameOrId);
    if (called.size() > 1) {
      throw new UserErrorException(
          "Several tenants are called "
              + nameOrId
              + "; give the id of one: "
              + String.join(", ", called.stream().map(each -> each.id().toString()).toList()));
    }
    return called.stream()
        .findFirst()
        .orElseThrow(() -> new UserErrorException(noTenant(nameOrId)));
  }

  /** The message omits an id, which may be a tenant key by mistake. */
  private static String noTenant(String nameOrId) {
    return NumberConverters.isId(nameOrId)
        ? "There is no tenant with this id; see 'roster tenant-key list'."
        : "There is no tenant " + nameOrId + ".";
  }

  /**
   * The company with this name, id or id of the Compleat contract.
   *
   * @throws UserErrorException if there is none, or more than one of that name
   */
  CompanyEntry company(String nameOrId) {
    List<CompanyEntry> called = services.directory().companiesCalled(caller, nameOrId);
    if (called.size() > 1) {
      throw new UserErrorException(
          "Several companies have this name; give the id of one: "
              + String.join(", ", called.stream().map(each -> Long.toString(each.id())).toList()));
    }
    return called.stream()
        .findFirst()
        .orElseThrow(
            () -> new UserErrorException("There is no such company; see 'roster company list'."));
  }

  static UserErrorException noSuchUser(EmailAddress address) {
    return new UserErrorException("There is no user with the address " + address.typed() + ".");
  }

  @Override
  public void close() {
    services.close();
    connected.close();
  }
}
