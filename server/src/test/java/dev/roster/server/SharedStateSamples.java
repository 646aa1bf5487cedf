package dev.roster.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Every form of state that {@link SharedState} has to find, and forms that it must not take for
 * such.
 */
final class SharedStateSamples {
  static final String[] MEMBERS = {
    "Inner.changed",
    "Inner.locked()",
    "atomic",
    "block()",
    "changing",
    "concurrent",
    "filled",
    "flag",
    "global",
    "inLambda()",
    "lock",
    "synchronizedList",
    "thread"
  };

  private static int global;
  private static final TimeUnit UNIT = TimeUnit.DAYS;

  private final AtomicLong atomic = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, String> concurrent = new ConcurrentHashMap<>();
  private final List<String> synchronizedList = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> filled = new HashMap<>();
  private final List<String> fixed = List.of(UNIT.name());
  private final Callable<String> work = () -> fixed.getFirst();
  private final Thread thread = new Thread(() -> {});
  private volatile boolean flag;
  private int changing;

  int block() throws Exception {
    synchronized (filled) {
      flag = work.call() != null;
      global++;
      return changing++ + filled.size() + concurrent.size() + synchronizedList.size();
    }
  }

  Runnable inLambda() {
    return () -> {
      synchronized (lock) {
        atomic.incrementAndGet();
        thread.start();
      }
    };
  }

  /** Counts for the outermost class. */
  static final class Inner {
    private long changed;

    synchronized void locked() {
      changed++;
    }
  }
}
