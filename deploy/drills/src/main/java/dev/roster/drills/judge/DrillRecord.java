package dev.roster.drills.judge;

import dev.roster.drills.load.Call;
import dev.roster.drills.load.Switches;
import dev.roster.drills.load.Write;
import java.util.List;

/**
 * The observations of one drill.
 *
 * @param injectedMillis when the fault began, in the time of the calls
 * @param liftedMillis when its cause was gone
 * @param hit whether the fault was seen to act
 * @param complaints of the fault about what should have happened beside the calls
 */
public record DrillRecord(
    String mode,
    long seed,
    Effect effect,
    long injectedMillis,
    long liftedMillis,
    boolean hit,
    String evidence,
    List<String> complaints,
    List<Call> calls,
    List<Write> writes,
    Switches switches,
    Stored stored) {
  public DrillRecord {
    complaints = List.copyOf(complaints);
    calls = List.copyOf(calls);
    writes = List.copyOf(writes);
  }
}
