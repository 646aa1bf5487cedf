package dev.roster.server.cli;

import dev.roster.server.audit.AuditAction;
import dev.roster.server.audit.AuditQuery;
import dev.roster.server.directory.AccountName;
import dev.roster.server.directory.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which events of the audit log a command shows; what is not given does not matter. */
final class AuditOptions {
  @Option(
      names = "--company",
      paramLabel = "COMPANY",
      description = "Only those about this company, by its name or id.")
  private @Nullable String company;

  @Option(
      names = "--person",
      paramLabel = "USER",
      converter = UserConverter.class,
      description = "Only those that this user, by address or id, did, or that were done on them.")
  private @Nullable AccountName person;

  @Option(
      names = "--action",
      paramLabel = "NAME",
      converter = ActionName.class,
      completionCandidates = ActionName.class,
      description = "Only this one: ${COMPLETION-CANDIDATES}.")
  private @Nullable AuditAction action;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Moment.class,
      description =
          "Only those from then on: 2026-11-22, 2026-11-22T10:00:00Z, or so long ago (24h, 7d); a"
              + " date begins at midnight UTC.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "Only those before then.")
  private @Nullable Instant until;

  @ValueRange(min = 0)
  @Option(
      names = "--after",
      paramLabel = "ID",
      defaultValue = "0",
      description = "Only those with a greater id: where an earlier export ended.")
  private long after;

  /** Reports whether any event may be left out. */
  boolean areGiven() {
    return after > 0 || Stream.of(company, person, action, since, until).anyMatch(Objects::nonNull);
  }

  AuditQuery query(OperatorSession session) {
    return new AuditQuery(
        Optional.ofNullable(company).map(name -> session.company(name).id()),
        Optional.ofNullable(person).map(who -> personId(session, who)),
        Optional.ofNullable(action),
        Optional.ofNullable(since),
        Optional.ofNullable(until),
        after);
  }

  /** An id may be that of a removed person. */
  private static long personId(OperatorSession session, AccountName who) {
    return switch (who) {
      case AccountName.Id id -> id.value();
      case EmailAddress address -> session.account(address).personId();
    };
  }

  /** Reads an action by its name in the log. */
  static final class ActionName implements ITypeConverter<AuditAction>, Iterable<String> {
    @Override
    public AuditAction convert(String text) {
      return Arrays.stream(AuditAction.values())
          .filter(action -> action.toString().equals(text))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "'" + text + "' is no action; they are " + String.join(", ", this)));
    }

    @Override
    public Iterator<String> iterator() {
      return Stream.of(AuditAction.values()).map(AuditAction::toString).iterator();
    }
  }

  /** Reads a date, an instant, or how long ago it was. */
  static final class Moment implements ITypeConverter<Instant> {
    /** Before any event, and a time that PostgreSQL can hold. */
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    @Override
    public Instant convert(String text) {
      Instant moment = read(text);
      if (moment.isBefore(EARLIEST)) {
        throw new TypeConversionException(
            "'" + text + "' is too long ago; at most 36500d, or 1900-01-01");
      }
      return moment;
    }

    private static Instant read(String text) {
      try {
        if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
          return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        if (text.matches("[0-9].*T.*")) {
          return OffsetDateTime.parse(text).toInstant();
        }
        Duration ago = new DurationConverter().convert(text);
        return ago.toSeconds() > DurationConverter.CENTURY ? Instant.MIN : Instant.now().minus(ago);
      } catch (DateTimeParseException | TypeConversionException wrong) {
        throw new TypeConversionException(
            "'" + text + "' is not a time like 2026-11-22, 2026-11-22T10:00:00Z or 24h");
      }
    }
  }
}
