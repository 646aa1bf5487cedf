package dev.roster.server.mail;

import static dev.roster.server.testing.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.LoadGenerator;
import dev.roster.server.testing.LoadGenerator.Figures;
import dev.roster.server.testing.MailParser;
import dev.roster.server.testing.ScriptedSmtp.Step;
import dev.roster.server.testing.ServerProcess;
import dev.roster.server.testing.ServerProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A mail server that is down, then silent, then busy, while people go on inviting and reading.
 * Short unless {@code -Doutage.seconds} asks for more; what it measures is in {@code
 * target/mail-outage.txt}.
 */
@Tag("alone")
class OutageUnderLoadTest {
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("outage.seconds", 6));
  private static final String WAITING = "SELECT count(*) FROM outbox WHERE state = 'waiting'";
  private static final int PER_SECOND = Integer.getInteger("outage.rate", 15);

  private final List<String> report = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /** The pause between two attempts is ten minutes at most. */
  private static final Duration DRAINED_WITHIN = Duration.ofMinutes(20);

  @Test
  void anOutageOfTheMailServerLosesNoMailAndNoRequestNoticesIt() throws Exception {
    try (ServerProcesses servers = new ServerProcesses();
        ExecutorService watch = Executors.newSingleThreadExecutor()) {
      ServerProcess server = servers.start();
      LoadGenerator load = new LoadGenerator(server.baseUri(), PER_SECOND);
      load.run(Duration.ofSeconds(2));
      tell("mail server up", load.run(around()));
      // one that is cut off at its end may have arrived, and is not sent again for a quarter of an
      // hour
      until(DRAINED_WITHIN, () -> servers.count(WAITING) == 0);
      servers.smtp().refuse();
      tell("refuses connections", load.run(third()));
      servers.smtp().otherwise(Step.TARPIT);
      tell("accepts, says nothing", load.run(third()));
      servers.smtp().otherwise(Step.GREET_421);
      tell("answers 421", load.run(third()));
      long waiting = servers.count(WAITING);
      servers.smtp().otherwise(Step.TAKE);
      Future<Duration> drained = watch.submit(() -> drained(servers, load.invited().size()));
      tell("up again, draining", load.run(around()));
      report.add(
          "%d mails waited when the mail server came back, the last of them left %.1f s later"
              .formatted(waiting, drained.get().toMillis() / 1e3));
      until(DRAINED_WITHIN, () -> servers.count(WAITING) == 0);

      assertEveryMailLeftOnce(servers, load);
      assertThat(waiting).as("the outage was one").isPositive();
      assertThat(failures).isEmpty();
      assertThat(server.log()).doesNotContain("ERROR");
    } finally {
      publish();
    }
  }

  private static Duration third() {
    return OUTAGE.dividedBy(3);
  }

  private static Duration around() {
    return third().dividedBy(2);
  }

  /** The time from now until that many of the oldest mails are sent. */
  private static Duration drained(ServerProcesses servers, int mails) {
    long start = System.nanoTime();
    until(
        DRAINED_WITHIN,
        () ->
            servers.count(
                    "SELECT count(*) FROM (SELECT state FROM outbox ORDER BY created_at LIMIT "
                        + mails
                        + ") oldest WHERE state = 'waiting'")
                == 0);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void assertEveryMailLeftOnce(ServerProcesses servers, LoadGenerator load) {
    List<String> to =
        servers.smtp().mails().stream()
            .map(mail -> MailParser.header(MailParser.parse(mail), "To"))
            .toList();
    Set<String> lost = new HashSet<>(load.invited());
    to.forEach(lost::remove);
    long inVain = servers.count("SELECT sum(attempts - 1) FROM outbox");
    report.add(
        "%d invited, %d mails arrived, %d lost, %d twice, %d attempts in vain"
            .formatted(
                load.invited().size(),
                to.size(),
                lost.size(),
                to.size() - Set.copyOf(to).size(),
                inVain));
    assertThat(lost).isEmpty();
    assertThat(to).doesNotHaveDuplicates();
    assertThat(servers.count("SELECT count(*) FROM outbox WHERE state <> 'sent'")).isZero();
    assertThat(inVain)
        .as("one mail finds out for all that the server is away")
        .isLessThan(10 + OUTAGE.toSeconds() / 20);
  }

  private void tell(String phase, Figures figures) {
    report.add("%-22s %s".formatted(phase, figures));
    failures.addAll(figures.failures());
  }

  private void publish() throws IOException {
    Path target = Files.createDirectories(Path.of("target"));
    Files.write(target.resolve("mail-outage.txt"), report);
    report.forEach(System.out::println);
  }
}
