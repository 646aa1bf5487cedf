package dev.roster.benchmarks.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A directory of a given size as CSV files, always the same for the same size. Rows are written as
 * they are made, so memory does not grow with the size.
 *
 * <p>Users 1 and 2 are owners of the first 50 companies. The first 200 users belong to company 1,
 * all others to one of the other companies each. The first 1,000 users have a token {@code
 * perf-token-NNNNNN}.
 */
public final class DataSet {
  private static final int USERS_PER_COMPANY = 100;
  private static final int LEAST_COMPANIES = 60;
  private static final int COMPANIES_PER_TENANT = 10;
  private static final int OWNERS = 2;
  private static final int OWNED_COMPANIES = 50;
  private static final int USERS_OF_FIRST_COMPANY = 200;
  private static final int TOKENS = 1000;

  private final int users;
  private final int companies;
  private final Path folder;

  private DataSet(int users, Path folder) {
    this.users = users;
    this.companies = Math.max(LEAST_COMPANIES, users / USERS_PER_COMPANY);
    this.folder = folder;
  }

  /**
   * Writes the files.
   *
   * @param users at least 1,000
   * @param folder is made if it is not there
   */
  public static void write(int users, Path folder) throws IOException {
    if (users < TOKENS) {
      throw new IllegalArgumentException("at least " + TOKENS + " users");
    }
    Files.createDirectories(folder);
    DataSet data = new DataSet(users, folder);
    data.tenants();
    data.companies();
    data.people();
    data.tokens();
  }

  private static String uuid(int kind, long number) {
    return "00000000-0000-4000-%04x-%012x".formatted(0x8000 + kind, number);
  }

  private static String tenant(long company) {
    return uuid(1, 1 + (company - 1) / COMPANIES_PER_TENANT);
  }

  private void tenants() throws IOException {
    try (CsvWriter tenants = csv("tenants.csv", List.of("id", "name"));
        CsvWriter keys = csv("tenant_keys.csv", List.of("key", "tenant_id", "label"))) {
      int count = (companies + COMPANIES_PER_TENANT - 1) / COMPANIES_PER_TENANT;
      for (int number = 1; number <= count; number++) {
        tenants.row(uuid(1, number), "Tenant " + number);
        keys.row(uuid(2, number), uuid(1, number), "benchmark");
      }
    }
  }

  private void companies() throws IOException {
    try (CsvWriter csv = csv("companies.csv", CompanyRows.COLUMNS)) {
      for (long id = 1; id <= companies; id++) {
        csv.row(CompanyRows.cells(id, uuid(3, id), tenant(id)));
      }
    }
  }

  private void people() throws IOException {
    try (CsvWriter people = csv("users.csv", PersonRows.USERS);
        CsvWriter memberships = csv("memberships.csv", PersonRows.MEMBERSHIPS)) {
      for (long id = 1; id <= OWNERS; id++) {
        long first = (id - 1) * OWNED_COMPANIES;
        for (long company = 1; company <= OWNED_COMPANIES; company++) {
          memberships.row(PersonRows.membership(first + company, id, company, PersonRows.OWNER));
        }
        people.row(PersonRows.user(id, uuid(4, id), first + 1));
      }
      for (long id = OWNERS + 1; id <= users; id++) {
        long membership = OWNERS * OWNED_COMPANIES + id - OWNERS;
        people.row(PersonRows.user(id, uuid(4, id), membership));
        memberships.row(
            PersonRows.membership(membership, id, companyOf(id), PersonRows.groupOf(id)));
      }
    }
  }

  private long companyOf(long user) {
    return user <= USERS_OF_FIRST_COMPANY ? 1 : 2 + user * 7919 % (companies - 1);
  }

  private void tokens() throws IOException {
    try (CsvWriter csv = csv("tokens.csv", List.of("token", "user_id", "label"))) {
      for (int user = 1; user <= TOKENS; user++) {
        csv.row("perf-token-%06d".formatted(user), user, "benchmark");
      }
    }
  }

  private CsvWriter csv(String name, List<String> columns) {
    try {
      return new CsvWriter(folder.resolve(name), columns);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
