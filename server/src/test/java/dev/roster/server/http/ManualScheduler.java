package dev.roster.server.http;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/** A scheduler that keeps its tasks until a test runs them. */
final class ManualScheduler extends AbstractLifeCycle implements Scheduler {
  private static final int PATIENCE_SECONDS = 20;

  private final BlockingQueue<Later> scheduled = new LinkedBlockingQueue<>();

  /** One that runs also after it was cancelled: it may have begun just before. */
  static final class Later implements Scheduler.Task {
    private final Runnable work;
    private final Duration delay;
    private final CountDownLatch cancelled = new CountDownLatch(1);

    private Later(Runnable work, Duration delay) {
      this.work = work;
      this.delay = delay;
    }

    Duration delay() {
      return delay;
    }

    void run() {
      work.run();
    }

    /** False if nobody cancels it. */
    boolean awaitCancelled() throws InterruptedException {
      return cancelled.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public boolean cancel() {
      cancelled.countDown();
      return false;
    }
  }

  @Override
  public Scheduler.Task schedule(Runnable task, long delay, TimeUnit units) {
    Later later = new Later(task, Duration.of(delay, units.toChronoUnit()));
    scheduled.add(later);
    return later;
  }

  /** The next that was scheduled, waited for; null if there is none for long. */
  Later next() throws InterruptedException {
    return scheduled.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** The number of tasks that wait to be run. */
  int size() {
    return scheduled.size();
  }
}
