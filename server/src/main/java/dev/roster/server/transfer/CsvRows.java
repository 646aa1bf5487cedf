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

  private final Path file;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;

  CsvRows(Path file) throws IOException {
    this.file = file;
    this.reader =
        CsvReader.builder()
            .skipEmptyLines(true)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .build(CsvRecordHandler.builder().fieldModifier(new MarkNulls()).build(), open(file));
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
   * @throws Malformed if the file cannot be read on from here
   */
  @Nullable CsvRecord next() throws IOException {
    try {
      CsvRecord row = records.next();
      if (records.hasNext()) {
        return row;
      }
      if (row.getFieldCount() == 1 && row.getField(0).equals(END)) {
        return null;
      }
      throw new Malformed(row.getStartingLineNumber(), "opens a quote that is never closed");
    } catch (CsvParseException malformed) {
      throw new Malformed(
          lineIn(malformed),
          "is not CSV: there is text behind a closing quote, or no end of a cell");
    } catch (UncheckedIOException failure) {
      if (failure.getCause() instanceof CharacterCodingException) {
        throw new Malformed(lineOfFirstWrongByte(), "is not UTF-8");
      }
      throw failure.getCause();
    }
  }

  private static long lineIn(CsvParseException malformed) {
    Matcher line = LINE.matcher(String.valueOf(malformed.getMessage()));
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

  private static final class MarkNulls implements FieldModifier {
    @Override
    public String modify(long line, int index, boolean quoted, String field) {
      return !quoted && field.equals("\\N") ? NULL : field;
    }
  }

  /** A file that ends before its time. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long line;
    private final String reason;

    Malformed(long line, String reason) {
      super(reason, null, false, false);
      this.line = line;
      this.reason = reason;
    }

    long line() {
      return line;
    }

    String reason() {
      return reason;
    }
  }
}
