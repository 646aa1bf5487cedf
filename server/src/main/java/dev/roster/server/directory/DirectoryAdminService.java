package dev.roster.server.directory;

import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.db.Database;
import java.util.List;
import java.util.Optional;

/** Finds companies and users of all tenants for operators. Safe for use by many threads. */
public final class DirectoryAdminService {
  private final Database database;
  private final DirectoryAdminStore directory;

  public DirectoryAdminService(Database database, DirectoryAdminStore directory) {
    this.database = database;
    this.directory = directory;
  }

  /**
   * Companies in the order of their ids.
   *
   * @param part of the name, in any case; empty for all
   */
  public List<CompanyEntry> companies(OperatorCaller caller, String part, int most) {
    return database.reading(tx -> directory.companies(tx, part, most));
  }

  /** The companies with this name, id or id of the Compleat contract; several may have one name. */
  public List<CompanyEntry> companiesCalled(OperatorCaller caller, String nameOrId) {
    return database.reading(tx -> directory.companiesCalled(tx, nameOrId));
  }

  /**
   * Users in the order of their ids.
   *
   * @param companyId the company that they are members of, switched on or not; any if empty
   * @param part of the name or address, in any case; empty for all
   */
  public List<PersonEntry> people(
      OperatorCaller caller, Optional<Long> companyId, String part, int most) {
    return database.reading(tx -> directory.people(tx, companyId, part, most));
  }

  /** The user with this id. */
  public Optional<PersonEntry> person(OperatorCaller caller, long personId) {
    return database.reading(tx -> directory.person(tx, personId));
  }
}
