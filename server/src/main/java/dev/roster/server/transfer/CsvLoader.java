package dev.roster.server.transfer;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.roster.server.address.Blanks;
import dev.roster.server.directory.EmailAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/** Loads one CSV file into its temporary table, cell by cell, at the speed of COPY. */
final class CsvLoader {
  private static final int BUFFER = 1 << 16;
  private static final int PROGRESS_STEP = 10_000;

  /** The columns by which an invitation is over. */
  private static final List<String> ENDS =
      List.of("is_active", "accepted_at", "declined_at", "revoked_at", "expired_at");

  private final CsvSchema schema;
  private final ProgressListener progress;
  private final List<ImportProblem> problems;
  private final StringBuilder buffer = new StringBuilder(BUFFER + 4096);

  /**
   * @param problems where this class puts what it finds
   */
  CsvLoader(CsvSchema schema, ProgressListener progress, List<ImportProblem> problems) {
    this.schema = schema;
    this.progress = progress;
    this.problems = problems;
  }

  /** Takes rows in the text format of COPY. */
  @FunctionalInterface
  private interface Sink {
    void write(byte[] rows) throws SQLException;
  }

  /** Finds what is wrong with the cells of a file, and loads nothing. */
  void review(Path file) throws SQLException, IOException {
    read(file, rows -> {});
  }

