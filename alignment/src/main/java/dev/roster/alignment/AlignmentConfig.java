package dev.roster.alignment;

import dev.roster.openapi.OpenApiDocument;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The documents, pacts and folders of one project: all that the checks know of it. Paths are
 * relative to the module that runs the checks, or absolute.
 *
 * {@snippet file="com/example/shop/ShopAlignmentTest.java" region="config"}
 *
 * @param project the name of the project, for the title of the report
 * @param documentNames the names of the documents, without {@code .yaml}; a pact names its provider
 *     by one of them
 * @param documents the folder of the documents
 * @param baseline the folder of the documents as they were released, with {@code allowed.tsv}
 * @param pacts the folder of the pact files
 * @param coverage the folder of the committed coverage, with {@code excuses.tsv}
 * @param results the folder that results and report are written into
 * @param repository the folder of all modules: their results are collected and their sources
 *     mutated
 * @param lastMutationRun the committed result of the last full mutation run
 * @param states the names of the provider states
 * @param since the beginning of the build; older results do not count
 * @param requiredStatuses the statuses that every operation documents
 * @param headersTogether response headers of which none stands without the others
 * @param fuzzSeed the seed of the random cases of the fuzzer
 * @param refusalTexts the words in which the server refuses members of a body, if they are known
 * @param ignoredViolations keys of violations that the fuzzer's validator of responses reports
 *     wrongly
 */
public record AlignmentConfig(
    String project,
    List<String> documentNames,
    Path documents,
    Path baseline,
    Path pacts,
    Path coverage,
    Path results,
    Path repository,
    Path lastMutationRun,
    Set<String> states,
    Instant since,
    List<String> requiredStatuses,
    Set<String> headersTogether,
    long fuzzSeed,
    Optional<RefusalTexts> refusalTexts,
    Set<String> ignoredViolations) {

  public AlignmentConfig {
    documentNames = List.copyOf(documentNames);
    states = Set.copyOf(states);
    requiredStatuses = List.copyOf(requiredStatuses);
    headersTogether = Set.copyOf(headersTogether);
    ignoredViolations = Set.copyOf(ignoredViolations);
  }

  /**
   * The words in which a framework refuses a member of a body, by which the fuzzer finds refusals
   * that the document does not mention.
   *
   * @param missing the refusal of a body without a required member
   * @param isNull the refusal of null
   * @param tooLong the beginning of the refusal of a string beyond its {@code maxLength}; a number
   *     that follows must be that of the document
   */
  public record RefusalTexts(String missing, String isNull, String tooLong) {}

  /** A configuration with the usual folders, to be changed where the project differs. */
  public static Builder of(String project, Path documents, List<String> documentNames) {
    return new Builder(project, documents, documentNames);
  }

  /** The document of this name as it is today. */
  public OpenApiDocument document(String name) {
    return OpenApiDocument.read(documents.resolve(name + ".yaml"));
  }

  /** All documents as they are today. */
  public List<OpenApiDocument> currentDocuments() {
    return documentNames.stream().map(this::document).toList();
  }

  /** The document of this name as it was released. */
  public OpenApiDocument released(String name) {
    return OpenApiDocument.read(baseline.resolve(name + ".yaml"));
  }

  /** The folder of the results of the checks of this module. */
  public Path checkResults() {
    return results.resolve("checks");
  }

  /** The file of a full mutation run of this build. */
  public Path mutationRun() {
    return results.resolve("mutation.json");
  }

  /** The file of a partial mutation run of this build. */
  public Path partialMutationRun() {
    return results.resolve("mutation-part.json");
  }

  /** The file of a mutation run of this build with a catalogue that somebody else wrote. */
  public Path blindMutationRun() {
    return results.resolve("mutation-blind.json");
  }

  /** The committed result of the last such run, beside that of the last full one. */
  public Path lastBlindMutationRun() {
    return lastMutationRun.resolveSibling("blind.json");
  }

  /** Collects a configuration. Not safe for use by many threads. */
  public static final class Builder {
    private final String project;
    private final Path documents;
    private final List<String> documentNames;
    private Path baseline;
    private Path pacts = Path.of("pacts");
    private Path coverage = Path.of("coverage");
    private Path results = Path.of("target", "alignment");
    private Path repository = Path.of("..");
    private Path lastMutationRun = Path.of("mutation", "last-run.json");
    private Set<String> states = Set.of();
    private Instant since = Instant.EPOCH;
    private List<String> requiredStatuses = List.of();
    private Set<String> headersTogether = Set.of();
    private long fuzzSeed = 1;
    private Optional<RefusalTexts> refusalTexts = Optional.empty();
    private Set<String> ignoredViolations = Set.of();

    private Builder(String project, Path documents, List<String> documentNames) {
      this.project = project;
      this.documents = documents;
      this.documentNames = documentNames;
      this.baseline = documents.resolve("baseline");
    }

    public Builder baseline(Path folder) {
      this.baseline = folder;
      return this;
    }

    public Builder pacts(Path folder) {
      this.pacts = folder;
      return this;
    }

    public Builder coverage(Path folder) {
      this.coverage = folder;
      return this;
    }

    public Builder results(Path folder) {
      this.results = folder;
      return this;
    }

    public Builder repository(Path folder) {
      this.repository = folder;
      return this;
    }

    public Builder lastMutationRun(Path file) {
      this.lastMutationRun = file;
      return this;
    }

    public Builder states(Collection<String> names) {
      this.states = Set.copyOf(names);
      return this;
    }

    public Builder since(Instant beginningOfBuild) {
      this.since = beginningOfBuild;
      return this;
    }

    public Builder requiredStatuses(List<String> statuses) {
      this.requiredStatuses = statuses;
      return this;
    }

    public Builder headersTogether(Set<String> headers) {
      this.headersTogether = headers;
      return this;
    }

    public Builder fuzzSeed(long seed) {
      this.fuzzSeed = seed;
      return this;
    }

    public Builder refusalTexts(RefusalTexts texts) {
      this.refusalTexts = Optional.of(texts);
      return this;
    }

    public Builder ignoredViolations(Set<String> keys) {
      this.ignoredViolations = keys;
      return this;
    }

    /** The configuration as collected so far. */
    public AlignmentConfig build() {
      return new AlignmentConfig(
          project,
          documentNames,
          documents,
          baseline,
          pacts,
          coverage,
          results,
          repository,
          lastMutationRun,
          states,
          since,
          requiredStatuses,
          headersTogether,
          fuzzSeed,
          refusalTexts,
          ignoredViolations);
    }
  }
}
