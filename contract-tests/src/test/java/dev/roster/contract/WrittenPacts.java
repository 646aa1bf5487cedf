package dev.roster.contract;

import au.com.dius.pact.core.model.MergeResult;
import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.PactMerge;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.support.BuiltToolConfig;
import au.com.dius.pact.core.support.Result;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Adds the interactions of a test class to the pacts in {@code pact.rootDir} once the class is
 * over; pact-jvm would read and write the whole pact after each trial. Safe for use by many
 * threads.
 */
public final class WrittenPacts implements AfterAllCallback {
  private static final Map<String, Pact> BY_PROVIDER = new TreeMap<>();

  /**
   * Keeps the interactions of a pact whose requests the client made.
   *
   * @throws AssertionError if another interaction with the same name and state differs
   */
  static synchronized void add(Pact pact) {
    String provider = pact.getProvider().getName();
    Pact known = BY_PROVIDER.get(provider);
    if (known == null) {
      BY_PROVIDER.put(provider, pact);
      return;
    }
    MergeResult merged = PactMerge.merge(pact, known);
    if (!merged.getOk()) {
      throw new AssertionError(merged.getMessage());
    }
    BY_PROVIDER.put(provider, merged.getResult());
  }

  @Override
  public void afterAll(ExtensionContext test) {
    writeAll();
  }

  private static synchronized void writeAll() {
    String folder = BuiltToolConfig.INSTANCE.getPactDirectory();
    for (Pact pact : BY_PROVIDER.values()) {
      if (pact.write(folder, PactSpecVersion.V4) instanceof Result.Err<?> failed) {
        throw new AssertionError("the pact was not written: " + failed.getError());
      }
    }
    BY_PROVIDER.clear();
  }
}
