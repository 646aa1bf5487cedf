package dev.roster.server.transfer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.roster.server.transfer.CellType.BadCellException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads a JSON object, and refuses what PostgreSQL cannot store though it is JSON. */
final class JsonCell {
  /** Limits of PostgreSQL's numeric. */
  private static final int MAX_INTEGER_DIGITS = 131_072;

  private static final int MAX_FRACTION_DIGITS = 16_383;
  private static final int LONGEST_NUMBER =
      "-.".length() + MAX_INTEGER_DIGITS + MAX_FRACTION_DIGITS;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              // of two members of one name PostgreSQL keeps the last
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  // an export writes numbers without exponents
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(LONGEST_NUMBER).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** An export adds a blank behind each comma and colon, and must not be longer than any cell. */
  private static final int LONGEST = CellType.LONGEST / 2;

  private JsonCell() {}

  /** The cell itself, null for the JSON null. */
  static @Nullable String read(String cell) {
    JsonNode json = parse(cell);
    if (json.isNull()) {
      return null;
    }
    if (!json.isObject()) {
      throw new BadCellException("is not a JSON object");
    }
    check(json);
    if (size(json) > LONGEST) {
      throw new BadCellException(
          "is longer than %,d characters, without blanks and exponents".formatted(LONGEST));
    }
    return cell;
  }

  /** The length of the value in an export, without blanks between its parts. */
  private static long size(JsonNode json) {
    if (json.isNumber()) {
      BigDecimal number = json.decimalValue();
      long digits = Math.max(number.precision(), (long) number.precision() - number.scale());
      return 3 + Math.max(digits, number.scale());
    }
    if (json.isTextual()) {
      return size(json.textValue());
    }
    long size = json.isContainerNode() ? 2 + json.size() : json.asText().length();
    for (JsonNode part : json) {
      size += size(part);
    }
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      size += 1 + size(names.next());
    }
    return size;
  }

  private static long size(String text) {
    return 2 + text.codePoints().mapToLong(JsonCell::size).sum();
  }

  private static long size(int character) {
    if (character < ' ' && "\b\f\n\r\t".indexOf(character) < 0) {
      return "\\u0000".length();
    }
    return character < ' ' || character == '"' || character == '\\' ? 2 : 1;
  }

  private static JsonNode parse(String cell) {
    try {
      return JSON.readTree(cell);
    } catch (JsonProcessingException | ArithmeticException malformed) {
      throw new BadCellException("is not JSON, or has a member twice");
    }
  }

  private static void check(JsonNode json) {
    json.fieldNames().forEachRemaining(JsonCell::checkText);
    if (json.isTextual()) {
      checkText(json.textValue());
    } else if (json.isNumber()) {
      checkNumber(json.decimalValue());
    }
    json.forEach(JsonCell::check);
  }

  private static void checkText(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new BadCellException("holds a NUL, which PostgreSQL cannot store");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new BadCellException("holds half a character, which PostgreSQL cannot store");
    }
  }

  private static void checkNumber(BigDecimal number) {
    long integerDigits = (long) number.precision() - number.scale();
    if (integerDigits > MAX_INTEGER_DIGITS || number.scale() > MAX_FRACTION_DIGITS) {
      throw new BadCellException("holds a number that is too large or too small for PostgreSQL");
    }
  }
}
