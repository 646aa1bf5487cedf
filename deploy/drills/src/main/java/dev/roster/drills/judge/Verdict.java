package dev.roster.drills.judge;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * The figures of a drill and what they violate.
 *
 * @param statuses the number of calls by status, or by failure where there was no response
 * @param during the part of the calls that began while the fault held and succeeded, from 0 to 1
 * @param recoveryMillis from the end of the cause to the end of the last call that failed
 * @param withoutRetryAfter the number of 503 without that header
 * @param findings the targets that were missed, none for a pass
 */
public record Verdict(
    String mode,
    long seed,
    boolean hit,
    String evidence,
    int calls,
    Map<String, Long> statuses,
    double during,
    long longestMillis,
    long recoveryMillis,
    int acknowledged,
    int lost,
    int twice,
    long errors500,
    long withoutRetryAfter,
    List<String> findings) {
  @JsonProperty
  public boolean passed() {
    return findings.isEmpty();
  }
}
