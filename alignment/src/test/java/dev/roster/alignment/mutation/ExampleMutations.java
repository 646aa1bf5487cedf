package dev.roster.alignment.mutation;

import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.fuzz.FuzzConfig;
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
    return new MutationConfig(
        alignment,
        FuzzConfig.ofSeed(1),
        () -> {
          throw new IllegalStateException("no server is needed");
        },
        catalogue,
        none,
        "client-pact",
        expectations,
        (check, provider) ->
            check.equals("no tests") ? List.of() : List.of("com.example.program.GreetingCheck"),
        "com.example.",
        List.of(),
        List.of(),
        Pattern.compile("SomeAccident"));
  }
}
