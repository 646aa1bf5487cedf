package dev.roster.server.transfer;

import dev.roster.server.directory.VisibleName;
import org.jspecify.annotations.Nullable;

/** The type of a cell of a CSV file: how it is read, and how PostgreSQL keeps and writes it. */
enum CellType {
  TEXT(SqlType.TEXT, true, Length.TEXT, cell -> cell),
  /** A name that other names are compared with, so that nobody may see two where there is one. */
  NAME(SqlType.TEXT, true, VisibleName.LONGEST, CellReader::name),
  /** An identifier that a program uses, in any script. */
  IDENTIFIER(SqlType.TEXT, true, Length.IDENTIFIER, CellReader::identifier),
  ID(SqlType.BIGINT, false, CellReader::id),
  INTEGER(SqlType.BIGINT, false, CellReader::integer),
  /** A number that is text, so that no digit is lost; empty where that was stored. */
  DECIMAL(SqlType.TEXT, true, CellReader::decimal),
  GUID(SqlType.UUID, false, cell -> CellReader.guid(cell).toString()),
  BOOLEAN(SqlType.BOOLEAN, false, CellReader::bool),
  TIMESTAMP(SqlType.TIMESTAMP, false, CellReader::instant),
  DATE(SqlType.DATE, false, CellReader::date),
  JSON_OBJECT(SqlType.JSON, false, JsonCell::read),
  /** A list of names, none of them empty. */
  NAMES(SqlType.LIST, true, Length.LIST, CellReader::names),
  /** A list of identifiers. */
  IDENTIFIERS(SqlType.LIST, true, Length.LIST, CellReader::identifiers),
  EMAIL(SqlType.TEXT, false, Length.ADDRESS, CellReader::email),
  COUNTRY(SqlType.TEXT, true, CellReader::country),
  LOCALE(SqlType.TEXT, false, Length.IDENTIFIER, CellReader::locale),
  URL(SqlType.TEXT, false, Length.TEXT, CellReader::url),
  COMPANY_TYPE(SqlType.TEXT, false, CellReader::companyType),
  STATUS(SqlType.TEXT, false, CellReader::status),
  TOKEN(SqlType.HASH, false, Length.TOKEN, CellReader::token),
  KEY(SqlType.HASH, false, CellReader::key);

  /** The most characters of any cell. */
  static final int LONGEST = Length.CELL;

  static final String TOO_LONG =
      "is longer than %,d characters, or opens a quote that is never closed".formatted(LONGEST);

  /** The most characters of a cell, where its type leaves them open. */
  private static final class Length {
    static final int IDENTIFIER = 255;
    static final int TEXT = 10_000;
    static final int LIST = 100_000;
    static final int CELL = 1_000_000;

    /** That of the invitations of the Coolset API. */
    static final int ADDRESS = 1_024;

    /** No header of a request is longer. */
    static final int TOKEN = 8_192;
  }

  /** A type of PostgreSQL, and the expression that writes a column of it into a file. */
  private enum SqlType {
    TEXT("text", "%s"),
    BIGINT("bigint", "%s"),
    UUID("uuid", "%s"),
    BOOLEAN("boolean", "%s::text"),
    DATE("date", "%s"),
    TIMESTAMP("timestamptz", "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"),
    JSON("jsonb", "%s"),
    LIST("text[]", "array_to_string(%s, '|')"),
    HASH("bytea", "'sha256:' || encode(%s, 'hex')");

    private final String type;
    private final String written;

    SqlType(String type, String written) {
      this.type = type;
      this.written = written;
    }
  }

  /** Reads a cell as PostgreSQL does: null for the JSON null. */
  @FunctionalInterface
  private interface Reader {
    @Nullable String read(String cell);
  }

  private final SqlType sqlType;
  private final boolean emptyMeansEmpty;
  private final int longest;
  private final Reader reader;

  CellType(SqlType sqlType, boolean emptyMeansEmpty, Reader reader) {
    this(sqlType, emptyMeansEmpty, Length.CELL, reader);
  }

  CellType(SqlType sqlType, boolean emptyMeansEmpty, int longest, Reader reader) {
    this.sqlType = sqlType;
    this.emptyMeansEmpty = emptyMeansEmpty;
    this.longest = longest;
    this.reader = reader;
  }

  /** The most characters of a cell, where its column says nothing else. */
  int longest() {
    return longest;
  }

  /** The type of the column in PostgreSQL. */
  String sqlType() {
    return sqlType.type;
  }

  /** The expression that writes a column of this type into a file. */
  String exported(String column) {
    return sqlType.written.formatted(column);
  }

  /** True if an empty cell is the empty value, rather than null. */
  boolean emptyMeansEmpty() {
    return emptyMeansEmpty;
  }

  /** True if blanks around a cell are no part of it. */
  boolean ignoresBlanks() {
    return this != TEXT && this != TOKEN && this != NAMES && this != JSON_OBJECT;
  }

  /** True if a cell must not be repeated in a message. */
  boolean isSecret() {
    return sqlType == SqlType.HASH;
  }

  /**
   * The cell as PostgreSQL reads it, null for the JSON null.
   *
   * @throws BadCellException with the reason if it holds something else
   */
  @Nullable String read(String cell) {
    return reader.read(cell);
  }

  /** Why a cell cannot be read; completes a sentence that begins with the cell. */
  static final class BadCellException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    BadCellException(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
