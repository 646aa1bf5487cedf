package dev.roster.server.console;

import dev.roster.server.http.RefusalException;
import dev.roster.server.invitation.InvitationEntry;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The place in a list behind its last entry, as text that only this server reads. It names its
 * list, since a place in another one means nothing.
 */
public final class Cursor {
  private static final int MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1000;

  private final String list;

  private Cursor(String list) {
    this.list = list;
  }

  /** Places in the audit log of a company. */
  public static Cursor ofEvents(long companyId) {
    return new Cursor("events " + companyId);
  }

  /** Places in the list of the invitations of a company. */
  public static Cursor ofInvitations(long companyId, Optional<InvitationEntry.State> state) {
    return new Cursor("invitations " + companyId + state.map(each -> " " + each).orElse(""));
  }

  /** Places in the list of the suspended members of a company. */
  public static Cursor ofSuspensions(long companyId) {
    return new Cursor("suspensions " + companyId);
  }

  /** The place behind an event or a member. */
  public String after(long id) {
    return text(Long.toString(id));
  }

  /** The place behind an invitation. */
  public String after(InvitationEntry.Place place) {
    Instant at = place.createdAt();
    long micros = at.getEpochSecond() * MICROS_PER_SECOND + at.getNano() / NANOS_PER_MICRO;
    return text(micros + ":" + place.id());
  }

  /**
   * The id of an event or a member.
   *
   * @throws RefusalException if the cursor is not one of this list
   */
  long readId(String cursor) {
    return read(cursor, parts -> Long.parseLong(parts.getFirst()));
  }

  /**
   * The place of an invitation.
   *
   * @throws RefusalException if the cursor is not one of this list
   */
  InvitationEntry.Place readInvitation(String cursor) {
    return read(
        cursor,
        parts -> {
          long micros = Long.parseLong(parts.getFirst());
          Instant at =
              Instant.ofEpochSecond(
                  Math.floorDiv(micros, MICROS_PER_SECOND),
                  Math.floorMod(micros, MICROS_PER_SECOND) * (long) NANOS_PER_MICRO);
          return new InvitationEntry.Place(at, UUID.fromString(parts.getLast()));
        });
  }

  /**
   * The entries of a page, of which one more was read to see whether there are more.
   *
   * @param next null if there are not
   */
  record Paged<T>(List<T> entries, @Nullable String next) {
    static <T> Paged<T> of(List<T> read, int limit, Function<T, String> cursor) {
      return read.size() <= limit
          ? new Paged<>(read, null)
          : new Paged<>(read.subList(0, limit), cursor.apply(read.get(limit - 1)));
    }
  }

  private String text(String place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((list + ":" + place).getBytes(StandardCharsets.US_ASCII));
  }

  private <T> T read(String cursor, Function<List<String>, T> reader) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      List<String> parts = List.of(text.split(":"));
      if (parts.size() > 1 && parts.getFirst().equals(list)) {
        return reader.apply(parts.subList(1, parts.size()));
      }
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      throw refusal();
    }
    throw refusal();
  }

  private static RefusalException refusal() {
    return ConsoleErrors.badRequest(
        "The cursor must be the member next of the page before, of the same list.");
  }
}
