package dev.roster.server.transfer;

import dev.roster.server.address.Blanks;
import dev.roster.server.address.HiddenCharacters;
import dev.roster.server.address.LanguageTag;
import dev.roster.server.credential.SecretHash;
import dev.roster.server.directory.CompanyType;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.UserStatus;
import dev.roster.server.directory.VisibleName;
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
import org.jspecify.annotations.Nullable;

/** What a cell of a CSV file may hold, and how PostgreSQL reads it. */
enum CellType {
  TEXT("text", true, Length.TEXT) {
    @Override
    String read(String cell) {
      return cell;
    }
  },
  /** A name that other names are compared with, so that nobody may see two where there is one. */
  NAME("text", true, VisibleName.LONGEST) {
    @Override
    String read(String cell) {
      return visible(cell, HiddenCharacters.firstIn(cell));
    }
  },
  /** What a program calls something, which no script has to spell. */
  IDENTIFIER("text", true, Length.IDENTIFIER) {
    @Override
    String read(String cell) {
      return identifier(cell);
    }
  },
  ID("bigint", false) {
    @Override
    String read(String cell) {
      long id = whole(cell);
      if (id < 1 || id > MAX_ID) {
        throw new BadCell("is not between 1 and " + MAX_ID);
      }
      return Long.toString(id);
    }
  },
  INTEGER("bigint", false) {
    @Override
    String read(String cell) {
      long number = whole(cell);
      if (number < -MAX_ID || number > MAX_ID) {
        throw new BadCell("is not between -" + MAX_ID + " and " + MAX_ID);
      }
      return Long.toString(number);
    }
  },
  /** A number that is text, so that no digit is lost; empty where somebody stored that. */
  DECIMAL("text", true) {
    @Override
    String read(String cell) {
      if (!cell.isEmpty() && !NUMBER.matcher(cell).matches()) {
        throw new BadCell("is not a decimal number like 12.50");
      }
      return cell;
    }
  },
  GUID("uuid", false) {
    @Override
    String read(String cell) {
      return guid(cell).toString();
    }
  },
  BOOLEAN("boolean", false) {
    @Override
    String read(String cell) {
      return switch (cell.toLowerCase(Locale.ROOT)) {
        case "true", "t", "1", "yes" -> "true";
        case "false", "f", "0", "no" -> "false";
        default -> throw new BadCell("is neither true nor false");
      };
    }
  },
  TIMESTAMP("timestamptz", false) {
    @Override
    String read(String cell) {
      try {
        TemporalAccessor parsed =
            INSTANT.parseBest(
                cell.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        OffsetDateTime moment =
            switch (parsed) {
              case OffsetDateTime complete -> complete.withOffsetSameInstant(ZoneOffset.UTC);
              case LocalDateTime local -> local.atOffset(ZoneOffset.UTC);
              case LocalDate day -> day.atStartOfDay().atOffset(ZoneOffset.UTC);
              default -> throw new BadCell(NOT_AN_INSTANT);
            };
        requireYear(moment.getYear(), NOT_AN_INSTANT);
        return moment.truncatedTo(ChronoUnit.MICROS).toString();
      } catch (DateTimeException malformed) {
        throw new BadCell(NOT_AN_INSTANT);
      }
    }
  },
  DATE("date", false) {
    @Override
    String read(String cell) {
      try {
        LocalDate day = LocalDate.parse(cell);
        requireYear(day.getYear(), NOT_A_DATE);
        return day.toString();
      } catch (DateTimeException malformed) {
        throw new BadCell(NOT_A_DATE);
      }
    }
  },
  JSON_OBJECT("jsonb", false) {
    @Override
    @Nullable String read(String cell) {
      return JsonCell.read(cell);
    }
  },
  LIST("text[]", true, Length.LIST) {
    @Override
    String read(String cell) {
      return cell.isEmpty()
          ? "{}"
          : Arrays.stream(cell.split("\\|", -1))
              .map(item -> '"' + item.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
              .collect(Collectors.joining(",", "{", "}"));
    }
  },
  /** A list of names, none of them empty. */
  NAMES("text[]", true, Length.LIST) {
    @Override
    @Nullable String read(String cell) {
      boolean named =
          Arrays.stream(cell.split("\\|", -1)).noneMatch(name -> Blanks.strip(name).isEmpty());
      if (!cell.isEmpty() && !named) {
        throw new BadCell("has a name that is empty; write names with | between");
      }
      return LIST.read(cell);
    }
  },
  /** A list of identifiers. */
  IDENTIFIERS("text[]", true, Length.LIST) {
    @Override
    @Nullable String read(String cell) {
      return LIST.read(
          Arrays.stream(identifier(cell).split("\\|", -1))
              .map(Blanks::strip)
              .collect(Collectors.joining("|")));
    }
  },
  EMAIL("text", false, Length.ADDRESS) {
    @Override
    String read(String cell) {
      try {
        return EmailAddress.parse(cell).typed();
      } catch (IllegalArgumentException none) {
        throw new BadCell("is not an e-mail address: it " + none.getMessage());
      }
    }
  },
  COUNTRY("text", true) {
    @Override
    String read(String cell) {
      if (cell.codePointCount(0, cell.length()) > 2) {
        throw new BadCell("is not a country code of two letters");
      }
      return cell;
    }
  },
  LOCALE("text", false, Length.IDENTIFIER) {
    @Override
    String read(String cell) {
      try {
        return LanguageTag.parse(cell).text();
      } catch (IllegalArgumentException none) {
        throw new BadCell(String.valueOf(none.getMessage()));
      }
    }
  },
  URL("text", false, Length.TEXT) {
    @Override
    String read(String cell) {
      try {
        return new URI(cell).toString();
      } catch (URISyntaxException malformed) {
        throw new BadCell("is not a URL");
      }
    }
  },
  COMPANY_TYPE("text", false) {
    @Override
    String read(String cell) {
      return oneOf(cell, CompanyType.codes());
    }
  },
  STATUS("text", false) {
    @Override
    String read(String cell) {
      return oneOf(cell, UserStatus.names());
    }
  },
  TOKEN("bytea", false, Length.TOKEN) {
    @Override
    String read(String cell) {
      if (cell.codePoints().anyMatch(c -> Blanks.isBlank(c) || HiddenCharacters.includes(c))) {
        throw new BadCell("has a blank or an invisible character, which no header can carry");
      }
      if (cell.codePointCount(0, cell.length()) < MIN_TOKEN) {
        throw new BadCell("is shorter than " + MIN_TOKEN + " characters");
      }
      return hex(SecretHash.imported(cell).orElseGet(() -> SecretHash.ofToken(cell)));
    }
  },
  KEY("bytea", false) {
    @Override
    String read(String cell) {
      return hex(SecretHash.imported(cell).orElseGet(() -> SecretHash.ofKey(guid(cell))));
    }
  };

  /** The most characters of any cell. */
  static final int LONGEST = Length.CELL;

  static final String TOO_LONG =
      "is longer than %,d characters, or opens a quote that is never closed".formatted(LONGEST);

  /** JavaScript reads no more exactly. */
  private static final long MAX_ID = (1L << 53) - 1;

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");
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

  private final String sqlType;
  private final boolean emptyMeansEmpty;
  private final int longest;

  CellType(String sqlType, boolean emptyMeansEmpty) {
    this(sqlType, emptyMeansEmpty, Length.CELL);
  }

  CellType(String sqlType, boolean emptyMeansEmpty, int longest) {
    this.sqlType = sqlType;
    this.emptyMeansEmpty = emptyMeansEmpty;
    this.longest = longest;
  }

  /** The most characters of a cell, where its column says nothing else. */
  int longest() {
    return longest;
  }

  /** The type of the column in PostgreSQL. */
  String sqlType() {
    return sqlType;
  }

  /** Whether an empty cell is the empty value, rather than null. */
  boolean emptyMeansEmpty() {
    return emptyMeansEmpty;
  }

  /** Whether blanks around a cell are no part of it. */
  boolean ignoresBlanks() {
    return this != TEXT && this != TOKEN && this != LIST && this != NAMES && this != JSON_OBJECT;
  }

  private static String identifier(String cell) {
    return visible(cell, cell.codePoints().filter(HiddenCharacters::includes).findFirst());
  }

  private static String visible(String cell, OptionalInt hidden) {
    if (hidden.isPresent()) {
      throw new BadCell("holds the invisible character U+%04X".formatted(hidden.getAsInt()));
    }
    return cell;
  }

  /** Whether a cell must not be repeated in a message. */
  boolean isSecret() {
    return this == TOKEN || this == KEY;
  }

  /**
   * The cell as PostgreSQL reads it, null for the JSON null.
   *
   * @throws BadCell with the reason if it holds something else
   */
  abstract @Nullable String read(String cell);

  /** Years of four digits, which every part of the way can write. */
  private static void requireYear(int year, String reason) {
    if (year < 1 || year > MAX_YEAR) {
      throw new BadCell(reason);
    }
  }

  private static long whole(String cell) {
    try {
      return Long.parseLong(cell);
    } catch (NumberFormatException malformed) {
      throw new BadCell("is not a whole number");
    }
  }

  private static UUID guid(String cell) {
    if (!cell.matches("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")) {
      throw new BadCell("is not a UUID");
    }
    return UUID.fromString(cell);
  }

  private static String oneOf(String cell, List<String> known) {
    if (!Set.copyOf(known).contains(cell)) {
      throw new BadCell("is none of " + String.join(", ", known));
    }
    return cell;
  }

  private static String hex(byte[] bytes) {
    return "\\x" + HexFormat.of().formatHex(bytes);
  }

  /** Why a cell cannot be read; completes a sentence that begins with the cell. */
  static final class BadCell extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    BadCell(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
