package dev.roster.server.transfer;

import org.jspecify.annotations.Nullable;

/**
 * A column of a file, and where the directory keeps its values.
 *
 * @param longest the most characters of a cell
 * @param required whether the file must have it and every row a value in it
 * @param ifNull what stands for a null, in PostgreSQL's spelling
 * @param ifMissing what stands in every row where the file has no such column
 * @param stored the column of the table; null if an import writes it elsewhere
 * @param imported the value to store, as an expression over the columns of the file
 * @param exported the cell, as an expression over the columns of the table
 */
record CsvColumn(
    String name,
    CellType type,
    int longest,
    boolean required,
    @Nullable String ifNull,
    @Nullable String ifMissing,
    @Nullable String stored,
    String imported,
    String exported) {

  private CsvColumn(
      String name,
      CellType type,
      boolean required,
      @Nullable String ifNull,
      @Nullable String ifMissing) {
    this(name, type, type.longest(), required, ifNull, ifMissing, name, name, type.exported(name));
  }

  /** A column that the file must have, with a value in every row. */
  static CsvColumn required(String name, CellType type) {
    return new CsvColumn(name, type, true, null, null);
  }

  /** A column that may be null or missing. */
  static CsvColumn nullable(String name, CellType type) {
    return new CsvColumn(name, type, false, null, null);
  }

  /** A column whose nulls become the standard value. */
  static CsvColumn optional(String name, CellType type, String standard) {
    return new CsvColumn(name, type, false, standard, standard);
  }

  /** A column that may be null, with a standard value in files without it. */
  static CsvColumn ifMissing(String name, CellType type, String standard) {
    return new CsvColumn(name, type, false, null, standard);
  }

  CsvColumn atMost(int characters) {
    return new CsvColumn(
        name, type, characters, required, ifNull, ifMissing, stored, imported, exported);
  }

  /** The same, kept in a column of another name. */
  CsvColumn storedAs(String column) {
    return new CsvColumn(
        name, type, longest, required, ifNull, ifMissing, column, imported, type.exported(column));
  }

  /** The same, exported from what other columns say. */
  CsvColumn storedElsewhere(String read) {
    return new CsvColumn(name, type, longest, required, ifNull, ifMissing, null, imported, read);
  }

  /** The same with the first of these expressions that is not null, where it is null itself. */
  CsvColumn orElse(String... expressions) {
    return importedAs("coalesce(" + name + ", " + String.join(", ", expressions) + ")");
  }

  CsvColumn importedAs(String expression) {
    return new CsvColumn(
        name, type, longest, required, ifNull, ifMissing, stored, expression, exported);
  }

  /**
   * The cell as PostgreSQL reads it, null for the JSON null.
   *
   * @throws CellType.BadCellException with the reason if it holds something else
   */
  @Nullable String read(String cell) {
    if (isTooLong(cell)) {
      throw new CellType.BadCellException("is longer than %,d characters".formatted(longest));
    }
    return type.read(cell);
  }

  boolean isEmail() {
    return type == CellType.EMAIL;
  }

  boolean isTooLong(String cell) {
    return cell.codePointCount(0, cell.length()) > longest;
  }
}
