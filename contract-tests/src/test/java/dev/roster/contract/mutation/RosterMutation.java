package dev.roster.contract.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.mutation.MutationTesting;
import dev.roster.contract.RosterAlignment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Points mutation runs at the catalogue, the server and the tests of Roster. */
final class RosterMutation {
  /** The client's own tests and the pacts that they write, which stand before all checks. */
  static final String CLIENT_PACT = "client-pact";

  private static final String PACKAGE = "dev.roster.contract.";

  private RosterMutation() {}

  /** For what makes no mutant. */
  static MutationTesting mutations() {
    return builder(List.of()).build();
  }

  /**
   * With a database for each mutant.
   *
   * @param cluster the file with the JDBC URL of the PostgreSQL that has them
   */
  static MutationTesting mutations(Path cluster) {
    return builder(List.of("-Droster.cluster=" + cluster)).build();
  }

  private static MutationTesting.Builder builder(List<String> jvmOptions) {
    return MutationTesting.of(RosterAlignment.CONFIG, "dev.roster.")
        .server(RosterAlignment::startServer)
        .clientCatalogue(resource("client.yaml"), CLIENT_PACT)
        .serverCatalogue(resource("server.yaml"))
        .expectations(resource("expectations.yaml"))
        .check(CLIENT_PACT, consumerTests())
        .check("server-pact", tests("CoolsetProviderIT", "CompleatProviderIT", "ConsoleProviderIT"))
        .check(
            "client-document",
            tests(
                "fuzz.ClientHabitsIT",
                "fuzz.ClientOptionsIT",
                "fuzz.ClientWaitsIT",
                "fuzz.ClientTransportsIT",
                "fuzz.ClientFuzzIT"))
        .check("client-document", tests("fuzz.ClientCallsIT"))
        .check(
            "journeys",
            tests(
                "journey.JourneysIT",
                "journey.ConsoleSuspensionsIT",
                "journey.LinksAndOperatorsIT",
                "journey.ConsoleEffectsIT",
                "journey.ConsoleTokensIT",
                "journey.LimitsIT",
                "journey.ConcurrentRequestsIT",
                "journey.ConcurrentChangesIT",
                "journey.JwtCallersIT"))
        .check("journeys", tests("journey.ClientJourneysIT"))
        .check(
            "server-document",
            tests(
                "fuzz.BoundsIT",
                "selection.SelectionIT",
                "selection.PageLinksIT",
                "selection.CountryDataIT",
                "journey.RawRequestsIT",
                "journey.ConsoleRequestsIT",
                "journey.OrderOfChecksIT",
                "fuzz.DocumentFuzzIT"))
        .links(
            List.of(
                Path.of("..", "specs"),
                Path.of("..", "server", "src", "main", "resources"),
                Path.of("coverage")))
        .jvmOptions(
            Stream.concat(
                    Stream.of(
                        "-Dpact.rootDir=" + Path.of("target", "pacts"), "-Dpact_do_not_track=true"),
                    jvmOptions.stream())
                .toList())
        .accidents(Pattern.compile("PSQLException"));
  }

  private static URL resource(String name) {
    return Objects.requireNonNull(RosterMutation.class.getResource("/mutation/" + name), name);
  }

  private static List<String> tests(String... classes) {
    return Stream.of(classes).map(name -> PACKAGE + name).toList();
  }

  /** Without the tests of the page, which load the whole server and never the client. */
  private static List<String> consumerTests() {
    try {
      URI classes =
          RosterMutation.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      try (Stream<Path> files = Files.list(Path.of(classes).resolve("dev/roster/contract"))) {
        List<String> tests =
            new ArrayList<>(
                files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("PactTest.class"))
                    .map(name -> PACKAGE + name.substring(0, name.length() - ".class".length()))
                    .sorted()
                    .toList());
        assertThat(tests).hasSizeGreaterThan(5);
        tests.add(PACKAGE + "CommittedPactsIT");
        return tests;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
