package dev.roster.drills.load;

/**
 * One HTTP request and its end.
 *
 * @param startMillis since the traffic began
 * @param status 0 where there was no response
 * @param retryAfter whether the response had the header
 * @param failure the reason where there was no response, otherwise empty
 */
public record Call(
    Operation operation,
    int replica,
    long startMillis,
    long endMillis,
    int status,
    boolean retryAfter,
    String failure) {
  /** The time from the request to its end. */
  public long millis() {
    return endMillis - startMillis;
  }

  /** Reports whether the work was done. */
  public boolean succeeded() {
    return status >= 200 && status < 300;
  }
}
