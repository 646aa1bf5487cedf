package dev.roster.benchmarks.load;

/**
 * The outcome of one run.
 *
 * @param requests responses with the expected status
 * @param errors responses with another status, broken connections, and requests never answered
 * @param dropped requests that were due and found no connection idle; neither requests nor errors
 * @param seconds from the first request to the last response
 * @param latencies from the intended start of each request, errors included
 * @param accepted those of the responses with the expected status
 * @param refused those of the responses with status 503 in place of the expected one
 */
public record LoadResult(
    long requests,
    long errors,
    long dropped,
    double seconds,
    Latencies latencies,
    Latencies accepted,
    Latencies refused) {

  /** Requests per second. */
  public double throughput() {
    return seconds == 0 ? 0 : requests / seconds;
  }
}
