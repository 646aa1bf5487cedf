package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A body that arrives at the moment of its deadline. */
@Timeout(60)
class BufferedRequestHandlerTest {
  private static final String BEGINNING =
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n";

  private final List<String> faults = new CopyOnWriteArrayList<>();

  /** A request whose deadline passes while more of its body is read. */
  private final class Watched extends Request.Wrapper {
    private final AtomicInteger reads = new AtomicInteger();
    private volatile Thread reading;
    private volatile boolean answered;

    Watched(Request request) {
      super(request);
    }

    @Override
    public Content.Chunk read() {
      reading = Thread.currentThread();
      if (reads.incrementAndGet() == 2) {
        passDeadline();
      }
      Content.Chunk chunk = super.read();
      reading = null;
      return chunk;
    }

    /** Goes on when the thread of the deadline waits for this one, or has not waited for it. */
    private void passDeadline() {
      clock = Thread.ofPlatform().start(BufferedRequestHandlerTest.this::runDeadline);
      long begin = System.nanoTime();
      while (!answered
          && clock.getState() != Thread.State.BLOCKED
          && clock.getState() != Thread.State.TERMINATED
          && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(20)) {
        Thread.onSpinWait();
      }
    }

    /** Reads the rest of the body, as the refusal does. */
    @Override
    public boolean consumeAvailable() {
      answered = true;
      if (reading != null) {
        faults.add("two threads read");
      }
      return super.consumeAvailable();
    }

    @Override
    public void demand(Runnable available) {
      if (answered) {
        faults.add("more is asked of a request that is answered");
      }
      super.demand(available);
    }
  }

  private static final class Echo extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      Content.Sink.write(response, true, "got " + Content.Source.asString(request), callback);
      return true;
    }
  }

  private HandlerFixture fixture;
  private volatile Thread clock;

  private void runDeadline() {
    try {
      fixture.deadlines().next().run();
    } catch (InterruptedException | RuntimeException failure) {
      faults.add(failure.toString());
    }
  }

  @Test
  void theDeadlineWaitsForTheReadingThread() throws Exception {
    try (HandlerFixture started =
        new HandlerFixture(
            new BufferedRequestHandler(HttpLimits.defaults(), new Echo()), Watched::new)) {
      fixture = started;
      try (Socket client = started.connect()) {
        HandlerFixture.send(client, BEGINNING);
        // the request waits for its body when it has a deadline
        assertThat(awaitDeadline(started)).isTrue();
        HandlerFixture.send(client, "12345");

        assertThat(statusLine(client)).contains(" 408 ");
        // whoever closes before Jetty knows that it has sent everything makes it complain
        clock.join();
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void aDeadlineThatComesBehindTheWholeBodyChangesNothing() throws Exception {
    try (HandlerFixture started =
            new HandlerFixture(
                new BufferedRequestHandler(HttpLimits.defaults(), new Echo()), r -> r);
        Socket client = started.connect()) {
      HandlerFixture.send(client, BEGINNING);
      ManualScheduler.Later deadline = started.deadlines().next();
      assertThat(deadline.delay()).isEqualTo(HttpLimits.defaults().body());
      HandlerFixture.send(client, "1234567890");
      assertThat(deadline.awaitCancelled()).isTrue();
      deadline.run();

      assertThat(statusLine(client)).contains(" 200 ");
    }
  }

  /** As when bytes come in the instant between a 408 and the end of the connection. */
  @Test
  void aReadForARequestThatHasEndedHasAType() {
    ServerConnector connector =
        new ServerConnector(new Server(), new RosterConnection.Factory(new HttpConfiguration()));

    RosterConnection connection =
        (RosterConnection)
            connector
                .getDefaultConnectionFactory()
                .newConnection(connector, new ByteArrayEndPoint());

    assertThat(connection.getHttpChannel().getRequest()).isNull();
    assertThat(Invocable.getInvocationType(connection.getHttpChannel()))
        .isEqualTo(Invocable.InvocationType.BLOCKING);
  }

  private static boolean awaitDeadline(HandlerFixture fixture) {
    long begin = System.nanoTime();
    while (fixture.deadlines().size() == 0) {
      if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(20)) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }

  private static String statusLine(Socket client) throws Exception {
    return new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))
        .readLine();
  }
}
