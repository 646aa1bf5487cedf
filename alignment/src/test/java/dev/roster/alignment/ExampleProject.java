package dev.roster.alignment;

import dev.roster.alignment.pact.PactInDocument;
import dev.roster.openapi.OpenApiDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Real documents and pacts to try the checks on: those of this repository, read as files. Nothing
 * else here knows where they are.
 */
public final class ExampleProject {
  public static final String COOLSET = "coolset-accounts";
  public static final String COMPLEAT = "compleat-users";
  public static final String CONSOLE = "roster-console";

  /** Has the pinned version of the comparator. */
  public static final Path COMPARATOR = Path.of("..", "contract-tests", "comparator");

  private static final Path PACTS = Path.of("..", "contract-tests", "pacts");

  public static final AlignmentConfig CONFIG = config().build();

  private ExampleProject() {}

  /** A configuration that may be changed. */
  public static AlignmentConfig.Builder config() {
    AlignmentConfig.Builder config =
        AlignmentConfig.of("Example", Path.of("..", "specs"), List.of(COOLSET, COMPLEAT, CONSOLE))
            .pacts(PACTS);
    return config
        .states(states(config.build()))
        .requiredStatuses(List.of("401", "405", "429", "500", "503"))
        .headersTogether(Set.of("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"));
  }

  private static Set<String> states(AlignmentConfig config) {
    return config.documentNames().stream()
        .flatMap(name -> PactInDocument.interactions(config, name).values().stream())
        .flatMap(List::stream)
        .flatMap(interaction -> interaction.path("providerStates").valueStream())
        .map(state -> state.path("name").asText())
        .collect(Collectors.toSet());
  }

  public static OpenApiDocument coolset() {
    return CONFIG.document(COOLSET);
  }
}
