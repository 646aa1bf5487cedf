package dev.roster.alignment.mutation;

import dev.roster.alignment.AlignmentConfig;
import java.net.URL;
import java.util.List;
import java.util.regex.Pattern;

/** Settings of mutation runs of the small program in {@code com.example.program}. */
final class ExampleMutations {
  private ExampleMutations() {}

  /**
   * Settings with one catalogue, for the client.
   *
   * @param none an empty catalogue, for the server
   */
  static MutationConfig config(
      AlignmentConfig alignment, URL catalogue, URL none, URL expectations) {
    return MutationTesting.of(alignment, "com.example.")
        .server(() -> {
          throw new IllegalStateException("no server is needed");
        })
        .clientCatalogue(catalogue, "client-pact")
        .serverCatalogue(none)
        .expectations(expectations)
        .check("client-pact", List.of("com.example.program.GreetingCheck"))
        .check("politeness", List.of("com.example.program.PolitenessCheck"))
        .check("thorough", List.of("com.example.program.ThoroughCheck"))
        .check("farewell", List.of("com.example.program.FarewellCheck"))
        .check("together", List.of("com.example.program.TogetherCheck"))
        .check("elsewhere", List.of("com.example.program.ElsewhereCheck"))
        .clientSources(Pattern.compile(".*/com/example/program/.*"))
        .accidents(Pattern.compile("SomeAccident"))
        .settings();
  }
}
