package dev.roster.server.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import dev.roster.server.CommandFixture;
import dev.roster.server.leaks.Evidence.Source;
import dev.roster.server.testing.TestDatabase;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Listens from before the first test class until after the last one, and fails the run if any
 * secret of the tests stands in a log, a table or an export of audit events.
 */
public final class SuiteWatch implements BeforeAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SuiteWatch.class))
        .computeIfAbsent(Judgement.class, unused -> Judgement.prepared(), Judgement.class)
        .classes
        .incrementAndGet();
  }

  /** Closed by JUnit when every test class is over. */
  private static final class Judgement implements AutoCloseable {
    /**
     * From so many test classes on it is a part of the suite, and no choice of somebody who
     * develops. Each JVM of the tests searches what it has seen itself.
     */
    private static final int SUITE = 50;

    private final AtomicInteger classes = new AtomicInteger();

    static Judgement prepared() {
      LogTap.on((LoggerContext) LoggerFactory.getILoggerFactory(), Evidence.ofSuite());
      return new Judgement();
    }

    @Override
    public void close() {
      long start = System.nanoTime();
      Evidence evidence = Evidence.ofSuite();
      CommandFixture.collectOutput();
      int databases = TestDatabase.dumpAll();
      long dumped = System.nanoTime();
      Map<String, SecretKind> secrets = Secrets.all();
      LeakSearch search = new LeakSearch(secrets, evidence.hashes());
      Map<Source, Long> searched = new EnumMap<>(Source.class);
      for (Source source : Source.values()) {
        searched.put(source, evidence.search(source, search));
      }
      System.out.printf(
          "[leaks] %d secrets %s and %d hashes looked for in %s characters; %d databases read in %d"
              + " ms, searched in %d ms%n",
          secrets.size(),
          Set.copyOf(secrets.values()),
          evidence.hashes().size(),
          searched,
          databases,
          (dumped - start) / 1_000_000,
          (System.nanoTime() - dumped) / 1_000_000);
      assertThat(search.leaks().stream().limit(50))
          .as("secrets in logs, tables and exports")
          .isEmpty();
      if (classes.get() >= SUITE) {
        assertThat(secrets).hasSizeGreaterThan(100);
        assertThat(secrets.values())
            .contains(
                SecretKind.BEARER_TOKEN, SecretKind.TENANT_KEY, SecretKind.INVITATION_SECRET);
        assertThat(searched.values()).allMatch(characters -> characters > 1_000);
      }
    }
  }
}