  /** Loads the file; stops early when there are too many problems. */
  long load(Path file, CopyManager copyManager) throws SQLException, IOException {
    CopyIn copy = copyManager.copyIn("COPY " + schema.stagingTable() + " FROM STDIN");
    try {
      long rows = read(file, bytes -> copy.writeToCopy(bytes, 0, bytes.length));
      copy.endCopy();
      return rows;
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private long read(Path file, Sink sink) throws SQLException, IOException {
    long rows = 0;
    List<CsvColumn> header = List.of();
    try (CsvRows csv = new CsvRows(file)) {
      CsvRecord names = csv.next();
      if (names == null) {
        problem(0, "", "has no header line");
        return 0;
      }
      header = header(names);
      for (CsvRecord row = header.isEmpty() ? null : csv.next();
          row != null && problems.size() < ImportRefusedException.MOST;
          row = csv.next()) {
        stage(row, header);
        rows++;
        if (buffer.length() > BUFFER) {
          flush(sink);
        }
        if (rows % PROGRESS_STEP == 0) {
          progress.rows(schema.fileName(), rows);
        }
      }
    } catch (CsvRows.MalformedCsvException malformed) {
      problem(malformed.line(), columnAt(malformed.cell(), header), malformed.reason());
    }
    flush(sink);
    progress.rows(schema.fileName(), rows);
    return rows;
  }

  private static String columnAt(int cell, List<CsvColumn> header) {
    return cell >= 0 && cell < header.size() ? header.get(cell).name() : "";
  }

  /** The columns in the order of the file; problems if one is unknown, repeated or missing. */
  private List<CsvColumn> header(CsvRecord names) {
    long line = names.getStartingLineNumber();
    List<CsvColumn> columns = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.getFieldCount(); i++) {
      String name = names.getField(i);
      if (Blanks.strip(name).isEmpty()) {
        problem(line, Integer.toString(i + 1), "is a column without a name");
        continue;
      }
      String shown = shownInHeader(name.equals(CsvRows.NULL) ? "\\N" : name, i);
      schema
          .column(name)
          .ifPresentOrElse(
              columns::add, () -> problem(line, shown, "is unknown; known are " + columnNames()));
      if (!seen.add(name)) {
        problem(line, shown, "stands twice in the header");
      }
    }
    schema.columns().stream()
        .filter(column -> column.required() && !seen.contains(column.name()))
        .forEach(column -> problem(line, column.name(), "is missing from the header"));
    boolean sound =
        columns.size() == names.getFieldCount()
            && columns.size() == seen.size()
            && schema.columns().stream().allMatch(c -> !c.required() || columns.contains(c));
    return sound ? columns : List.of();
  }

  /** In a file without its header a name would be a secret. */
  private String shownInHeader(String name, int index) {
    boolean mayBeSecret = schema.hasSecrets() && schema.column(name).isEmpty();
    return mayBeSecret ? Integer.toString(index + 1) : ImportProblem.printable(name);
  }

  private String columnNames() {
    return schema.columns().stream().map(CsvColumn::name).collect(Collectors.joining(", "));
  }

  private void stage(CsvRecord row, List<CsvColumn> header) {
    long line = row.getStartingLineNumber();
    if (row.getFieldCount() != header.size()) {
      problem(
          line,
          "",
          "has %s cells where the header has %s".formatted(row.getFieldCount(), header.size()));
      return;
    }
    buffer.append(line);
    String email = null;
    for (CsvColumn column : schema.columns()) {
      int index = header.indexOf(column);
      @Nullable String value =
          index < 0 ? column.ifMissing() : cell(row, header, column, row.getField(index));
      append(value);
      if (column.isEmail()) {
        email = value;
      }
    }
    if (schema.hasEmail()) {
      append(email == null ? null : new EmailAddress(email).key());
    }
    buffer.append('\n');
  }

  private @Nullable String cell(
      CsvRecord row, List<CsvColumn> header, CsvColumn column, String raw) {
    long line = row.getStartingLineNumber();
    String cell = column.type().ignoresBlanks() ? Blanks.strip(raw) : raw;
    boolean isNull =
        cell.equals(CsvRows.NULL) || cell.isEmpty() && !column.type().emptyMeansEmpty();
    if (isNull) {
      if (column.required()) {
        problem(line, column.name(), "must have a value");
      }
      return column.ifNull();
    }
    if (cell.indexOf('\0') >= 0) {
      problem(line, column.name(), "holds a NUL, which PostgreSQL cannot store");
      return null;
    }
    try {
      return column.read(cell);
    } catch (CellType.BadCellException bad) {
      if (column.isEmail() && !column.isTooLong(cell) && isOver(row, header)) {
        return cell;
      }
      String shown =
          column.type().isSecret() ? "the secret" : "\"" + ImportProblem.printable(cell) + "\"";
      problem(line, column.name(), shown + " " + bad.reason());
      return null;
    }
  }

  /**
   * Reports whether the row is an invitation that nobody can accept any more. No mail goes to its
   * address, so that it may be one of those that were taken before addresses were checked.
   */
  private boolean isOver(CsvRecord row, List<CsvColumn> header) {
    return schema == CsvSchema.INVITATIONS
        && ENDS.stream()
            .map(name -> header.indexOf(schema.column(name).orElseThrow()))
            .filter(index -> index >= 0)
            .anyMatch(index -> says(header.get(index), Blanks.strip(row.getField(index))));
  }

  /** Not active, or at some time not pending any more. */
  private static boolean says(CsvColumn end, String cell) {
    if (cell.isEmpty() || cell.equals(CsvRows.NULL)) {
      return false;
    }
    try {
      return end.type() != CellType.BOOLEAN || "false".equals(end.type().read(cell));
    } catch (CellType.BadCellException unreadable) {
      return false;
    }
  }

  private void problem(long line, String column, String reason) {
    problems.add(new ImportProblem(schema.fileName(), line, column, reason));
  }

  /** Appends a cell in the text format of COPY. */
  private void append(@Nullable String value) {
    buffer.append('\t');
    if (value == null) {
      buffer.append("\\N");
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> buffer.append("\\\\");
        case '\t' -> buffer.append("\\t");
        case '\n' -> buffer.append("\\n");
        case '\r' -> buffer.append("\\r");
        default -> buffer.append(c);
      }
    }
  }

  private void flush(Sink sink) throws SQLException {
    sink.write(buffer.toString().getBytes(StandardCharsets.UTF_8));
    buffer.setLength(0);
  }
}
