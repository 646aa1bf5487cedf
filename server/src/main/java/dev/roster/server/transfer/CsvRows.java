package dev.roster.server.transfer;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldModifier;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file, until its end or until something is neither UTF-8 nor CSV. */
final class CsvRows implements AutoCloseable {
  /** Stands for an unquoted {@code \N}; half a character, which no UTF-8 decodes to. */
  static final String NULL = "\ud800";

  /** Read behind the file; a quote that is never closed swallows it. */
  private static final String END = "\0end\0";

  private static final char BYTE_ORDER_MARK = '\ufeff';
  private static final Pattern LINE = Pattern.compile("line (\\d+)");

  /** A quote in a quoted cell takes two, and so do characters beyond U+FFFF. */
  private static final int LONGEST = 2 * CellType.LONGEST + 2;

  private static final int MOST_CELLS = 1_000;

  private final Path file;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private final Cells cells = new Cells();
  private @Nullable RuntimeException inNextRow;

  CsvRows(Path file) throws IOException {
    this.file = file;
    this.reader =
        CsvReader.builder()
            .skipEmptyLines(true)
            .allowExtraFields(true)
            .allowMissingFields(true)
            // the handler counts a quoted cell without its quotes, the buffer with all of them
            .maxBufferSize(2 * LONGEST)
            .build(
                CsvRecordHandler.builder()
                    .maxFieldSize(LONGEST)
                    .maxFields(MOST_CELLS)
                    .fieldModifier(cells)
                    .build(),
                open(file));
    this.records = reader.iterator();
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream end = new ByteArrayInputStream(("\n" + END).getBytes(StandardCharsets.UTF_8));
    InputStream all = new SequenceInputStream(Files.newInputStream(file), end);
    BufferedReader text = new BufferedReader(new InputStreamReader(all, decoder()));
    text.mark(1);
    try {
      if (text.read() != BYTE_ORDER_MARK) {
        text.reset();
      }
    } catch (CharacterCodingException notUtf8) {
      text.reset();
    }
    return text;
  }

  private static CharsetDecoder decoder() {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /**
   * The next row, null behind the last one.
   *
   * @throws MalformedCsvException if the file cannot be read on from here
   */
  @Nullable CsvRecord next() throws IOException {
    try {
      if (inNextRow != null) {
        throw inNextRow;
      }
      CsvRecord row = records.next();
      if (hasNext()) {
        return row;
      }
      if (row.getFieldCount() == 1 && row.getField(0).equals(END)) {
        return null;
      }
      throw new MalformedCsvException(
          row.getStartingLineNumber(), "opens a quote that is never closed");
    } catch (CsvParseException malformed) {
      throw explained(malformed);
    } catch (UncheckedIOException failure) {
      if (failure.getCause() instanceof CharacterCodingException) {
        throw new MalformedCsvException(lineOfFirstWrongByte(), "is not UTF-8");
      }
      throw failure.getCause();
    }
  }

  /** Reads on; what is wrong with the next row is told when it is asked for. */
  private boolean hasNext() {
    try {
      return records.hasNext();
    } catch (CsvParseException | UncheckedIOException wrong) {
      inNextRow = wrong;
      return true;
    }
  }

  private MalformedCsvException explained(CsvParseException malformed) {
    String all = everyMessage(malformed);
    long line = lineIn(all);
    if (all.contains("limit of " + MOST_CELLS + " fields")) {
      return new MalformedCsvException(line, "has more than " + MOST_CELLS + " cells");
    }
    if (all.contains("buffer size") || all.contains("max field size")) {
      return new MalformedCsvException(line, cells.countIn(line), CellType.TOO_LONG);
    }
    return all.contains("max record size")
        ? new MalformedCsvException(line, "is longer than a row may be")
        : new MalformedCsvException(line, "is not CSV: there is text behind a closing quote");
  }

  private static String everyMessage(Throwable malformed) {
    StringBuilder all = new StringBuilder();
    for (Throwable next = malformed; next != null; next = next.getCause()) {
      all.append(next.getMessage()).append('\n');
    }
    return all.toString();
  }

  private static long lineIn(String message) {
    Matcher line = LINE.matcher(message);
    return line.find() ? Long.parseLong(line.group(1)) : 1;
  }

  private long lineOfFirstWrongByte() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    CharBuffer text = CharBuffer.allocate(bytes.capacity());
    decoder().decode(bytes, text, true);
    return 1 + text.flip().chars().filter(c -> c == '\n').count();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** Marks nulls, and counts the cells of the row that is being read. */
  private static final class Cells implements FieldModifier {
    private long line;
    private int count;

    @Override
    public String modify(long line, int index, boolean quoted, String field) {
      this.line = line;
      this.count = index + 1;
      return !quoted && field.equals("\\N") ? NULL : field;
    }

    /** The number of cells that were read of the row that begins in the line. */
    int countIn(long line) {
      return this.line == line ? count : 0;
    }
  }

  /** A file that ends before its time. */
  static final class MalformedCsvException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int WHOLE_ROW = -1;

    private final long line;
    private final int cell;
    private final String reason;

    MalformedCsvException(long line, String reason) {
      this(line, WHOLE_ROW, reason);
    }

    MalformedCsvException(long line, int cell, String reason) {
      super(reason, null, false, false);
      this.line = line;
      this.cell = cell;
      this.reason = reason;
    }

    /** The index of the cell, negative if it is the row as a whole. */
    int cell() {
      return cell;
    }

    long line() {
      return line;
    }

    String reason() {
      return reason;
    }
  }
}
