package dev.roster.server.transfer;

import dev.roster.server.address.Blanks;
import dev.roster.server.address.HiddenCharacters;
import dev.roster.server.address.LanguageTag;
import dev.roster.server.credential.SecretHash;
import dev.roster.server.directory.CompanyType;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.UserStatus;
import dev.roster.server.failure.MalformedException;
import dev.roster.server.transfer.CellType.BadCellException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads cells by their types, into PostgreSQL's spelling; each method throws {@link
 * BadCellException}.
 */
final class CellReader {
  /** JavaScript reads no more exactly. */
  private static final long MAX_ID = (1L << 53) - 1;

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");
  private static final Pattern GUID =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
  private static final int MIN_TOKEN = 8;
  private static final String NOT_AN_INSTANT = "is not an instant like 2026-01-31T12:00:00Z";
  private static final String NOT_A_DATE = "is not a date like 2026-01-31";
  private static final int MAX_YEAR = 9999;
  private static final DateTimeFormatter INSTANT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:mm", "Z")
          .optionalEnd()
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private CellReader() {}

  static String name(String cell) {
    return visible(cell, HiddenCharacters.firstIn(cell));
  }

  static String identifier(String cell) {
    return visible(cell, cell.codePoints().filter(HiddenCharacters::includes).findFirst());
  }

  private static String visible(String cell, OptionalInt hidden) {
    if (hidden.isPresent()) {
      throw new BadCellException(
          "holds the invisible character U+%04X".formatted(hidden.getAsInt()));
    }
    return cell;
  }

  static String id(String cell) {
    long id = whole(cell);
    if (id < 1 || id > MAX_ID) {
      throw new BadCellException("is not between 1 and " + MAX_ID);
    }
    return Long.toString(id);
  }

  static String integer(String cell) {
    long number = whole(cell);
    if (number < -MAX_ID || number > MAX_ID) {
      throw new BadCellException("is not between -" + MAX_ID + " and " + MAX_ID);
    }
    return Long.toString(number);
  }

  private static long whole(String cell) {
    try {
      return Long.parseLong(cell);
    } catch (NumberFormatException malformed) {
      throw new BadCellException("is not a whole number");
    }
  }

  static String decimal(String cell) {
    if (!cell.isEmpty() && !NUMBER.matcher(cell).matches()) {
      throw new BadCellException("is not a decimal number like 12.50");
    }
    return cell;
  }

  static UUID guid(String cell) {
    if (!GUID.matcher(cell).matches()) {
      throw new BadCellException("is not a UUID");
    }
    return UUID.fromString(cell);
  }

  static String bool(String cell) {
    return switch (cell.toLowerCase(Locale.ROOT)) {
      case "true", "t", "1", "yes" -> "true";
      case "false", "f", "0", "no" -> "false";
      default -> throw new BadCellException("is neither true nor false");
    };
  }

  static String instant(String cell) {
    try {
      TemporalAccessor parsed =
          INSTANT.parseBest(
              cell.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      OffsetDateTime moment =
          switch (parsed) {
            case OffsetDateTime complete -> complete.withOffsetSameInstant(ZoneOffset.UTC);
            case LocalDateTime local -> local.atOffset(ZoneOffset.UTC);
            case LocalDate day -> day.atStartOfDay().atOffset(ZoneOffset.UTC);
            default -> throw new BadCellException(NOT_AN_INSTANT);
          };
      requireYear(moment.getYear(), NOT_AN_INSTANT);
      return moment.truncatedTo(ChronoUnit.MICROS).toString();
    } catch (DateTimeException malformed) {
      throw new BadCellException(NOT_AN_INSTANT);
    }
  }

  static String date(String cell) {
    try {
      LocalDate day = LocalDate.parse(cell);
      requireYear(day.getYear(), NOT_A_DATE);
      return day.toString();
    } catch (DateTimeException malformed) {
      throw new BadCellException(NOT_A_DATE);
    }
  }

  /** Years of four digits, which every part of the way can write. */
  private static void requireYear(int year, String reason) {
    if (year < 1 || year > MAX_YEAR) {
      throw new BadCellException(reason);
    }
  }

  static String list(String cell) {
    return cell.isEmpty()
        ? "{}"
        : Arrays.stream(cell.split("\\|", -1))
            .map(item -> '"' + item.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
            .collect(Collectors.joining(",", "{", "}"));
  }

  static String names(String cell) {
    boolean named =
        Arrays.stream(cell.split("\\|", -1)).noneMatch(name -> Blanks.strip(name).isEmpty());
    if (!cell.isEmpty() && !named) {
      throw new BadCellException("has a name that is empty; write names with | between");
    }
    return list(cell);
  }

  static String identifiers(String cell) {
    return list(
        Arrays.stream(identifier(cell).split("\\|", -1))
            .map(Blanks::strip)
            .collect(Collectors.joining("|")));
  }

  static String email(String cell) {
    try {
      return EmailAddress.parse(cell).typed();
    } catch (MalformedException none) {
      throw new BadCellException("is not an e-mail address: it " + none.getMessage());
    }
  }

  static String country(String cell) {
    if (cell.codePointCount(0, cell.length()) > 2) {
      throw new BadCellException("is not a country code of two letters");
    }
    return cell;
  }

  static String locale(String cell) {
    try {
      return LanguageTag.parse(cell).text();
    } catch (MalformedException none) {
      throw new BadCellException(String.valueOf(none.getMessage()));
    }
  }

  static String url(String cell) {
    try {
      return new URI(cell).toString();
    } catch (URISyntaxException malformed) {
      throw new BadCellException("is not a URL");
    }
  }

  static String companyType(String cell) {
    return oneOf(cell, CompanyType.codes());
  }

  static String status(String cell) {
    return oneOf(cell, UserStatus.names());
  }

  private static String oneOf(String cell, List<String> known) {
    if (!Set.copyOf(known).contains(cell)) {
      throw new BadCellException("is none of " + String.join(", ", known));
    }
    return cell;
  }

  static String token(String cell) {
    if (cell.codePoints().anyMatch(c -> Blanks.isBlank(c) || HiddenCharacters.includes(c))) {
      throw new BadCellException(
          "has a blank or an invisible character, which no header can carry");
    }
    if (cell.codePointCount(0, cell.length()) < MIN_TOKEN) {
      throw new BadCellException("is shorter than " + MIN_TOKEN + " characters");
    }
    return hex(SecretHash.imported(cell).orElseGet(() -> SecretHash.ofToken(cell)));
  }

  static String key(String cell) {
    return hex(SecretHash.imported(cell).orElseGet(() -> SecretHash.ofKey(guid(cell))));
  }

  private static String hex(byte[] bytes) {
    return "\\x" + HexFormat.of().formatHex(bytes);
  }
}
