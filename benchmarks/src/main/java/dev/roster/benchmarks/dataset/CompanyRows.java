package dev.roster.benchmarks.dataset;

import static dev.roster.benchmarks.dataset.CsvWriter.NULL;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Rows of companies: every column is filled in most rows, and empty in some. */
final class CompanyRows {
  static final List<String> COLUMNS =
      List.of(
          "id",
          "name",
          "type",
          "country",
          "is_mfa_enabled",
          "created_at",
          "updated_at",
          "credits_used",
          "nr_of_employees",
          "nr_of_locations",
          "nr_of_transactions",
          "minimum_date_filter",
          "results_limit_earliest_year",
          "results_limit_latest_year",
          "min_transaction_date",
          "max_transaction_date",
          "chift_consumer_id",
          "default_currency",
          "default_locale",
          "data_room_consumer_id",
          "information",
          "pulse_params",
          "flags",
          "uid",
          "tenant_id");

  private static final List<String> FIRST =
      List.of(
          "Green", "North", "Blue", "River", "Solar", "Delta", "Prime", "Urban", "Terra", "Nova");
  private static final List<String> SECOND =
      List.of(
          "Foods",
          "Energy",
          "Logistics",
          "Textiles",
          "Labs",
          "Works",
          "Farms",
          "Media",
          "Steel",
          "Bank");
  private static final List<String> TYPES =
      List.of("active", "inactive", "test", "demo", "trial", "stakeholder");
  private static final List<String> COUNTRIES =
      List.of("NL", "DE", "FR", "BE", "GB", "ES", "IT", "PL", "SE", "DK");
  private static final List<String> FLAGS = List.of("pulse", "csrd", "eudr");
  private static final Instant BEGIN = Instant.parse("2024-01-01T00:00:00Z");

  /** Everything that may be empty is so in one row of five. */
  private static final int EMPTY = 5;

  private CompanyRows() {}

  static Object[] cells(long id, String uid, String tenant) {
    boolean bare = id % EMPTY == 0;
    String country = pick(COUNTRIES, id);
    Instant created = BEGIN.plus(Duration.ofHours(7 * (id * 37 % 1009)).plusMinutes(id % 60));
    return new Object[] {
      id,
      pick(FIRST, id) + " " + pick(SECOND, id / FIRST.size()) + " " + id,
      pick(TYPES, id),
      country,
      id % 3 == 0,
      created,
      created.plus(Duration.ofDays(id % 90)),
      String.format(Locale.ROOT, "%d.%02d", id * 13 % 4000, id % 100),
      bare ? NULL : id * 7 % 900,
      bare ? NULL : id % 9,
      id * 31 % 50_000,
      bare ? NULL : "2022-01-01",
      "2021-01-01",
      "2026-12-31",
      bare ? NULL : "2022-02-%02d".formatted(id % 28 + 1),
      bare ? NULL : "2025-02-%02d".formatted(id % 28 + 1),
      bare ? NULL : "chift-%012x".formatted(id * 0x9E3779B1L),
      country.equals("GB") ? "GBP" : "EUR",
      country.equals("NL") || country.equals("BE") ? "nl-NL" : "en-GB",
      bare ? NULL : "dr-%012x".formatted(id * 0x85EBCA77L),
      "{\"sector\": \"S" + id % 11 + "\", \"naïve\": " + bare + "}",
      bare ? NULL : "p=" + id,
      String.join("|", FLAGS.subList(0, (int) (id % 4))),
      uid,
      tenant
    };
  }

  private static String pick(List<String> words, long number) {
    return words.get((int) (number % words.size()));
  }
}
