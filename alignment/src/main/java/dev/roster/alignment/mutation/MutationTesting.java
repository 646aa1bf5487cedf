package dev.roster.alignment.mutation;

import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.fuzz.FuzzTarget;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Mutation tests of the checks of a project: a run makes single changes of documents, pacts, client
 * and server, each of which must turn a check red, and asks every check about each. Runs are rare,
 * so the catalogues of changes can be checked without one.
 */
public final class MutationTesting {
  /**
   * The outcome of a run.
   *
   * @param killed the number of mutants that a check saw
   * @param survivors the mutants that no check saw, and those that could not be judged
   * @param faults the reasons why it fails: no mutant, or a check that could not be asked; of the
   *     project's own changes also a mutant that could not be judged, that survived without a
   *     reason, or that the check did not see that should; after a whole run also an expectation
   *     that no mutant meets
   */
  public record Outcome(
      int mutants, int killed, long seconds, List<String> survivors, List<String> faults) {}

  private final MutationConfig config;

  MutationTesting(MutationConfig config) {
    this.config = config;
  }

  /**
   * Begins to collect the settings.
   *
   * @param alignment the documents and pacts that are mutated, and the settings of their checks
   * @param programPackages the beginning of the names of all classes that belong to the program or
   *     its tests, and are loaded anew for each change
   */
  public static Builder of(AlignmentConfig alignment, String programPackages) {
    return new Builder(alignment, programPackages);
  }

  /**
   * Makes the changes, asks every check about each, and writes the result for the alignment report.
   *
   * @param only matches the ids of the changes to be made; empty for a whole run
   * @param update also makes it the committed result, or puts what a partial run found about
   *     entries of catalogues into that
   */
  public Outcome run(Optional<Pattern> only, boolean update)
      throws IOException, InterruptedException, ExecutionException {
    return outcome(MutationRun.of(config, only, update));
  }

  /**
   * Makes the changes of another catalogue alone. Any check may see them; the report compares those
   * that did with the one that an entry names as {@code check}. An entry that cannot be made or
   * does not compile is reported as broken.
   *
   * @param only matches the ids of the changes to be made; empty for all
   * @param update also makes it the committed result, unless it is about a part
   */
  public Outcome run(URL catalogue, Optional<Pattern> only, boolean update)
      throws IOException, InterruptedException, ExecutionException {
    return outcome(MutationRun.ofCatalogue(config, catalogue, only, update));
  }

  private static Outcome outcome(MutationRun run) {
    return new Outcome(run.size(), run.killed(), run.seconds(), run.survivors(), run.faults());
  }

  /** The number of changes in the catalogues. */
  public int catalogueSize() {
    return new MutationCatalogueCheck(config).size();
  }

  /** The entries of the catalogues that cannot be made, change nothing, or share their id. */
  public List<String> catalogueFaults() throws IOException {
    return new MutationCatalogueCheck(config).faults();
  }

  /** The differences of the committed result of the last run and the catalogues of today. */
  public List<String> changesSinceLastRun() throws IOException {
    return new MutationCatalogueCheck(config).changesSinceLastRun();
  }

  /** The survivors of the last run whose committed reason is not the one of the expectations. */
  public List<String> unexplainedSurvivors() throws IOException {
    return new MutationCatalogueCheck(config).unexplainedSurvivors();
  }

  /** Collects the settings. Not safe for use by many threads. */
  public static final class Builder {
    private final AlignmentConfig alignment;
    private final String programPackages;
    private @Nullable Supplier<? extends FuzzTarget> server;
    private @Nullable URL clientCatalogue;
    private String clientCheck = "";
    private @Nullable URL serverCatalogue;
    private @Nullable URL expectations;
    private Pattern clientSources = Pattern.compile("client/.*");
    private final Map<String, List<List<String>>> checks = new LinkedHashMap<>();
    private List<Path> links = List.of();
    private List<String> jvmOptions = List.of();
    private Pattern accidents = Pattern.compile("(?!)");

    private Builder(AlignmentConfig alignment, String programPackages) {
      this.alignment = alignment;
      this.programPackages = programPackages;
    }

    /** Sets the start of the server whose responses are compared with mutated documents. */
    public Builder server(Supplier<? extends FuzzTarget> start) {
      this.server = start;
      return this;
    }

    /**
     * Sets a catalogue of changes, most of them of the client.
     *
     * @param check the check that must see a change unless it names another
     */
    public Builder clientCatalogue(URL file, String check) {
      this.clientCatalogue = file;
      this.clientCheck = check;
      return this;
    }

    /** Sets a catalogue of changes that {@code server-pact} must see unless one names another. */
    public Builder serverCatalogue(URL file) {
      this.serverCatalogue = file;
      return this;
    }

    /**
     * Sets which sources are of the client, by their paths below the repository; all others are of
     * the server. The default is {@code client/.*}.
     */
    public Builder clientSources(Pattern paths) {
      this.clientSources = paths;
      return this;
    }

    /** Sets which check must see which change, and which change none can see. */
    public Builder expectations(URL file) {
      this.expectations = file;
      return this;
    }

    /**
     * Adds a check that needs a running program, to be asked about every change that it can see.
     * Another call with the same key adds a part to the check, which is asked behind the first. A
     * part that cannot see a change is left out, so that tests of different programs, such as a
     * client and a server, are best in different parts.
     *
     * @param key the key of the check in results
     * @param testClasses the names of its test classes, to be run in this order
     */
    public Builder check(String key, List<String> testClasses) {
      this.checks.computeIfAbsent(key, none -> new ArrayList<>()).add(List.copyOf(testClasses));
      return this;
    }

    /** Sets the files and folders that the tests look for, relative to their module. */
    public Builder links(List<Path> paths) {
      this.links = paths;
      return this;
    }

    /** Sets the options of the JVMs that run tests. */
    public Builder jvmOptions(List<String> options) {
      this.jvmOptions = options;
      return this;
    }

    /** Sets the output of a change that was not meant like this, beside errors of linking. */
    public Builder accidents(Pattern output) {
      this.accidents = output;
      return this;
    }

    /**
     * @throws IllegalStateException if server, a catalogue or expectations are not set
     */
    public MutationTesting build() {
      return new MutationTesting(settings());
    }

    MutationConfig settings() {
      return new MutationConfig(
          alignment,
          set(server, "server"),
          set(clientCatalogue, "clientCatalogue"),
          set(serverCatalogue, "serverCatalogue"),
          clientCheck,
          clientSources,
          set(expectations, "expectations"),
          checks,
          programPackages,
          links,
          jvmOptions,
          accidents);
    }

    private static <T> T set(@Nullable T value, String name) {
      if (value == null) {
        throw new IllegalStateException(name + " is not set");
      }
      return value;
    }
  }
}
