package dev.roster.server.transfer;

import static dev.roster.server.transfer.CsvColumn.ifMissing;
import static dev.roster.server.transfer.CsvColumn.nullable;
import static dev.roster.server.transfer.CsvColumn.optional;
import static dev.roster.server.transfer.CsvColumn.required;

import dev.roster.server.directory.CompanyType;
import dev.roster.server.directory.UserStatus;
import dev.roster.server.directory.VisibleName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns of one CSV file of an import or export (docs/import-format.md), from which the
 * statements of both are made. The files are RFC 4180 in UTF-8 with a header line, columns in any
 * order, an unquoted {@code \N} for null.
 */
enum CsvSchema {
  TENANTS(
      "tenants",
      "tenant",
      "ORDER BY id",
      required("id", CellType.GUID),
      required("name", CellType.NAME)),
  TENANT_KEYS(
      "tenant_keys",
      "tenant_key",
      "WHERE revoked_at IS NULL ORDER BY tenant_id, key_hash",
      required("key", CellType.KEY).storedAs("key_hash"),
      required("tenant_id", CellType.GUID),
      optional("label", CellType.TEXT, "").atMost(VisibleName.LONGEST),
      nullable("id", CellType.GUID).orElse(SqlExpressions.NEW_UUID),
      nullable("expires_at", CellType.TIMESTAMP)),
  AUTH_GROUPS(
      "auth_groups",
      "auth_group",
      "ORDER BY id",
      required("id", CellType.ID),
      required("name", CellType.NAME),
      optional("permissions", CellType.IDENTIFIERS, "{}")
          .storedElsewhere(SqlExpressions.PERMISSIONS)),
  COMPANIES(
      "companies",
      "company",
      "ORDER BY id",
      required("id", CellType.ID),
      required("name", CellType.TEXT).atMost(VisibleName.LONGEST),
      optional("type", CellType.COMPANY_TYPE, CompanyType.ACTIVE.code()),
      nullable("country", CellType.COUNTRY),
      optional("is_mfa_enabled", CellType.BOOLEAN, "false"),
      nullable("created_at", CellType.TIMESTAMP).orElse(SqlExpressions.NOW),
      nullable("updated_at", CellType.TIMESTAMP).orElse("created_at", SqlExpressions.NOW),
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
      nullable("uid", CellType.GUID).orElse(SqlExpressions.NEW_UUID),
      nullable("tenant_id", CellType.GUID).orElse(SqlExpressions.DEFAULT_TENANT),
      nullable("logo", CellType.URL)),
  USERS(
      "users",
      "person",
      "ORDER BY id",
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
      nullable("uid", CellType.GUID).orElse(SqlExpressions.NEW_UUID),
      optional("status", CellType.STATUS, UserStatus.ACTIVE.name()),
      nullable("language", CellType.LOCALE),
      nullable("nominee_user_id", CellType.ID).storedAs("nominee_person_id"),
      nullable("nominee_start", CellType.TIMESTAMP),
      nullable("nominee_end", CellType.TIMESTAMP)),
  MEMBERSHIPS(
      "memberships",
      "membership",
      "ORDER BY id",
      required("id", CellType.ID),
      required("user_id", CellType.ID).storedAs("person_id"),
      required("company_id", CellType.ID),
      required("auth_group_id", CellType.ID),
      nullable("data_room_consumer_id", CellType.TEXT),
      nullable("config", CellType.JSON_OBJECT),
      optional("enabled", CellType.BOOLEAN, "true")),
  INVITATIONS(
      "invitations",
      "invitation",
      "ORDER BY created_at, id",
      required("id", CellType.GUID),
      required("company_id", CellType.ID),
      required("email", CellType.EMAIL),
      required("auth_group_id", CellType.ID),
      optional("is_active", CellType.BOOLEAN, "true").storedElsewhere(SqlExpressions.IS_PENDING),
      nullable("invited_by", CellType.ID),
      nullable("created_at", CellType.TIMESTAMP).orElse(SqlExpressions.NOW),
      nullable("expires_at", CellType.TIMESTAMP),
      nullable("accepted_at", CellType.TIMESTAMP),
      nullable("declined_at", CellType.TIMESTAMP),
      nullable("revoked_at", CellType.TIMESTAMP).importedAs(SqlExpressions.REVOKED_AT),
      nullable("expired_at", CellType.TIMESTAMP).importedAs(SqlExpressions.EXPIRED_AT)),
  TOKENS(
      "tokens",
      "api_token",
      "WHERE revoked_at IS NULL ORDER BY person_id, token_hash",
      required("token", CellType.TOKEN).storedAs("token_hash"),
      required("user_id", CellType.ID).storedAs("person_id"),
      optional("label", CellType.TEXT, "").atMost(VisibleName.LONGEST),
      nullable("public_id", CellType.IDENTIFIER),
      optional("scopes", CellType.IDENTIFIERS, "{read,write,admin}"),
      nullable("expires_at", CellType.TIMESTAMP));

