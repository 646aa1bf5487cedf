package dev.roster.server.http;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.roster.server.failure.UserErrorException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The limits of a connection, in bytes and in time. Memory for what comes and for what waits to be
 * read is bounded by {@code connections} and {@code waitingBytes}; a response that is being built
 * counts for neither.
 *
 * @param connections the most connections at a time; who comes later waits in the queue of the
 *     operating system
 * @param head the longest time from the first byte of a request to the end of its headers
 * @param body the longest time from the end of the headers to the end of the body
 * @param response the longest time that a client may take for a response, beside what its size
 *     needs at {@link #SLOWEST_READER}
 * @param opening the longest time from a connection to its first request, a handshake of TLS
 *     included, and from an empty line to a request
 * @param idle the longest time that a connection stays open after a request. Load balancers keep
 *     connections for 60 seconds, and send requests into those that the server closes before
 * @param idleWhenCrowded the same while three quarters of all connections are in use
 * @param waitingBytes the most bytes of responses that wait for slow readers
 * @param queued the most requests that wait until they are worked on
 * @param queueing the longest time that one of them waits
 * @param grace the longest time that requests are finished in when the server stops
 */
public record HttpLimits(
    int connections,
    Duration head,
    Duration body,
    Duration response,
    Duration opening,
    Duration idle,
    Duration idleWhenCrowded,
    long waitingBytes,
    int queued,
    Duration queueing,
    Duration grace) {
  /** The most requests that wait where nothing else is asked for. */
  public static final int DEFAULT_QUEUED = 1_000;

  /** The longest that a request waits where nothing else is asked for. */
  public static final Duration DEFAULT_QUEUEING = Duration.ofMillis(500);

  /**
   * The largest body. An invitation whose address of 1,024 characters is spelled in surrogate
   * escapes has 12,288 bytes and its members; no contract needs more.
   */
  public static final int MAX_BODY = 16_384;

  /** The most bytes of the request line and the headers together, a JWT among them. */
  public static final int MAX_HEAD = 16_384;

  /**
   * The most bytes of the head of a response. {@code Link} repeats the query of a request twice,
   * with up to three bytes for one.
   */
  public static final int MAX_RESPONSE_HEAD = 8 * MAX_HEAD;

  /** The most header fields, since each needs more memory than its bytes. */
  public static final int MAX_FIELDS = 100;

  /** From the arrival of a request on, the longest that it waits for the database. */
  static final Duration DATABASE = Duration.ofSeconds(9);

  /** Bytes per second. */
  public static final int SLOWEST_READER = 16_384;

  /** The largest memory of a connection, rounded up: head, body and their objects. */
  private static final long BYTES_PER_CONNECTION = 128 * 1024;

  /** Libraries, the log and connections to the database. */
  private static final int FILES_OF_OUR_OWN = 300;

  private static final int MOST_CONNECTIONS = 8_192;
  private static final int FEWEST_CONNECTIONS = 64;

  /** An eighth of the heap for slow readers. */
  private static final int READERS_SHARE = 8;

  /**
   * Fits the heap and the open files of this JVM.
   *
   * @throws UserErrorException if it may not open enough files to serve anybody
   */
  public static HttpLimits defaults() {
    return fitting(Runtime.getRuntime().maxMemory(), openFiles());
  }

  /**
   * @param heap in bytes
   * @param files how many files the process may have open
   */
  static HttpLimits fitting(long heap, long files) {
    if (files < fewestFiles()) {
      throw new UserErrorException(
          "This process may have %d files open, sockets among them, and needs %d: raise ulimit -n (LimitNOFILE of a unit)."
              .formatted(files, fewestFiles()));
    }
    long fitting = Math.min(heap / BYTES_PER_CONNECTION, files - FILES_OF_OUR_OWN);
    return new HttpLimits(
        Math.clamp(fitting, FEWEST_CONNECTIONS, MOST_CONNECTIONS),
        Duration.ofSeconds(15),
        Duration.ofSeconds(15),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofSeconds(75),
        Duration.ofSeconds(2),
        heap / READERS_SHARE,
        DEFAULT_QUEUED,
        DEFAULT_QUEUEING,
        Duration.ofSeconds(20));
  }

  /** The number of files that a server needs for so many connections, and for itself. */
  public static long filesFor(int connections) {
    return (long) FILES_OF_OUR_OWN + connections;
  }

  /** The number of files without which no server starts. */
  public static long fewestFiles() {
    return filesFor(FEWEST_CONNECTIONS);
  }

  /** The number of files, sockets among them, that the operating system allows this process. */
  public static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  /** The same with as many connections at most. */
  public HttpLimits admitting(int most) {
    return with(change -> change.connections = most);
  }

  /** The same with another time to finish in. */
  public HttpLimits finishingWithin(Duration other) {
    return with(change -> change.grace = other);
  }

  /** The same with other deadlines for a head, a body and a response. */
  public HttpLimits hurrying(Duration ofHead, Duration ofBody, Duration ofResponse) {
    return with(change -> {
      change.head = ofHead;
      change.body = ofBody;
      change.response = ofResponse;
    });
  }

  /** The same with another time to the first request. */
  public HttpLimits opening(Duration other) {
    return with(change -> change.opening = other);
  }

  /** The same with other times for connections that wait for a next request. */
  public HttpLimits resting(Duration usually, Duration whenCrowded) {
    return with(change -> {
      change.idle = usually;
      change.idleWhenCrowded = whenCrowded;
    });
  }

  /** The same with another budget for responses that wait for slow readers. */
  public HttpLimits keeping(long bytes) {
    return with(change -> change.waitingBytes = bytes);
  }

  /** The same with another queue of requests. */
  public HttpLimits queueing(int most, Duration longest) {
    return with(change -> {
      change.queued = most;
      change.queueing = longest;
    });
  }

  private HttpLimits with(Consumer<Change> made) {
    Change change = new Change(this);
    made.accept(change);
    return change.limits();
  }

  /** The limits while some of them are changed. */
  private static final class Change {
    private int connections;
    private Duration head;
    private Duration body;
    private Duration response;
    private Duration opening;
    private Duration idle;
    private Duration idleWhenCrowded;
    private long waitingBytes;
    private int queued;
    private Duration queueing;
    private Duration grace;

    Change(HttpLimits of) {
      this.connections = of.connections;
      this.head = of.head;
      this.body = of.body;
      this.response = of.response;
      this.opening = of.opening;
      this.idle = of.idle;
      this.idleWhenCrowded = of.idleWhenCrowded;
      this.waitingBytes = of.waitingBytes;
      this.queued = of.queued;
      this.queueing = of.queueing;
      this.grace = of.grace;
    }

    HttpLimits limits() {
      return new HttpLimits(
          connections,
          head,
          body,
          response,
          opening,
          idle,
          idleWhenCrowded,
          waitingBytes,
          queued,
          queueing,
          grace);
    }
  }
}
