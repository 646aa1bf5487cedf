package dev.roster.alignment.mutation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/** A mutation run: its mutants, each with the check that killed it. */
final class MutationRun {
  private final MutationConfig config;
  private final Expectations expectations;
  private final List<MutantResult> results;
  private final boolean whole;
  private final long seconds;

  MutationRun(
      MutationConfig config,
      Expectations expectations,
      List<MutantResult> results,
      boolean whole,
      long seconds) {
    this.config = config;
    this.expectations = expectations;
    this.results = List.copyOf(results);
    this.whole = whole;
    this.seconds = seconds;
  }

  /**
   * Makes single changes of documents, pacts, client and server, and asks the checks about each.
   *
   * @param only matches the ids of the changes to be made; empty for a whole run
   */
  static MutationRun of(MutationConfig config, Optional<Pattern> only)
      throws IOException, InterruptedException, ExecutionException {
    Instant begin = Instant.now();
    Expectations expectations = Expectations.read(config.expectations());
    Pattern wanted = only.orElse(Pattern.compile(".*"));
    List<MutantResult> results =
        new MutantRunner(config, expectations, wanted.asMatchPredicate()).results();
    long seconds = Duration.between(begin, Instant.now()).toSeconds();
    return new MutationRun(config, expectations, results, only.isEmpty(), seconds);
  }

  /** The number of mutants. */
  int size() {
    return results.size();
  }

  long seconds() {
    return seconds;
  }

  /**
   * The reasons why the run fails: a mutant that could not be judged, that survived without a
   * reason, or that another check killed than the one that should; after a whole run also an
   * expectation that no mutant meets.
   */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (MutantResult result : results) {
      if (!ids.add(result.id())) {
        faults.add(result.id() + ": two mutants have this id");
      }
      faultOf(result).ifPresent(fault -> faults.add(result.id() + ": " + fault));
    }
    if (results.isEmpty()) {
      faults.add("no mutant was made");
    }
    if (whole) {
      expectations.rules().forEach(rule -> faults.addAll(faultsOf(rule)));
    }
    return faults;
  }

  private Optional<String> faultOf(MutantResult result) {
    if (result.broken()) {
      return Optional.of("could not be judged, " + result.by());
    }
    if (!result.killed()) {
      return expectations.reason(result.id()).isPresent()
          ? Optional.empty()
          : Optional.of("survived, and " + config.expectations() + " has no reason for it");
    }
    return result.seen().equals(result.expected())
        ? Optional.empty()
        : Optional.of("killed by " + result.seen() + " instead of " + result.expected());
  }

  private List<String> faultsOf(Expectations.Rule rule) {
    List<MutantResult> about =
        results.stream().filter(result -> rule.isAbout(result.id())).toList();
    if (about.isEmpty()) {
      return List.of("the expectation for " + rule.ids() + " is about no mutant");
    }
    return about.stream()
        .filter(result -> rule.check() == null && result.killed())
        .map(result -> "the reason for " + rule.ids() + ": " + result.id() + " was killed")
        .toList();
  }

  /**
   * Writes the result of a whole run for the alignment report.
   *
   * @param update also makes it the committed result, or puts what a partial run found about
   *     sources into that
   */
  void write(boolean update) throws IOException {
    if (whole) {
      MutationReport.write(config.alignment(), results, expectations, seconds, update);
    } else if (update) {
      MutationReport.writePart(config.alignment(), results, expectations);
    }
  }
}
