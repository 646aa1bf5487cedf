package dev.roster.alignment.mutation;

import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/** A mutation run: its mutants, each with the checks that saw it. */
final class MutationRun {
  /** The changes that a run makes. */
  enum Scope {
    /** All of the project's own. */
    WHOLE,
    /** Some of the project's own. */
    PART,
    /** A catalogue that somebody else wrote, which any check may see. */
    BLIND
  }

  private final MutationConfig config;
  private final Expectations expectations;
  private final List<MutantResult> results;
  private final List<String> notAsked;
  private final Scope scope;
  private final long seconds;

  /**
   * @param notAsked the checks that could not be asked, with the reasons
   */
  MutationRun(
      MutationConfig config,
      Expectations expectations,
      List<MutantResult> results,
      List<String> notAsked,
      Scope scope,
      long seconds) {
    this.config = config;
    this.expectations = expectations;
    this.results = List.copyOf(results);
    this.notAsked = List.copyOf(notAsked);
    this.scope = scope;
    this.seconds = seconds;
  }

  /**
   * Makes single changes of documents, pacts, client and server, asks every check about each, and
   * writes the result, also if it is stopped.
   *
   * @param only matches the ids of the changes to be made; empty for a whole run
   * @param update whether the result also becomes a part of the committed one
   */
  static MutationRun of(MutationConfig config, Optional<Pattern> only, boolean update)
      throws IOException, InterruptedException, ExecutionException {
    Scope scope = only.isEmpty() ? Scope.WHOLE : Scope.PART;
    Expectations expectations = Expectations.read(config.expectations());
    Pattern wanted = only.orElse(Pattern.compile(".*"));
    MutantRunner runner =
        new MutantRunner(config, expectations, config.entries(), true, wanted.asMatchPredicate());
    return run(config, expectations, runner, scope, update);
  }

  /**
   * The same with the changes of another catalogue alone, which any check may see. The check that
   * an entry names is only compared with those that saw it.
   *
   * @throws IllegalArgumentException if an entry names a check that does not exist
   */
  static MutationRun ofCatalogue(
      MutationConfig config, URL catalogue, Optional<Pattern> only, boolean update)
      throws IOException, InterruptedException, ExecutionException {
    List<CatalogueEntry> entries = CatalogueEntry.read(catalogue, "");
    entries.forEach(entry -> requireKnownCheck(config, entry));
    MutantRunner runner =
        new MutantRunner(
            config,
            new Expectations(List.of()),
            entries.stream().map(CatalogueEntry::withoutExpectation).toList(),
            false,
            only.orElse(Pattern.compile(".*")).asMatchPredicate());
    Expectations named = Expectations.of(entries);
    return run(config, named, runner, Scope.BLIND, update && only.isEmpty());
  }

  /** A misspelled key would count as a check that saw nothing. */
  private static void requireKnownCheck(MutationConfig config, CatalogueEntry entry) {
    if (!entry.check().isEmpty() && !config.checkKeys().contains(entry.check())) {
      throw new IllegalArgumentException(
          entry.id()
              + ": no check is called "
              + entry.check()
              + "; they are "
              + String.join(", ", config.checkKeys()));
    }
  }

  private static MutationRun run(
      MutationConfig config,
      Expectations expectations,
      MutantRunner runner,
      Scope scope,
      boolean update)
      throws IOException, InterruptedException, ExecutionException {
    Instant begin = Instant.now();
    boolean ended = false;
    try {
      runner.run();
      ended = true;
    } finally {
      if (!ended) {
        // what was found so far, which is not the whole
        Scope part = scope == Scope.WHOLE ? Scope.PART : scope;
        result(config, expectations, runner, part, begin).write(false);
      }
    }
    MutationRun run = result(config, expectations, runner, scope, begin);
    run.write(update);
    return run;
  }

  private static MutationRun result(
      MutationConfig config,
      Expectations expectations,
      MutantRunner runner,
      Scope scope,
      Instant begin) {
    long seconds = Duration.between(begin, Instant.now()).toSeconds();
    List<MutantResult> results = runner.results();
    if (scope == Scope.BLIND) {
      results = results.stream().map(result -> compared(result, expectations)).toList();
    }
    return new MutationRun(config, expectations, results, runner.faults(), scope, seconds);
  }

  private static MutantResult compared(MutantResult result, Expectations named) {
    return named.check(result.id()).map(result::expecting).orElse(result);
  }

  /** The number of mutants. */
  int size() {
    return results.size();
  }

  /** The number of mutants that a check saw. */
  int killed() {
    return (int) results.stream().filter(MutantResult::killed).count();
  }

  long seconds() {
    return seconds;
  }

  /** The mutants that no check saw, and those that could not be judged. */
  List<String> survivors() {
    return results.stream()
        .filter(result -> !result.killed())
        .map(result ->
            result.id()
                + ": "
                + (result.isBroken() ? "BROKEN, " + result.broken() : result.mutant().says()))
        .toList();
  }

  /**
   * The reasons why the run fails: no mutant or a check that could not be asked; of the project's
   * own catalogue also a mutant that could not be judged, that survived without a reason, or that
   * the check did not see that should; after a whole run also an expectation that no mutant meets.
   */
  List<String> faults() {
    List<String> faults = new ArrayList<>(notAsked);
    if (results.isEmpty()) {
      faults.add("no mutant was made");
    }
    if (scope == Scope.BLIND) {
      return faults;
    }
    Set<String> ids = new HashSet<>();
    for (MutantResult result : results) {
      if (!ids.add(result.id())) {
        faults.add(result.id() + ": two mutants have this id");
      }
      faultOf(result).ifPresent(fault -> faults.add(result.id() + ": " + fault));
    }
    if (scope == Scope.WHOLE) {
      expectations.rules().forEach(rule -> faults.addAll(faultsOf(rule)));
    }
    return faults;
  }

  private Optional<String> faultOf(MutantResult result) {
    if (result.isBroken()) {
      return Optional.of("could not be judged, " + result.broken());
    }
    if (!result.killed()) {
      return expectations.reason(result.id()).isPresent()
          ? Optional.empty()
          : Optional.of("survived, and " + config.expectations() + " has no reason for it");
    }
    String expected = result.mutant().expected();
    return expectations.reason(result.id()).isPresent() || result.seen().contains(expected)
        ? Optional.empty()
        : Optional.of("seen by " + String.join(", ", result.seen()) + ", but not by " + expected);
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
   * Writes the result for the alignment report.
   *
   * @param update also makes it the committed result, or puts what a partial run found about
   *     entries of catalogues into that
   */
  private void write(boolean update) throws IOException {
    MutationReport report = new MutationReport(config.alignment(), expectations);
    switch (scope) {
      case WHOLE -> report.write(results, seconds, update);
      case PART -> report.writePart(results, seconds, update);
      case BLIND -> report.writeBlind(results, seconds, update);
    }
  }
}
