package dev.roster.server.transfer;

import dev.roster.server.directory.CompanyType;
import dev.roster.server.directory.UserStatus;
import dev.roster.server.directory.VisibleName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of an import or export with their columns (docs/import-format.md): CSV by RFC 4180 in
 * UTF-8 with a header line, columns in any order, an unquoted {@code \N} for null.
 */
enum CsvFormat {
  TENANTS("tenants", required("id", CellType.GUID), required("name", CellType.NAME)),
  TENANT_KEYS(
      "tenant_keys",
      required("key", CellType.KEY),
      required("tenant_id", CellType.GUID),
      optional("label", CellType.TEXT, "").atMost(VisibleName.LONGEST),
      nullable("id", CellType.GUID),
      nullable("expires_at", CellType.TIMESTAMP)),
  AUTH_GROUPS(
      "auth_groups",
      required("id", CellType.ID),
      required("name", CellType.NAME),
      optional("permissions", CellType.IDENTIFIERS, "{}")),
  COMPANIES(
      "companies",
      required("id", CellType.ID),
      required("name", CellType.TEXT).atMost(VisibleName.LONGEST),
      optional("type", CellType.COMPANY_TYPE, CompanyType.ACTIVE.code()),
      nullable("country", CellType.COUNTRY),
      optional("is_mfa_enabled", CellType.BOOLEAN, "false"),
      nullable("created_at", CellType.TIMESTAMP),
      nullable("updated_at", CellType.TIMESTAMP),
      nullable("credits_used", CellType.DECIMAL),
      nullable("nr_of_employees", CellType.INTEGER),
      nullable("nr_of_locations", CellType.INTEGER),
      nullable("nr_of_transactions", CellType.INTEGER),
      nullable("minimum_date_filter", CellType.DATE),
      nullable("results_limit_earliest_year", CellType.DATE),
      nullable("results_limit_latest_year", CellType.DATE),
      nullable("min_transaction_date", CellType.TEXT),
      nullable("max_transaction_date", CellType.TEXT),
      nullable("chift_consumer_id", CellType.TEXT),
      ifMissing("default_currency", CellType.IDENTIFIER, "EUR"),
      ifMissing("default_locale", CellType.LOCALE, "nl-NL"),
      nullable("data_room_consumer_id", CellType.TEXT),
      nullable("information", CellType.JSON_OBJECT),
      nullable("pulse_params", CellType.TEXT).atMost(CellType.LONGEST),
      optional("flags", CellType.NAMES, "{}"),
      nullable("uid", CellType.GUID),
      nullable("tenant_id", CellType.GUID),
      nullable("logo", CellType.URL)),
  USERS(
      "users",
      required("id", CellType.ID),
      required("email", CellType.EMAIL),
      required("first_name", CellType.TEXT).atMost(VisibleName.LONGEST),
      required("last_name", CellType.TEXT).atMost(VisibleName.LONGEST),
      nullable("job_title", CellType.TEXT),
      nullable("firebase_uid", CellType.IDENTIFIER),
      nullable("active_membership_id", CellType.ID),
      optional("is_active", CellType.BOOLEAN, "true"),
      optional("is_mfa_enrolled", CellType.BOOLEAN, "false"),
      optional("is_mfa_required", CellType.BOOLEAN, "false"),
      nullable("data_room_consumer_id", CellType.TEXT),
      nullable("pylon_email_hash", CellType.TEXT),
      nullable("uid", CellType.GUID),
      optional("status", CellType.STATUS, UserStatus.ACTIVE.name()),
      nullable("language", CellType.LOCALE),
      nullable("nominee_user_id", CellType.ID),
      nullable("nominee_start", CellType.TIMESTAMP),
      nullable("nominee_end", CellType.TIMESTAMP)),
  MEMBERSHIPS(
      "memberships",
      required("id", CellType.ID),
      required("user_id", CellType.ID),
      required("company_id", CellType.ID),
      required("auth_group_id", CellType.ID),
      nullable("data_room_consumer_id", CellType.TEXT),
      nullable("config", CellType.JSON_OBJECT),
      optional("enabled", CellType.BOOLEAN, "true")),
  INVITATIONS(
      "invitations",
      required("id", CellType.GUID),
      required("company_id", CellType.ID),
      required("email", CellType.EMAIL),
      required("auth_group_id", CellType.ID),
      optional("is_active", CellType.BOOLEAN, "true"),
      nullable("invited_by", CellType.ID),
      nullable("created_at", CellType.TIMESTAMP),
      nullable("expires_at", CellType.TIMESTAMP),
      nullable("accepted_at", CellType.TIMESTAMP),
      nullable("revoked_at", CellType.TIMESTAMP),
      nullable("expired_at", CellType.TIMESTAMP)),
  TOKENS(
      "tokens",
      required("token", CellType.TOKEN),
      required("user_id", CellType.ID),
      optional("label", CellType.TEXT, "").atMost(VisibleName.LONGEST),
      nullable("public_id", CellType.IDENTIFIER),
      optional("scopes", CellType.IDENTIFIERS, "{read,write,admin}"),
      nullable("expires_at", CellType.TIMESTAMP));

  private final String baseName;
  private final List<Column> columns;

  CsvFormat(String baseName, Column... columns) {
    this.baseName = baseName;
    this.columns = List.of(columns);
  }

  String fileName() {
    return baseName + ".csv";
  }

  /** The temporary table that an import fills from the file. */
  String stage() {
    return "stage_" + baseName;
  }

  List<Column> columns() {
    return columns;
  }

  Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** Whether a column of the file holds tokens or keys. */
  boolean hasSecrets() {
    return columns.stream().anyMatch(column -> column.type().isSecret());
  }

  String createStage() {
    List<String> definitions = new ArrayList<>(List.of("line bigint"));
    columns.forEach(column -> definitions.add(column.name() + " " + column.type().sqlType()));
    if (column("email").isPresent()) {
      definitions.add("email_key text COLLATE roster_text");
    }
    return "CREATE TEMP TABLE %s (%s) ON COMMIT DROP"
        .formatted(stage(), String.join(", ", definitions));
  }

  /**
   * A column of a file.
   *
   * @param longest the most characters of a cell
   * @param required whether the file must have it and every row a value in it
   * @param ifNull what stands for a null, in PostgreSQL's spelling
   * @param ifMissing what stands in every row where the file has no such column
   */
  record Column(
      String name,
      CellType type,
      int longest,
      boolean required,
      @Nullable String ifNull,
      @Nullable String ifMissing) {

    Column atMost(int characters) {
      return new Column(name, type, characters, required, ifNull, ifMissing);
    }

    /**
     * The cell as PostgreSQL reads it, null for the JSON null.
     *
     * @throws CellType.BadCell with the reason if it holds something else
     */
    @Nullable String read(String cell) {
      if (isTooLong(cell)) {
        throw new CellType.BadCell("is longer than %,d characters".formatted(longest));
      }
      return type.read(cell);
    }

    boolean isTooLong(String cell) {
      return cell.codePointCount(0, cell.length()) > longest;
    }
  }

  private static Column required(String name, CellType type) {
    return new Column(name, type, type.longest(), true, null, null);
  }

  private static Column nullable(String name, CellType type) {
    return new Column(name, type, type.longest(), false, null, null);
  }

  private static Column optional(String name, CellType type, String standard) {
    return new Column(name, type, type.longest(), false, standard, standard);
  }

  private static Column ifMissing(String name, CellType type, String standard) {
    return new Column(name, type, type.longest(), false, null, standard);
  }

  static Stream<CsvFormat> all() {
    return Stream.of(values());
  }
}
