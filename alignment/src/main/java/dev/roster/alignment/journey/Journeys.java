package dev.roster.alignment.journey;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.roster.alignment.journey.Journey.Step;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The journeys of Arazzo 1.0 documents, as far as they are needed here: workflows of steps with an
 * {@code operationId}, parameters, a body, conditions and outputs. Whatever else stands in a
 * document is refused, so that nothing is silently passed over. Extensions:
 *
 * <ul>
 *   <li>{@code x-state} of a workflow names the provider state whose values are its inputs, {@code
 *       x-state-parameters} has what the state is told.
 *   <li>{@code x-promises} of a workflow has the ids of the promises that it proves.
 *   <li>{@code x-raw: true} marks a workflow with requests that no client would make.
 *   <li>{@code x-link} of a step is an expression whose value is a URL, as of a next page; it takes
 *       the place of path and query.
 *   <li>{@code x-control: true} marks a source whose operations control the server and belong to no
 *       contract.
 * </ul>
 *
 * @param journeys in the order of the documents
 * @param documents the contracts that they call
 */
public record Journeys(List<Journey> journeys, List<OpenApiDocument> documents) {
  public Journeys {
    journeys = List.copyOf(journeys);
    documents = List.copyOf(documents);
  }

  /**
   * Reads a document, or all of a folder whose names end in {@code .arazzo.yaml}; the OpenAPI
   * documents that they describe are found by their paths.
   *
   * @throws JourneyException if one says something that is not understood, or if there is none
   */
  public static Journeys read(Path fileOrFolder) {
    try {
      YAMLMapper yaml =
          new YAMLMapper(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
      ArazzoReader reader = new ArazzoReader();
      for (Path file : files(fileOrFolder)) {
        reader.read(file, yaml.readTree(file.toFile()));
      }
      return reader.all();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<Path> files(Path fileOrFolder) throws IOException {
    if (!Files.isDirectory(fileOrFolder)) {
      return List.of(fileOrFolder);
    }
    try (Stream<Path> all = Files.list(fileOrFolder)) {
      List<Path> files =
          all.filter(each -> each.toString().endsWith(".arazzo.yaml")).sorted().toList();
      if (files.isEmpty()) {
        throw new JourneyException("There is no Arazzo document in " + fileOrFolder + ".");
      }
      return files;
    }
  }

  /** False for an operation that controls the server and belongs to no contract. */
  public boolean isOfContract(Operation operation) {
    return documents.contains(operation.document());
  }

  /**
   * The operations that change something and lack a journey: one that calls it with success and
   * then looks elsewhere, and one in which it is refused and that then looks elsewhere.
   */
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (OpenApiDocument document : documents) {
      for (Operation operation : document.operations()) {
        if (!Set.of("GET", "HEAD", "OPTIONS").contains(operation.method())) {
          if (!shows(operation, '2')) {
            missing.add(operation.id() + ": what it changes");
          }
          if (!shows(operation, '4')) {
            missing.add(operation.id() + ": that it changes nothing when it is refused");
          }
        }
      }
    }
    return missing;
  }

  private boolean shows(Operation operation, char family) {
    return journeys.stream().anyMatch(journey -> shows(journey, operation, family));
  }

  private boolean shows(Journey journey, Operation operation, char family) {
    boolean called = false;
    for (Step step : journey.steps()) {
      if (!isOfContract(step.operation())) {
        continue;
      }
      boolean same =
          step.operation().id().equals(operation.id())
              && step.operation().document().name().equals(operation.document().name());
      if (called && !same) {
        return true;
      }
      called |= same && step.status() == family;
    }
    return false;
  }
}
