package dev.roster.server.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.access.SecretHash;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a cell of a CSV file may hold, and how PostgreSQL reads it. */
enum CellType {
  TEXT("text", true) {
    @Override
    String read(String cell) {
      return cell;
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
      return Long.toString(whole(cell));
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
        return switch (parsed) {
          case OffsetDateTime moment -> moment.toString();
          case LocalDateTime local -> local.atOffset(ZoneOffset.UTC).toString();
          case LocalDate day -> day.atStartOfDay().atOffset(ZoneOffset.UTC).toString();
          default -> throw new BadCell(NOT_AN_INSTANT);
        };
      } catch (DateTimeException malformed) {
        throw new BadCell(NOT_AN_INSTANT);
      }
    }
  },
  DATE("date", false) {
    @Override
    String read(String cell) {
      try {
        return LocalDate.parse(cell).toString();
      } catch (DateTimeException malformed) {
        throw new BadCell("is not a date like 2026-01-31");
      }
    }
  },
  JSON_OBJECT("jsonb", false) {
    @Override
    @Nullable String read(String cell) {
      try {
        JsonNode json = JSON.readTree(cell);
        if (json.isNull()) {
          return null;
        }
        if (!json.isObject()) {
          throw new BadCell("is not a JSON object");
        }
        if (ESCAPED_NUL.matcher(cell).find()) {
          throw new BadCell("holds a NUL, which PostgreSQL cannot store");
        }
        return cell;
      } catch (JsonProcessingException malformed) {
        throw new BadCell("is not JSON: " + malformed.getOriginalMessage());
      }
    }
  },
  LIST("text[]", true) {
    @Override
    String read(String cell) {
      return cell.isEmpty()
          ? "{}"
          : Arrays.stream(cell.split("\\|", -1))
              .map(item -> '"' + item.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
              .collect(Collectors.joining(",", "{", "}"));
    }
  },
  EMAIL("text", false) {
    @Override
    String read(String cell) {
      int at = cell.lastIndexOf('@');
      if (at < 1 || at == cell.length() - 1 || cell.chars().anyMatch(Character::isISOControl)) {
        throw new BadCell("is not an e-mail address");
      }
      return cell;
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
  URL("text", false) {
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
      return oneOf(cell, List.of("active", "inactive", "test", "demo", "trial", "stakeholder"));
    }
  },
  STATUS("text", false) {
    @Override
    String read(String cell) {
      return oneOf(cell, List.of("ACTIVE", "PWDRESET", "SUSPENDED"));
    }
  },
  TOKEN("bytea", false) {
    @Override
    String read(String cell) {
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

  private static final long MAX_ID = (1L << 53) - 1;
  private static final int MIN_TOKEN = 8;
  private static final String NOT_AN_INSTANT = "is not an instant like 2026-01-31T12:00:00Z";
  private static final Pattern ESCAPED_NUL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u0000");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
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
          .toFormatter(Locale.ROOT);

  private final String sqlType;
  private final boolean emptyMeansEmpty;

  CellType(String sqlType, boolean emptyMeansEmpty) {
    this.sqlType = sqlType;
    this.emptyMeansEmpty = emptyMeansEmpty;
  }

  /** The type of the column in PostgreSQL. */
  String sqlType() {
    return sqlType;
  }

  /** Whether an empty cell is the empty value, rather than null. */
  boolean emptyMeansEmpty() {
    return emptyMeansEmpty;
  }

  /**
   * The cell as PostgreSQL reads it, null for the JSON null.
   *
   * @throws BadCell with the reason if it holds something else
   */
  abstract @Nullable String read(String cell);

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
