package dev.roster.server.http;

import dev.roster.server.db.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Runs each request on a virtual thread of its own, so many at a time; the others wait in their
 * order (docs/adr/0059). Of too many, and of those that would wait or have waited too long, each
 * runs at once as one to {@linkplain #isRefused() refuse} (docs/adr/0068). Safe for use by many
 * threads.
 */
final class RequestThreads implements Executor, AutoCloseable {
  private static final ScopedValue<Boolean> REFUSED = ScopedValue.newInstance();

  /**
   * Times the longest wait: a burst, as of clients that all begin at once, is worked off and not
   * refused; only what lasts longer is overload.
   */
  private static final int BURST = 4;

  /**
   * Times the longest wait: where requests end, the turn of one that waited longer than was
   * expected on its arrival comes soon, and its refusal would be late as well.
   */
  private static final int PATIENCE_IN_PROGRESS = 2;

  private static final long LOOK_MILLIS = 100;

  private final ExecutorService threads;
  private final int most;
  private final int mostQueued;
  private final long longestNanos;
  private final ReentrantLock lock = new ReentrantLock();

  /** In their order; empty while there is room. Guarded by the lock, like the room. */
  private final Queue<Queued> queue = new ArrayDeque<>();

  private int room;

  /** The time since when there is no room; guarded by the lock. */
  private long rushSince;

  /** The time of the last end of a task, or since when there is no room; guarded by the lock. */
  private long lastEnd;

  /**
   * The time between two ends while there is no room, as a mean of about as many as run at a time,
   * since those that wait for one thing end together; guarded by the lock.
   */
  private long interval;

  private final RefusalPause pause;
  private final LongSupplier nanoTime;
  private volatile boolean refusing = true;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param most the number that run at a time, since each may need memory for its response
   * @param mostQueued the number that wait
   * @param longest the time that one waits
   */
  RequestThreads(int most, int mostQueued, Duration longest) {
    this(
        most,
        mostQueued,
        longest,
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory()),
        new RefusalPause(),
        System::nanoTime);
  }

  /**
   * @param threads run what has room, each task at once
   * @param pause is told of what begins and of what is refused
   * @param nanoTime tells the time as {@link System#nanoTime} does
   */
  RequestThreads(
      int most,
      int mostQueued,
      Duration longest,
      ExecutorService threads,
      RefusalPause pause,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.threads = threads;
    this.pause = pause;
    this.most = most;
    this.room = most;
    this.mostQueued = mostQueued;
    this.longestNanos = longest.toNanos();
  }

  /** A task that waits, since a time as {@link System#nanoTime} tells it. */
  private record Queued(Runnable task, long since) {}

  /** Reports whether this thread works on a request that there is no room for. */
  static boolean isRefused() {
    return REFUSED.isBound();
  }

  /**
   * Runs the task later.
   *
   * @throws RejectedExecutionException after {@link #close}
   */
  @Override
  public void execute(Runnable task) {
    waiting.incrementAndGet();
    switch (admission(task)) {
      case RUN -> begin(task, nanoTime.getAsLong());
      case REFUSE -> {
        refuse(task);
        pause.refused();
      }
      case QUEUE -> {}
    }
  }

  private enum Admission {
    RUN,
    QUEUE,
    REFUSE
  }

  private Admission admission(Runnable task) {
    lock.lock();
    try {
      if (room > 0) {
        if (--room == 0) {
          beginOfRush(nanoTime.getAsLong());
        }
        return Admission.RUN;
      }
      long now = nanoTime.getAsLong();
      if (refusing && isFull(now)) {
        return Admission.REFUSE;
      }
      queue.add(new Queued(task, now));
      return Admission.QUEUE;
    } finally {
      lock.unlock();
    }
  }

  /** Begins to measure anew, unless the last rush has just ended. */
  private void beginOfRush(long now) {
    if (now - lastEnd > longestNanos) {
      interval = 0;
    }
    lastEnd = now;
    rushSince = now;
  }

  private boolean isFull(long now) {
    long quiet = now - lastEnd;
    long each = quiet > longestNanos ? quiet : interval;
    return queue.size() >= mostQueued
        || isOverload(now) && (queue.size() + 1) * each > longestNanos;
  }

  private boolean isOverload(long now) {
    return now - rushSince > longestNanos * BURST;
  }

  /**
   * @param since when the task came
   */
  private void begin(Runnable task, long since) {
    long started = nanoTime.getAsLong();
    start(() -> {
      pause.begun(nanoTime.getAsLong() - started);
      waiting.decrementAndGet();
      try {
        Deadline.run(since + HttpLimits.DATABASE.toNanos(), task);
      } finally {
        next();
      }
    });
  }

  private void refuse(Runnable task) {
    waiting.decrementAndGet();
    ScopedValue.where(REFUSED, true).run(task);
  }

  private void refuseLater(Runnable task) {
    start(() -> refuse(task));
  }

  private void start(Runnable work) {
    try {
      threads.execute(work);
    } catch (RejectedExecutionException closed) {
      waiting.decrementAndGet();
      throw closed;
    }
  }

  /** Gives the room of a task that has ended to the one that has waited longest. */
  private void next() {
    try {
      Queued next = end();
      while (next != null && isOverdue(next)) {
        refuseLater(next.task());
        next = take();
      }
      if (next != null) {
        begin(next.task(), next.since());
      }
    } catch (RejectedExecutionException closed) {
      // nobody waits for what is left
    }
  }

  private @Nullable Queued end() {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      if (room == 0) {
        interval += (now - lastEnd - interval) / most;
      }
      lastEnd = now;
      return take();
    } finally {
      lock.unlock();
    }
  }

  /** The task that has waited longest; without one there is more room. */
  private @Nullable Queued take() {
    lock.lock();
    try {
      Queued next = queue.poll();
      if (next == null) {
        room++;
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private boolean isOverdue(Queued task) {
    long now = nanoTime.getAsLong();
    lock.lock();
    try {
      boolean hanging = now - lastEnd > longestNanos;
      long patience = hanging ? longestNanos : PATIENCE_IN_PROGRESS * longestNanos;
      return refusing && isOverload(now) && now - task.since() > patience;
    } finally {
      lock.unlock();
    }
  }

  /** Looks for what has waited too long until the scheduler stops, also where nothing ends. */
  void watch(Scheduler scheduler) {
    try {
      refuseOverdue();
    } finally {
      scheduler.schedule(() -> watch(scheduler), LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Refuses what has waited too long. */
  void refuseOverdue() {
    for (Queued late = takeOverdue(); late != null; late = takeOverdue()) {
      refuseLater(late.task());
    }
  }

  private @Nullable Queued takeOverdue() {
    lock.lock();
    try {
      Queued longest = queue.peek();
      return longest != null && isOverdue(longest) ? queue.poll() : null;
    } finally {
      lock.unlock();
    }
  }

  /** From now on all wait for as long as it takes. */
  void refuseNothing() {
    refusing = false;
  }

  /** The number of tasks that run. */
  int running() {
    lock.lock();
    try {
      return most - room;
    } finally {
      lock.unlock();
    }
  }

  /** The number of tasks that did not begin yet. */
  int waiting() {
    return waiting.get();
  }

  /** Interrupts what still runs, and waits for nothing. */
  @Override
  public void close() {
    threads.shutdownNow();
    lock.lock();
    try {
      waiting.addAndGet(-queue.size());
      queue.clear();
    } finally {
      lock.unlock();
    }
  }
}
