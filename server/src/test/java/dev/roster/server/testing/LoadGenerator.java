package dev.roster.server.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * People who call at a steady rate whether the server answers or not: one in five invites somebody
 * new, the others read. A time runs from the moment at which the call was due.
 */
public final class LoadGenerator {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int INVITES_ONE_IN = 5;
  private static final List<String> READS =
      List.of(
          "/api/accounts/users/",
          "/api/accounts/companies/?search=alpha",
          "/api/accounts/users/me/",
          "/api/accounts/workspaces/");

  private final URI server;
  private final long intervalNanos;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final Queue<String> invited = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();

  public LoadGenerator(URI server, int perSecond) {
    this.server = server;
    this.intervalNanos = 1_000_000_000L / perSecond;
  }

  /** The addresses whose invitation the server has confirmed. */
  public List<String> invited() {
    return List.copyOf(invited);
  }

  /** Calls for a while and waits for the last answer. */
  public Figures run(Duration duration) {
    Queue<Long> invites = new ConcurrentLinkedQueue<>();
    Queue<Long> reads = new ConcurrentLinkedQueue<>();
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    long start = System.nanoTime();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long at = 0; at < duration.toNanos(); at += intervalNanos) {
        long due = start + at;
        LockSupport.parkNanos(due - System.nanoTime());
        int number = calls.getAndIncrement();
        callers.submit(() -> {
          boolean inviting = number % INVITES_ONE_IN == 0;
          try {
            if (inviting) {
              invite("p" + number + "@example.org");
            } else {
              read(READS.get(number % READS.size()));
            }
          } catch (Exception failure) {
            failures.add(failure.toString());
          }
          (inviting ? invites : reads).add(System.nanoTime() - due);
        });
      }
    }
    return new Figures(Times.of(invites), Times.of(reads), List.copyOf(failures));
  }

  private void invite(String email) throws IOException, InterruptedException {
    String body = "{\"email\":\"" + email + "\",\"auth_group\":4}";
    call(
        request("/api/accounts/invitations/")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        201);
    invited.add(email);
  }

  private void read(String target) throws IOException, InterruptedException {
    call(request(target).build(), 200);
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(server.resolve(target))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer ann-token");
  }

  private void call(HttpRequest request, int wanted) throws IOException, InterruptedException {
    int status = http.send(request, BodyHandlers.discarding()).statusCode();
    if (status != wanted) {
      throw new IOException(request.method() + " " + request.uri().getPath() + ": " + status);
    }
  }

  /** The times of a phase, those of failed calls included. */
  public record Figures(Times invitations, Times reads, List<String> failures) {
    @Override
    public String toString() {
      return "invitations %s   reads %s   failures %d"
          .formatted(invitations, reads, failures.size());
    }
  }

  /** Milliseconds. */
  public record Times(int count, double median, double p99, double longest) {
    static Times of(Queue<Long> nanos) {
      double[] sorted = nanos.stream().mapToDouble(time -> time / 1e6).sorted().toArray();
      return new Times(
          sorted.length,
          at(sorted, 0.5),
          at(sorted, 0.99),
          Arrays.stream(sorted).max().orElseThrow());
    }

    /** The smallest time that such a share of the calls did not exceed. */
    private static double at(double[] sorted, double share) {
      return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    @Override
    public String toString() {
      return "%6d  p50 %.1f  p99 %.1f  max %.1f ms".formatted(count, median, p99, longest);
    }
  }
}
