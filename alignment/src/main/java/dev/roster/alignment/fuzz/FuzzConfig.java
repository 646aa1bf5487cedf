package dev.roster.alignment.fuzz;

import java.util.Optional;
import java.util.Set;

/**
 * Settings of a fuzzer.
 *
 * @param seed of the random cases
 * @param refusals the words in which the server refuses members, if they are known
 * @param ignoredViolations keys of violations of the validator of responses that are none here
 */
public record FuzzConfig(
    long seed, Optional<RefusalTexts> refusals, Set<String> ignoredViolations) {
  public FuzzConfig {
    ignoredViolations = Set.copyOf(ignoredViolations);
  }

  /**
   * The words in which a framework refuses a member of a body, by which the fuzzer finds refusals
   * that the document does not mention.
   *
   * @param missing the refusal of a body without a required member
   * @param isNull the refusal of null
   * @param tooLong the beginning of the refusal of a string beyond its {@code maxLength}
   */
  public record RefusalTexts(String missing, String isNull, String tooLong) {}

  /** Settings that suit any server. */
  public static FuzzConfig ofSeed(long seed) {
    return new FuzzConfig(seed, Optional.empty(), Set.of());
  }
}
