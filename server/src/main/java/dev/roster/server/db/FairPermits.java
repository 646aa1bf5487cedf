package dev.roster.server.db;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A number of permits, given out in the order in which they are asked for. Like a fair {@link
 * java.util.concurrent.Semaphore} with a time limit, but without a timer for each waiting thread
 * (docs/adr/0060): the limit holds while {@link #refuseOverdue} is called. Safe for use by many
 * threads.
 */
final class FairPermits {
  private final ReentrantLock lock = new ReentrantLock();

  /** In their order, with some that have been interrupted; empty while a permit is free. */
  private final Queue<Waiter> waiters = new ArrayDeque<>();

  private int free;

  FairPermits(int permits) {
    this.free = permits;
  }

  /**
   * A waiting thread.
   *
   * @param until the time as {@link System#nanoTime} tells it
   * @param permit completed with whether the thread gets one
   */
  private record Waiter(long until, CompletableFuture<Boolean> permit) {}

  /**
   * Waits for a permit.
   *
   * @param until the time as {@link System#nanoTime} tells it
   * @return whether there is one; false after too long a time
   */
  boolean acquire(long until) throws InterruptedException {
    CompletableFuture<Boolean> permit;
    lock.lock();
    try {
      if (free > 0) {
        free--;
        return true;
      }
      if (System.nanoTime() - until >= 0) {
        return false;
      }
      permit = new CompletableFuture<>();
      waiters.add(new Waiter(until, permit));
    } finally {
      lock.unlock();
    }
    return await(permit);
  }

  private boolean await(CompletableFuture<Boolean> permit) throws InterruptedException {
    try {
      return permit.get();
    } catch (InterruptedException stopped) {
      if (!permit.complete(false) && permit.join()) {
        release();
      }
      throw stopped;
    } catch (ExecutionException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** The number of waiting threads, with some that have been interrupted. */
  int waiting() {
    lock.lock();
    try {
      return waiters.size();
    } finally {
      lock.unlock();
    }
  }

  /** Gives a permit back, which the thread gets that has waited longest. */
  void release() {
    lock.lock();
    try {
      Waiter next = waiters.poll();
      while (next != null && !next.permit().complete(true)) {
        next = waiters.poll();
      }
      if (next == null) {
        free++;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends waits that have taken too long.
   *
   * @param now the time as {@link System#nanoTime} tells it
   */
  void refuseOverdue(long now) {
    lock.lock();
    try {
      waiters.removeIf(each -> {
        boolean late = now - each.until() >= 0;
        if (late) {
          each.permit().complete(false);
        }
        return late;
      });
    } finally {
      lock.unlock();
    }
  }
}
