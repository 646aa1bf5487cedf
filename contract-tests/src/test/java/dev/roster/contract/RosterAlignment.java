package dev.roster.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.AlignmentConfig.RefusalTexts;
import dev.roster.alignment.fuzz.FuzzTarget;
import dev.roster.openapi.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Points the checks of {@code alignment} at the documents, pacts and server of Roster. */
public final class RosterAlignment {
  public static final String COOLSET = "coolset-accounts";
  public static final String COMPLEAT = "compleat-users";

  public static final String CONSOLE = "roster-console";

  /** The consumer for which tests of the Java client write pacts. */
  public static final String JAVA_CLIENT = "roster-java-client";

  /** The consumer for which a browser with the page at /console writes its pact. */
  public static final String CONSOLE_PAGE = "roster-console-page";

  public static final AlignmentConfig CONFIG =
      AlignmentConfig.of("Roster", Path.of("..", "specs"), List.of(COOLSET, COMPLEAT, CONSOLE))
          .states(InProcessServer.states())
          .since(Instant.parse(System.getProperty("alignment.since", Instant.EPOCH.toString())))
          .requiredStatuses(List.of("401", "405", "429", "500", "503"))
          .headersTogether(
              Set.of("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"))
          // -Dfuzz.seed=7 takes other random cases
          .fuzzSeed(Long.getLong("fuzz.seed", 20261122L))
          // of Django REST Framework
          .refusalTexts(
              new RefusalTexts(
                  "This field is required.",
                  "This field may not be null.",
                  "Ensure this field has no more than "))
          // Django decides what an e-mail address is, and takes more than this validator
          .ignoredViolations(Set.of("validation.response.body.schema.format.email"))
          .build();

  private RosterAlignment() {}

  /** The documents of the providers that the committed pacts of this consumer name. */
  public static Set<String> documentsOf(String consumer) {
    Set<String> providers = new TreeSet<>();
    try {
      for (String text : CommittedPacts.in(CommittedPacts.COMMITTED).values()) {
        JsonNode pact = new ObjectMapper().readTree(text);
        if (pact.at("/consumer/name").asText().equals(consumer)) {
          providers.add(pact.at("/provider/name").asText());
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return providers;
  }

  /** A server of its own, in the state that each operation needs. */
  public static FuzzTarget startServer() {
    InProcessServer roster = InProcessServer.start();
    return new Target(roster, RosterAlignment::state, roster::close);
  }

  /** A server that is not stopped with the target, in the state that each operation needs. */
  public static FuzzTarget target(InProcessServer roster) {
    return new Target(roster, RosterAlignment::state, () -> {});
  }

  /** The same in this state. */
  public static FuzzTarget target(InProcessServer roster, String state) {
    return new Target(roster, operation -> state, () -> {});
  }

  private static String state(Operation operation) {
    return operation.document().name().equals(COMPLEAT)
        ? "a tenant with users"
        : "a pending invitation";
  }

  private record Target(InProcessServer roster, Function<Operation, String> states, Runnable stop)
      implements FuzzTarget {
    @Override
    public URI uri() {
      return roster.baseUri();
    }

    @Override
    public Map<String, Object> state(Operation operation) {
      return roster.set(states.apply(operation));
    }

    @Override
    public void close() {
      stop.run();
    }
  }
}
