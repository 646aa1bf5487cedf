package dev.roster.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * Sends requests to one server over keep-alive connections from the calling thread, so that it
 * takes little of the processor that it shares with the server. Not thread-safe.
 */
public final class LoadClient {
  private static final int BUFFER = 256 * 1024;
  private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

  /** Below a millisecond a selector cannot wait: it is asked at this interval instead. */
  private static final long POLL = 50_000;

  private static final long MILLISECOND = 1_000_000;

  private final InetSocketAddress server;
  private final int connections;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

  /**
   * A client of a server.
   *
   * @param connections the number of requests under way at most
   */
  public LoadClient(InetSocketAddress server, int connections) {
    this.server = server;
    this.connections = connections;
  }

  /** Keeps all connections busy for so long: each sends its next request after its response. */
  public LoadResult closedLoop(RequestSource source, Duration duration) throws IOException {
    return run(source, begin -> new Arrivals.Closed(begin + duration.toNanos()));
  }

  /**
   * Starts requests at a fixed rate for so long. A request that finds all connections busy waits,
   * and its latency counts from the start that was intended.
   */
  public LoadResult openModel(RequestSource source, double perSecond, Duration duration)
      throws IOException {
    return open(source, perSecond, duration, false);
  }

  /**
   * Starts requests at a fixed rate for so long. A request that finds all connections busy is
   * dropped, as clients that come from outside do not wait for each other.
   */
  public LoadResult droppingOpenModel(RequestSource source, double perSecond, Duration duration)
      throws IOException {
    return open(source, perSecond, duration, true);
  }

  private LoadResult open(
      RequestSource source, double perSecond, Duration duration, boolean dropping)
      throws IOException {
    double seconds = duration.toNanos() / 1e9;
    return run(
        source, begin -> new Arrivals.Open(begin + MILLISECOND, perSecond, seconds, dropping));
  }

  /** Connects first, so that no request waits for that. */
  private LoadResult run(RequestSource source, LongFunction<Arrivals> arrivalsFrom)
      throws IOException {
    try (Run run = new Run(source)) {
      return run.toItsEnd(arrivalsFrom);
    }
  }

  private final class Run implements AutoCloseable {
    private final RequestSource source;
    private final Selector selector = Selector.open();
    private final List<Connection> open = new ArrayList<>();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Latencies latencies = new Latencies();
    private final Latencies accepted = new Latencies();
    private final Latencies refused = new Latencies();
    private long requests;
    private long errors;
    private long dropped;

    Run(RequestSource source) throws IOException {
      this.source = source;
      for (int i = 0; i < connections; i++) {
        connect();
      }
    }

    private void connect() throws IOException {
      Connection connection = new Connection(server, selector);
      open.add(connection);
      idle.add(connection);
    }

    LoadResult toItsEnd(LongFunction<Arrivals> arrivalsFrom) throws IOException {
      long begin = System.nanoTime();
      Arrivals arrivals = arrivalsFrom.apply(begin);
      long lastHeard = begin;
      long now = begin;
      while (true) {
        start(arrivals, now);
        if (arrivals.isOver(now) && idle.size() == open.size() || now - lastHeard > PATIENCE) {
          break;
        }
        boolean heard = poll(arrivals, now);
        now = System.nanoTime();
        lastHeard = heard ? now : lastHeard;
      }
      giveUp(arrivals, now);
      return new LoadResult(
          requests, errors, dropped, (now - begin) / 1e9, latencies, accepted, refused);
    }

    private void start(Arrivals arrivals, long now) throws IOException {
      while (!idle.isEmpty()) {
        long intended = arrivals.take(now);
        if (intended == Arrivals.NONE) {
          return;
        }
        // the last one to become idle, so that few connections serve a low rate
        Connection connection = idle.removeLast();
        try {
          connection.send(source.next(), intended);
        } catch (IOException broken) {
          fail(connection, now);
        }
      }
      dropped += arrivals.drop(now);
    }

    private boolean poll(Arrivals arrivals, long now) throws IOException {
      long wait = idle.isEmpty() ? Long.MAX_VALUE : arrivals.nanosUntilNext(now);
      if (wait >= MILLISECOND) {
        return selector.select(this::advance, Math.clamp(wait / MILLISECOND, 1, 1000)) > 0;
      }
      if (selector.selectNow(this::advance) > 0) {
        return true;
      }
      LockSupport.parkNanos(Math.min(wait, POLL));
      return false;
    }

    private void advance(SelectionKey key) {
      Connection connection = (Connection) key.attachment();
      try {
        if (connection.advance(buffer)) {
          finish(connection);
        }
      } catch (IOException broken) {
        fail(connection, System.nanoTime());
      }
    }

    private void finish(Connection connection) throws IOException {
      long latency = System.nanoTime() - connection.intendedStart();
      latencies.add(latency);
      if (connection.isAsExpected()) {
        requests++;
        accepted.add(latency);
      } else {
        errors++;
        if (connection.isRefused()) {
          refused.add(latency);
        }
      }
      if (connection.isReusable()) {
        idle.add(connection);
      } else {
        replace(connection);
      }
    }

    /** An idle connection that the server closed took no request with it. */
    private void fail(Connection connection, long now) {
      if (!idle.remove(connection)) {
        latencies.add(now - connection.intendedStart());
        errors++;
      }
      try {
        replace(connection);
      } catch (IOException gone) {
        throw new ServerGoneException(server, gone);
      }
    }

    private void replace(Connection connection) throws IOException {
      open.remove(connection);
      connection.close();
      connect();
    }

    /** Requests without a response count with the time that they have waited. */
    private void giveUp(Arrivals arrivals, long now) {
      for (Connection connection : open) {
        if (!idle.contains(connection)) {
          latencies.add(now - connection.intendedStart());
          errors++;
        }
      }
      if (idle.size() < open.size()) {
        for (long due = arrivals.take(now); due != Arrivals.NONE; due = arrivals.take(now)) {
          latencies.add(now - due);
          errors++;
        }
      }
    }

    @Override
    public void close() throws IOException {
      for (Connection connection : open) {
        connection.close();
      }
      selector.close();
    }
  }
}