  /** The key of an e-mail address, in a temporary table and in the directory. */
  static final String EMAIL_KEY = "email_key";

  private final String baseName;
  private final String table;
  private final String rows;
  private final List<CsvColumn> columns;

  /**
   * @param table where the directory keeps the rows
   * @param rows those of an export, in its order: what follows the table in a SELECT
   */
  CsvSchema(String baseName, String table, String rows, CsvColumn... columns) {
    this.baseName = baseName;
    this.table = table;
    this.rows = rows;
    this.columns = List.of(columns);
  }

  String fileName() {
    return baseName + ".csv";
  }

  /** The table of the directory. */
  String table() {
    return table;
  }

  /** The temporary table that an import fills from the file. */
  String stagingTable() {
    return "stage_" + baseName;
  }

  List<CsvColumn> columns() {
    return columns;
  }

  Optional<CsvColumn> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** The column of the table that keeps a column of the file. */
  String stored(String name) {
    return column(name).map(CsvColumn::stored).orElseThrow();
  }

  /** Reports whether a column of the file holds tokens or keys. */
  boolean hasSecrets() {
    return columns.stream().anyMatch(column -> column.type().isSecret());
  }

  /** Reports whether a row has an e-mail address, which is stored with its key. */
  boolean hasEmail() {
    return columns.stream().anyMatch(CsvColumn::isEmail);
  }

  String createStagingTable() {
    List<String> definitions = new ArrayList<>(List.of("line bigint"));
    columns.forEach(column -> definitions.add(column.name() + " " + column.type().sqlType()));
    if (hasEmail()) {
      definitions.add(EMAIL_KEY + " text COLLATE roster_text");
    }
    return "CREATE TEMP TABLE %s (%s) ON COMMIT DROP"
        .formatted(stagingTable(), String.join(", ", definitions));
  }

  /** Moves the rows of the temporary table into the directory. */
  String insert() {
    Map<String, String> values = new LinkedHashMap<>();
    for (CsvColumn column : columns) {
      if (column.stored() != null) {
        values.put(column.stored(), column.imported());
      }
    }
    if (hasEmail()) {
      values.put(EMAIL_KEY, EMAIL_KEY);
    }
    return "INSERT INTO %s (%s) SELECT %s FROM %s"
        .formatted(
            table,
            String.join(", ", values.keySet()),
            String.join(", ", values.values()),
            stagingTable());
  }

  /** Selects the rows of the file that an export writes. */
  String select() {
    String cells =
        columns.stream()
            .map(column -> column.exported() + " AS " + column.name())
            .collect(Collectors.joining(", "));
    return "SELECT %s FROM %s %s".formatted(cells, table, rows);
  }

  static Stream<CsvSchema> all() {
    return Stream.of(values());
  }
}
