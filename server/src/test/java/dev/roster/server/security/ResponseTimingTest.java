package dev.roster.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.roster.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Objects of others take as long as those that do not exist. Pairs of requests are interleaved in
 * an order that is drawn each time, so a busy machine slows both alike; the Mann-Whitney statistic
 * looks at ranks only, so a few slow requests do not count. It is the share of pairs in which a
 * foreign id takes longer than a missing one, and must lie within six standard deviations of one
 * half: chance goes further once in 500 million runs, while one more query for foreign ids gave
 * 0.60, eleven deviations, on a machine that was busy eight times over.
 */
class ResponseTimingTest {
  private static final int DEVIATIONS = 6;
  private static final int PAIRS = 2000;
  private static final int FEWER = 500;
  private static final int WARM_UP = 100;

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static TestServer server;
  private static Level level;

  @BeforeAll
  static void start() {
    Logger access = (Logger) LoggerFactory.getLogger("dev.roster.access");
    level = access.getLevel();
    access.setLevel(Level.WARN);
    server = TestServer.withData(MatrixDirectory.FOLDER);
  }

  @AfterAll
  static void stop() {
    server.close();
    ((Logger) LoggerFactory.getLogger("dev.roster.access")).setLevel(level);
  }

  @Test
  void anInvitationOfAnotherCompany() throws Exception {
    String path = "/api/accounts/invitations/";
    compare(
        PAIRS,
        404,
        _ -> get(path + "bbbb4444-0000-4000-8000-00000000ba01/"),
        _ -> get(path + UUID.randomUUID() + "/"));
  }

  @Test
  void aSwitchToAnotherCompany() throws Exception {
    compare(FEWER, 404, _ -> switchTo(21), i -> switchTo(1_000_000 + i));
  }

  @Test
  void aUserOfAnotherTenant() throws Exception {
    String path = "/api/user/aaaa0000-0000-4000-8000-00000000000a/";
    compare(
        FEWER,
        400,
        _ -> get(path + "bbbb3333-0000-4000-8000-000000000301"),
        _ -> get(path + UUID.randomUUID()));
  }

  @Test
  void aCompanyOfAnotherTenant() throws Exception {
    String path = "/api/users/aaaa0000-0000-4000-8000-00000000000a/";
    compare(
        FEWER,
        400,
        _ -> get(path + "bbbb2222-0000-4000-8000-000000000021"),
        _ -> get(path + UUID.randomUUID()));
  }

  private static HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(server.baseUri().resolve(target))
        .header("Authorization", "Bearer owner-token")
        .header("x-api-compleat-key", "aaaa1111-0000-4000-8000-00000000000a")
        .header("x-api-version", "1")
        .header("Content-Type", "application/json");
  }

  private static HttpRequest get(String target) {
    return request(target).build();
  }

  private static HttpRequest switchTo(int company) {
    return request("/api/accounts/workspaces/switch/")
        .POST(BodyPublishers.ofString("{\"company_id\":%7d}".formatted(company)))
        .build();
  }

  private static void compare(
      int pairs, int status, IntFunction<HttpRequest> foreign, IntFunction<HttpRequest> missing)
      throws IOException, InterruptedException {
    Random order = new Random();
    long[] ofForeign = new long[pairs];
    long[] ofMissing = new long[pairs];
    for (int i = -WARM_UP; i < pairs; i++) {
      boolean foreignFirst = order.nextBoolean();
      long first = nanos((foreignFirst ? foreign : missing).apply(i), status);
      long second = nanos((foreignFirst ? missing : foreign).apply(i), status);
      if (i >= 0) {
        ofForeign[i] = foreignFirst ? first : second;
        ofMissing[i] = foreignFirst ? second : first;
      }
    }
    double effect = probabilityOfLonger(ofForeign, ofMissing);
    System.out.printf(
        "foreign %d us, missing %d us, a foreign one takes longer in %.3f of %d pairs%n",
        median(ofForeign) / 1000, median(ofMissing) / 1000, effect, pairs);

    assertThat(effect).isBetween(0.5 - margin(pairs), 0.5 + margin(pairs));
  }

  /** Six standard deviations of the statistic if there is no difference. */
  private static double margin(int pairs) {
    return DEVIATIONS * Math.sqrt((2.0 * pairs + 1) / 12) / pairs;
  }

  private static long nanos(HttpRequest request, int status)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    int answered = CLIENT.send(request, BodyHandlers.ofByteArray()).statusCode();
    long nanos = System.nanoTime() - begin;
    assertThat(answered).isEqualTo(status);
    return nanos;
  }

  /** Mann-Whitney's U over all pairs, as a share of them; ties count half. */
  static double probabilityOfLonger(long[] some, long[] others) {
    long[] sorted = others.clone();
    Arrays.sort(sorted);
    double wins = 0;
    for (long value : some) {
      int below = firstNotBelow(sorted, value);
      wins += (below + firstNotBelow(sorted, value + 1)) / 2.0;
    }
    return wins / some.length / others.length;
  }

  private static int firstNotBelow(long[] sorted, long value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static long median(long[] values) {
    return Arrays.stream(values).sorted().skip(values.length / 2).findFirst().orElseThrow();
  }

  @Test
  void theStatisticSeesASmallShiftAndNoneWhereThereIsNone() {
    long[] some = new Random(1).longs(PAIRS, 0, 1000).toArray();
    long[] same = new Random(2).longs(PAIRS, 0, 1000).toArray();
    long[] shifted = IntStream.range(0, PAIRS).mapToLong(i -> same[i] + 100).toArray();

    assertThat(probabilityOfLonger(some, same)).isBetween(0.5 - margin(PAIRS), 0.5 + margin(PAIRS));
    assertThat(probabilityOfLonger(shifted, some)).isGreaterThan(0.5 + margin(PAIRS));
    assertThat(probabilityOfLonger(some, some)).isEqualTo(0.5);
  }
}
