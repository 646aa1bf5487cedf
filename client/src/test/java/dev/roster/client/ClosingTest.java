package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClosingTest {
  private static final String ME = "{\"id\": 5}";

  @AutoClose private final FakeServer server = new FakeServer();

  @BeforeEach
  void theJdkCanCloseItsClient() {
    assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(21);
  }

  @Test
  void aClosedClientLeavesNoThread() throws InterruptedException {
    Set<Thread> before = threadsOfTheJdksClient();
    server.answers(200, ME);
    CoolsetClient client = client();
    client.users().me();
    Set<Thread> own = threadsOfTheJdksClient();
    own.removeAll(before);
    assertThat(own).isNotEmpty();

    client.close();

    for (Thread thread : own) {
      thread.join();
    }
  }

  @Test
  void aClosedClientMakesNoCall() {
    CoolsetClient client = client();
    client.close();
    client.close();

    assertThatExceptionOfType(RosterTransportException.class)
        .isThrownBy(() -> client.users().me())
        .withMessageContaining("closed");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void hundredsOfVirtualThreadsCallAtOnce() throws Exception {
    int calls = 300;
    for (int i = 0; i < calls; i++) {
      server.answers(200, ME);
    }
    List<Future<Long>> results = new ArrayList<>();
    try (CoolsetClient client = client()) {
      ExecutorService threads = virtualThreads();
      for (int i = 0; i < calls; i++) {
        results.add(threads.submit(() -> client.users().me().id()));
      }
      for (Future<Long> result : results) {
        assertThat(result.get()).isEqualTo(5);
      }
      threads.shutdown();
    }
    assertThat(server.requests).hasSize(calls);
  }

  private CoolsetClient client() {
    return CoolsetClient.builder().baseUri(server.uri()).token("t").build();
  }

  private static Set<Thread> threadsOfTheJdksClient() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains("SelectorManager"))
        .collect(Collectors.toSet());
  }

  /** Java 17 compiles this test. */
  private static ExecutorService virtualThreads()
      throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }
}
