package dev.roster.server.db;

import java.util.function.Supplier;

/** Follows work on a database. Safe for use by many threads. */
public interface DatabaseTracer {
  /** Follows nothing. */
  DatabaseTracer NONE =
      new DatabaseTracer() {
        @Override
        public <T> T trace(Work kind, Supplier<T> work) {
          return work.get();
        }
      };

  /** A kind of work, from the wait for a connection to its return. */
  enum Work {
    /** Statements that change nothing. */
    READ,
    /** One statement that is a transaction of its own, with its repetitions. */
    WRITE,
    /** A transaction, with its repetitions. */
    TRANSACTION
  }

  /** Does the work on this thread, and returns or throws what it does. */
  <T> T trace(Work kind, Supplier<T> work);
}
