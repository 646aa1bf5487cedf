package dev.roster.server.http;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs each request on a virtual thread of its own, so many at a time; the others wait in their
 * order (docs/adr/0059). Safe for use by many threads.
 */
final class RequestThreads implements Executor, AutoCloseable {
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());

  private final int most;
  private final Semaphore room;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param most the number that run at a time, since each may need memory for its response
   */
  RequestThreads(int most) {
    this.most = most;
    this.room = new Semaphore(most, true);
  }

  /**
   * Runs the task later.
   *
   * @throws RejectedExecutionException after {@link #close}
   */
  @Override
  public void execute(Runnable task) {
    waiting.incrementAndGet();
    try {
      threads.execute(() -> runInTurn(task));
    } catch (RejectedExecutionException closed) {
      waiting.decrementAndGet();
      throw closed;
    }
  }

  private void runInTurn(Runnable task) {
    room.acquireUninterruptibly();
    waiting.decrementAndGet();
    try {
      task.run();
    } finally {
      room.release();
    }
  }

  /** The number of tasks that run. */
  int running() {
    return most - room.availablePermits();
  }

  /** The number of tasks that did not begin yet. */
  int waiting() {
    return waiting.get();
  }

  /** Interrupts what still runs, and waits for nothing. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
