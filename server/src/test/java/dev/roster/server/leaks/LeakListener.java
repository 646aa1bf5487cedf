package dev.roster.server.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import dev.roster.server.CommandFixture;
import dev.roster.server.leaks.Evidence.Source;
import dev.roster.server.testing.TestDatabase;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Listens while test classes run, and fails the run if any of their secrets stands in a log, a
 * table or an export of audit events. Where Surefire gives one class after the other to a JVM, it
 * looks after each; otherwise when all are over.
 */
public final class LeakListener implements BeforeAllCallback {
  /** From so many test classes on it is a part of the suite, and no choice of a developer. */
  private static final int SUITE = 50;

  /** So many are made by any half of the suite; which classes a JVM gets is chance. */
  private static final int FEWEST_SECRETS = 25;

  private static final AtomicInteger CLASSES = new AtomicInteger();

  static {
    LogCapture.on((LoggerContext) LoggerFactory.getILoggerFactory(), Evidence.ofSuite());
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    CLASSES.incrementAndGet();
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(LeakListener.class))
        .computeIfAbsent(Judgement.class, unused -> new Judgement(), Judgement.class);
  }

  /** Closed by JUnit when the test classes that it was asked for are over. */
  private static final class Judgement implements AutoCloseable {
    @Override
    public void close() {
      CommandFixture.collectOutput();
      TestDatabase.dumpAll();
      Evidence evidence = Evidence.ofSuite();
      Map<String, SecretKind> secrets = Secrets.all();
      LeakSearch search = new LeakSearch(secrets, evidence.hashes());
      for (Source source : Source.values()) {
        evidence.search(source, search);
      }
      assertThat(search.leaks().stream().limit(50))
          .as("secrets in logs, tables and exports")
          .isEmpty();
      if (CLASSES.get() >= SUITE) {
        assertThat(secrets).hasSizeGreaterThan(FEWEST_SECRETS);
        assertThat(secrets.values())
            .contains(SecretKind.BEARER_TOKEN, SecretKind.TENANT_KEY, SecretKind.INVITATION_SECRET);
        assertSearched(evidence.searched());
      }
    }

    /**
     * Which JVM gets a class that starts processes or exports spans is chance; one that did has
     * their output.
     */
    private static void assertSearched(Map<Source, Long> bytes) {
      for (Source source : Source.values()) {
        if (source != Source.PROCESS && source != Source.TELEMETRY) {
          assertThat(bytes.getOrDefault(source, 0L)).as(source.name()).isGreaterThan(1_000);
        }
      }
      assertThat(bytes.containsKey(Source.PROCESS)).isEqualTo(CommandFixture.hasStarted());
    }
  }
}
