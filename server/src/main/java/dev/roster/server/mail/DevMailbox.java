package dev.roster.server.mail;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps the newest mails in memory, for trials on a laptop. Safe for use by many threads. */
public final class DevMailbox implements MailSender {
  /** The number of mails that are kept. */
  public static final int NEWEST = 50;

  private final Clock clock;
  private final Deque<Kept> mails = new ArrayDeque<>();
  private long count;

  /**
   * A mail and its number.
   *
   * @param at the time at which it would have left, to the second
   */
  public record Kept(long number, OutgoingMail mail, Instant at) {}

  public DevMailbox(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void send(OutgoingMail mail) {
    mails.addFirst(new Kept(++count, mail, clock.instant().truncatedTo(ChronoUnit.SECONDS)));
    if (mails.size() > NEWEST) {
      mails.removeLast();
    }
  }

  @Override
  public String messageId(UUID mail) {
    return "<" + mail + "@localhost>";
  }

  /** The mails that are kept, the newest first. */
  public synchronized List<Kept> newest() {
    return List.copyOf(mails);
  }

  /** A mail that is kept. */
  public Optional<OutgoingMail> byNumber(long number) {
    return newest().stream().filter(kept -> kept.number() == number).map(Kept::mail).findFirst();
  }
}
