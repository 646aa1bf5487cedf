package dev.roster.server.jwt;

import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer, kept for as long as their publisher says and a while longer if it is away.
 * They are fetched by one thread at a time, never twice within half a minute after it went well or
 * within 5 seconds after it did not, and at most 8 requests wait for it. Safe for use by many
 * threads.
 */
final class JwksCache implements AutoCloseable {
  /** The max-age of keys whose publisher states none. */
  static final Duration USUAL_AGE = Duration.ofMinutes(15);

  static final Duration LEAST_AGE = Duration.ofMinutes(5);
  static final Duration GREATEST_AGE = Duration.ofHours(24);

  /** The time for which stale keys are used while the issuer is unreachable. */
  static final Duration OUTAGE = Duration.ofHours(4);

  /** The pause after a successful fetch. */
  static final Duration PAUSE = Duration.ofSeconds(30);

  /** The pause after a failed fetch. */
  static final Duration RETRY = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(JwksCache.class);
  private static final int MOST_WAITING = 8;

  private final JwksClient endpoint;
  private final String issuer;
  private final Clock clock;
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private volatile @Nullable Held held;
  private @Nullable CompletableFuture<Boolean> flight;
  private Instant nextFlight = Instant.MIN;
  private boolean lastFailed;

  JwksCache(TrustedIssuer issuer, Clock clock) {
    this(issuer.issuer(), new JwksClient(issuer), clock);
  }

  /**
   * @param endpoint is closed with this cache
   */
  JwksCache(String issuer, JwksClient endpoint, Clock clock) {
    this.issuer = issuer;
    this.endpoint = endpoint;
    this.clock = clock;
  }

  /** The outcome of looking up a key. */
  sealed interface Lookup {
    /** The key. */
    record Found(SigningKey key) implements Lookup {}

    /** The issuer has no such key. */
    record Unknown() implements Lookup {}

    /** The issuer may have such a key, but cannot be asked now. */
    record Unavailable(Duration retryAfter) implements Lookup {}
  }

  /**
   * @param refreshFrom when newer ones are fetched in the background
   * @param staleFrom when newer ones are waited for
   * @param deadFrom when these are of no use any more, even if there are no newer ones
   */
  private record Held(JwkSet keys, Instant refreshFrom, Instant staleFrom, Instant deadFrom) {
    static Held since(Instant fetched, Duration age, JwkSet keys) {
      Instant stale = fetched.plus(age);
      return new Held(
          keys, fetched.plus(age.multipliedBy(4).dividedBy(5)), stale, stale.plus(OUTAGE));
    }
  }

  /** Fetches the keys without anybody waiting for them. */
  void warmUp() {
    var unused = flight(clock.instant());
  }

  /**
   * Looks for a key, and fetches the keys again if they are old or do not have it.
   *
   * @param id which key the token names
   */
  Lookup find(Optional<String> id, String algorithm) {
    Instant now = clock.instant();
    Held known = held;
    if (known != null && now.isBefore(known.staleFrom())) {
      Optional<SigningKey> key = known.keys().find(id, algorithm);
      if (key.isPresent()) {
        if (!now.isBefore(known.refreshFrom())) {
          warmUp();
        }
        return new Lookup.Found(key.get());
      }
    }
    flight(now).ifPresent(this::await);
    return lookUp(id, algorithm);
  }

  /** With the keys that are there, be they fresh or not. */
  private Lookup lookUp(Optional<String> id, String algorithm) {
    Instant now = clock.instant();
    Held known = held;
    if (known == null || !now.isBefore(known.deadFrom())) {
      return unavailable(now);
    }
    return known
        .keys()
        .find(id, algorithm)
        .<Lookup>map(Lookup.Found::new)
        .orElseGet(() -> isSettled() ? new Lookup.Unknown() : unavailable(now));
  }

  /** Reports whether the last fetch succeeded recently. */
  private synchronized boolean isSettled() {
    return flight == null && !lastFailed;
  }

  private synchronized Lookup unavailable(Instant now) {
    Duration wait = flight == null ? Duration.between(now, nextFlight) : Duration.ZERO;
    return new Lookup.Unavailable(
        wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait);
  }

  /** The fetching that goes on, or that begins now; empty if it is too early for another. */
  private synchronized Optional<CompletableFuture<Boolean>> flight(Instant now) {
    if (flight == null) {
      if (now.isBefore(nextFlight)) {
        return Optional.empty();
      }
      CompletableFuture<Boolean> started = new CompletableFuture<>();
      flight = started;
      Thread.ofVirtual().name("signing-keys").start(() -> fly(started));
    }
    return Optional.of(flight);
  }

  private void fly(CompletableFuture<Boolean> started) {
    boolean fetched = false;
    try {
      JwksClient.Published published = endpoint.fetch();
      JwkSet keys = endpoint.parse(published);
      Duration age = published.maxAge().orElse(USUAL_AGE);
      held = Held.since(clock.instant(), clamp(age), keys);
      fetched = true;
      if (keys.size() == 0) {
        LOG.warn("{} publishes no key that can be used: its JWTs are refused", issuer);
      }
      LOG.debug("{} keys of {} were fetched", keys.size(), issuer);
    } catch (IOException | ParseException | RuntimeException failure) {
      LOG.warn("the keys of {} cannot be fetched: {}", issuer, failure.getMessage());
    } finally {
      land(fetched);
      started.complete(fetched);
    }
  }

  private synchronized void land(boolean fetched) {
    flight = null;
    lastFailed = !fetched;
    nextFlight = clock.instant().plus(fetched ? PAUSE : RETRY);
  }

  private static Duration clamp(Duration age) {
    if (age.compareTo(LEAST_AGE) < 0) {
      return LEAST_AGE;
    }
    return age.compareTo(GREATEST_AGE) > 0 ? GREATEST_AGE : age;
  }

  /** Waits for what is under way, unless too many do so already. */
  private void await(CompletableFuture<Boolean> fetching) {
    if (!room.tryAcquire()) {
      return;
    }
    try {
      fetching.get(JwksClient.DEADLINE.toMillis() + 1000, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException late) {
      LOG.debug("a request does not wait any longer for the keys of {}", issuer, late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      room.release();
    }
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
