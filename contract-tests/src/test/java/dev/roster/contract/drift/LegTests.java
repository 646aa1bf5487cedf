package dev.roster.contract.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.contract.alignment.Leg;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which tests a leg is made of, for a change of a source. */
final class LegTests {
  /** The client's own tests and the pacts that they write, which stand before all legs. */
  static final String CLIENT_PACT = "client-pact";

  private static final String PACKAGE = "dev.roster.contract.";

  private LegTests() {}

  static List<String> of(SourceChange change) {
    if (change.leg().equals(CLIENT_PACT)) {
      return consumerTests();
    }
    return switch (Leg.ofKey(change.leg())) {
      case SERVER_PACT -> verification(change.provider());
      case SERVER_DOCUMENT -> List.of(PACKAGE + "walk.DocumentWalkTest");
      case CLIENT_DOCUMENT -> List.of(PACKAGE + "walk.ClientWalkTest");
      default -> throw new IllegalArgumentException(change.id() + " has a leg without tests here");
    };
  }

  /** Holds the server against the pacts with a provider: a word of the provider's name. */
  static List<String> verification(String provider) {
    return List.of(
        PACKAGE + (provider.contains("compleat") ? "CompleatProviderIT" : "CoolsetProviderIT"));
  }

  private static List<String> consumerTests() {
    try {
      URI classes = LegTests.class.getProtectionDomain().getCodeSource().getLocation().toURI();
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
