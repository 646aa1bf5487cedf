package dev.roster.server.http;

import dev.roster.server.db.Deadline;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Passes a request on once its body has been read whole, without blocking a thread. A body that
 * takes too long is answered 408. The rest of a body that is too large is read and discarded, so
 * that the client comes to read the refusal, which the reader of the body finds behind its
 * beginning.
 */
public final class BufferedRequestHandler extends Handler.Wrapper {
  private static final int MOST_UNREAD = 16;

  private final HttpLimits limits;

  /** Held by who works on a request whose body was not asked for before. */
  private final Semaphore unread = new Semaphore(MOST_UNREAD);

  public BufferedRequestHandler(HttpLimits limits, Handler next) {
    super(next);
    this.limits = limits;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return handleWritten(request, response, written(response, callback));
  }

  /**
   * Writes the end of each response, also of one without a body. Jetty 12.1 may end a response
   * twice whose end only its callback tells, if that is called while another thread still hands the
   * request on (jetty.project#14745, whose fix leaves this case out): the second end is that of the
   * next request on the connection, which then gets no response.
   */
  private static Callback written(Response response, Callback callback) {
    return Callback.from(
        () -> response.write(true, BufferUtil.EMPTY_BUFFER, callback), callback::failed);
  }

  private boolean handleWritten(Request request, Response response, Callback callback)
      throws Exception {
    if (hasUnknownCoding(request)) {
      Response.writeError(request, response, callback, HttpStatus.NOT_IMPLEMENTED_501);
      return true;
    }
    if (isAskedFor(request)) {
      if (RequestThreads.isRefused()) {
        return super.handle(request, response, callback);
      }
      passUnread(request, response, callback);
      return true;
    }
    Arriving body = new Arriving(request, response, callback);
    if (body.isWhole()) {
      return super.handle(body.request(), response, callback);
    }
    body.await();
    return true;
  }

  /** RFC 9112, 6.1: a transfer coding that is not understood; the last one is always chunked. */
  private static boolean hasUnknownCoding(Request request) {
    return request.getHeaders().getCSV(HttpHeader.TRANSFER_ENCODING, false).stream()
        .anyMatch(coding -> !coding.equalsIgnoreCase("chunked"));
  }

  /**
   * Reports whether the client waits for a 100 (Continue); without a body, or with one too large,
   * it gets none.
   */
  private static boolean isAskedFor(Request request) {
    return request.getHeaders().contains(HttpHeader.EXPECT)
        && request.getLength() != 0
        && request.getLength() <= HttpLimits.MAX_BODY;
  }

  /**
   * Passes a request on whose body is asked for only when it is read, so that a refusal comes at
   * once (RFC 9110, 10.1.1). Its thread is virtual, since it may have to wait for the client; there
   * are as many as connections, but only a few of them work at a time.
   */
  private void passUnread(Request request, Response response, Callback callback) {
    Request asking = new ExpectContinueRequest(request, response, limits.body(), unread);
    Thread.ofVirtual()
        .name("http-expect")
        .start(() -> {
          long since = System.nanoTime();
          unread.acquireUninterruptibly();
          try {
            Deadline.run(
                since + HttpLimits.DATABASE.toNanos(), () -> pass(asking, response, callback));
          } finally {
            unread.release();
          }
        });
  }

  private void pass(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      }
    } catch (Throwable failure) {
      Response.writeError(request, response, callback, failure);
    }
  }

  /**
   * A request whose body may still be on its way. Its lock is held by the thread that reads and by
   * the one that decides how it ends, since two threads that read one connection share its buffer.
   */
  private final class Arriving implements Runnable, Invocable {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final BufferedBody body = new BufferedBody();
    private boolean decided;
    private Scheduler.Task deadline = () -> false;

    Arriving(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
    }

    Request request() {
      return body.of(request);
    }

    /** Reads what is there; false if more is to come. */
    boolean isWhole() {
      if (isRefusedUnseen()) {
        body.fail(new BadMessageException(HttpStatus.PAYLOAD_TOO_LARGE_413));
        return true;
      }
      return body.readAvailable(request);
    }

    /** A client that asks first is told before it sends; one that has begun is heard out. */
    private boolean isRefusedUnseen() {
      return request.getLength() > BufferedBody.MOST_DISCARDED
          || request.getLength() > HttpLimits.MAX_BODY
              && request.getHeaders().contains(HttpHeader.EXPECT);
    }

    synchronized void await() {
      deadline =
          request
              .getComponents()
              .getScheduler()
              .schedule(this::late, limits.body().toMillis(), TimeUnit.MILLISECONDS);
      RosterConnection.awaitBody(request, this::late);
      request.demand(this);
    }

    /** More of the body is there. */
    @Override
    public void run() {
      if (ends()) {
        deadline.cancel();
        RosterConnection.stopAwaitingBody(request);
        // this thread may be one that serves all connections
        request.getComponents().getExecutor().execute(() -> pass(request(), response, callback));
      }
    }

    /** Reads on; true once, if that made the body whole in time. */
    private synchronized boolean ends() {
      if (decided) {
        return false;
      }
      decided = isWhole();
      if (!decided) {
        request.demand(this);
        return false;
      }
      return true;
    }

    private void late() {
      if (expires()) {
        RosterConnection.stopAwaitingBody(request);
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        Response.writeError(request, response, callback, HttpStatus.REQUEST_TIMEOUT_408);
      }
    }

    /** From then on nobody reads but the refusal, which throws away what is there. */
    private synchronized boolean expires() {
      boolean first = !decided;
      decided = true;
      return first;
    }

    /** Nothing that waits for the client or the database happens here. */
    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }
}
