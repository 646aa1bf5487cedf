package dev.roster.server.db;

/**
 * Until when the work of a thread waits for the database: for a free connection, and for the answer
 * to a statement. Work without a deadline has the limits of its connections alone.
 */
public final class Deadline {
  private static final ScopedValue<Long> END = ScopedValue.newInstance();

  private Deadline() {}

  /**
   * Does work that has a deadline. What begins behind it is given up only where the database does
   * not answer at once.
   *
   * @param end the time as {@link System#nanoTime} tells it
   */
  public static void run(long end, Runnable work) {
    ScopedValue.where(END, end).run(work);
  }

  /**
   * The earlier one of a time and the deadline.
   *
   * @param time as {@link System#nanoTime} tells it
   */
  static long atMost(long time) {
    if (END.isBound()) {
      long end = END.get();
      return end - time < 0 ? end : time;
    }
    return time;
  }
}
