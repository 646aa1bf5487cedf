package dev.roster.server.diagnosis;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * A check, which finds something about each of its subjects and changes nothing.
 *
 * @param subject its name, that of its first finding
 */
public record Check(String subject, Callable<List<Finding>> work) {
  /** A check with one finding. */
  public static Check of(String subject, Callable<Finding> work) {
    return new Check(subject, () -> List.of(work.call()));
  }
}
