package dev.roster.benchmarks.load;

import java.util.Arrays;

/** Latencies of requests in nanoseconds. Every value is kept, so percentiles are exact. */
public final class Latencies {
  private long[] values = new long[1024];
  private int size;
  private boolean sorted = true;

  /** Adds one latency. */
  public void add(long nanos) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = nanos;
    sorted = false;
  }

  /** The number of latencies. */
  public int size() {
    return size;
  }

  /**
   * The smallest latency that at least this share of all latencies does not exceed (nearest rank).
   *
   * @param share above 0 and at most 1
   * @return nanoseconds; 0 if there is no latency
   */
  public long percentile(double share) {
    if (share <= 0 || share > 1) {
      throw new IllegalArgumentException("a share must be above 0 and at most 1, not " + share);
    }
    if (size == 0) {
      return 0;
    }
    if (!sorted) {
      Arrays.sort(values, 0, size);
      sorted = true;
    }
    // without the correction 0.7 * 10 would be rank 8, since no double is 0.7
    int rank = (int) Math.ceil(share * size - 1e-9);
    return values[Math.max(rank, 1) - 1];
  }
}
