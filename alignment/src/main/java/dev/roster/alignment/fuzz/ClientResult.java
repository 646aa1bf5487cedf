package dev.roster.alignment.fuzz;

import dev.roster.alignment.fuzz.ClientFuzzer.Outcome;
import dev.roster.openapi.Operation;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The results of calls: a value, nothing, or the exception thrown. */
final class ClientResult {
  private static final Object NOTHING =
      new Object() {
        @Override
        public String toString() {
          return "nothing";
        }
      };

  private ClientResult() {}

  static Object of(Supplier<@Nullable Object> call) {
    try {
      Object read = call.get();
      return read == null ? NOTHING : read;
    } catch (RuntimeException thrown) {
      return thrown;
    }
  }

  static boolean isFailure(Object result) {
    return result instanceof RuntimeException || result == NOTHING;
  }

  static Outcome outcome(Operation operation, int cases, List<String> objections) {
    return new Outcome(cases, ClientDifferences.of(operation, objections));
  }
}
