package dev.roster.server.sandbox;

import dev.roster.server.http.Door;
import dev.roster.server.http.FrontHandler;
import dev.roster.server.http.HttpDate;
import dev.roster.server.http.PercentDecoder;
import dev.roster.server.http.RefusalWriter;
import dev.roster.server.http.Route;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Wraps the server: injects the configured faults and records each request in the journal. Calls of
 * the sandbox itself pass untouched.
 */
final class FaultInjectionHandler extends Handler.Wrapper {
  private static final int OK = 200;

  private final FrontHandler front;
  private final SandboxTenants tenants;
  private final FaultQueue faults;
  private final RequestJournal journal;
  private final Clock clock;
  private final LastResponses pages = new LastResponses();

  FaultInjectionHandler(
      FrontHandler front,
      SandboxTenants tenants,
      FaultQueue faults,
      RequestJournal journal,
      Clock clock) {
    super(front);
    this.front = front;
    this.tenants = tenants;
    this.faults = faults;
    this.journal = journal;
    this.clock = clock;
  }

  /** A request while it is served. */
  private record Call(
      Door door,
      Optional<String> operationId,
      Optional<UUID> tenant,
      LastResponses.Address address,
      RecordingRequest request,
      FaultyResponse response,
      Optional<FaultQueue.Waiting> struck) {
    Optional<FaultRule> fault() {
      return struck.map(FaultQueue.Waiting::fault);
    }

    Call spared() {
      return new Call(door, operationId, tenant, address, request, response, Optional.empty());
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    response.getHeaders().put(HttpHeader.DATE, HttpDate.of(clock.instant()));
    String path = PercentDecoder.decode(FrontHandler.pathOf(request));
    if (ControlDoor.isControl(path)) {
      return super.handle(request, response, callback);
    }
    Call call = call(request, response, path);
    Callback after = new Answered(call, callback);
    switch (call.fault().map(FaultRule::kind).orElse(FaultRule.Kind.SLOW_BODY)) {
      case TOO_MANY_REQUESTS, UNAVAILABLE -> refuse(call, after);
      case DROPPED_CONNECTION -> drop(call, callback);
      case STALE_PAGE -> pages.last(call.address()).orElseThrow().repeat(call.response(), after);
      case LOST_ANSWER, SLOW_BODY, TRUNCATED_JSON -> {
        return super.handle(call.request(), call.response(), after);
      }
    }
    return true;
  }

  private Call call(Request request, Response response, String path) {
    Door door = front.doorOf(path);
    String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    Optional<String> operationId =
        door.route(path)
            .map(match -> match.route().operations().get(method))
            .map(Route.Operation::id);
    Optional<UUID> tenant = tenants.ofRequest(request, path);
    LastResponses.Address address = LastResponses.Address.of(request);
    Optional<FaultQueue.Waiting> struck =
        faults.strike(operationId, tenant, each -> isPossible(each, address));
    struck.filter(each -> !isDecidedLater(each)).ifPresent(faults::settle);
    RecordingRequest heard = new RecordingRequest(request);
    return new Call(
        door, operationId, tenant, address, heard, new FaultyResponse(heard, response), struck);
  }

  private boolean isPossible(FaultRule fault, LastResponses.Address address) {
    return switch (fault.kind()) {
      case STALE_PAGE -> pages.last(address).isPresent();
      case TRUNCATED_JSON -> !address.method().equals("HEAD");
      default -> true;
    };
  }

  /** The body to cut is known only when it is written. */
  private static boolean isDecidedLater(FaultQueue.Waiting struck) {
    return struck.fault().kind() == FaultRule.Kind.TRUNCATED_JSON;
  }

  private static void refuse(Call call, Callback after) {
    FaultRule fault = call.fault().orElseThrow();
    long seconds = fault.retryAfter().toSeconds();
    RefusalWriter.refuse(
        call.door(),
        fault.kind() == FaultRule.Kind.UNAVAILABLE
            ? call.door().explain(503).with("Retry-After", Long.toString(seconds))
            : call.door().throttled(seconds),
        call.request(),
        call.response(),
        after);
  }

  /**
   * A failure that is not reported: the client sees the connection end, and Jetty logs no warning
   * for an end of this kind.
   */
  private void drop(Call call, Callback callback) {
    note(call, 0, "");
    call.request().getConnectionMetaData().getConnection().getEndPoint().close();
    callback.failed(new EofException("dropped on request"));
  }

  /** Sends the response once it is whole. */
  private final class Answered implements Callback {
    private Call call;
    private final Callback next;

    Answered(Call call, Callback next) {
      this.call = call;
      this.next = next;
    }

    @Override
    public void succeeded() {
      FaultyResponse answer = call.response();
      decide(answer.body().length > 0);
      Optional<FaultRule.Kind> kind = call.fault().map(FaultRule::kind);
      if (kind.equals(Optional.of(FaultRule.Kind.LOST_ANSWER))) {
        drop(call, next);
        return;
      }
      if (kind.equals(Optional.of(FaultRule.Kind.TRUNCATED_JSON))) {
        answer.truncate();
      } else if (answer.getStatus() == OK && kind.isEmpty()) {
        pages.remember(call.address(), answer);
      }
      note(call, answer.getStatus(), answer.text());
      if (kind.equals(Optional.of(FaultRule.Kind.SLOW_BODY))) {
        answer.drip(call.fault().orElseThrow().duration(), next);
      } else {
        answer.release(next);
      }
    }

    /** A response without a body leaves a fault of bodies to another. */
    private void decide(boolean hasBody) {
      Optional<FaultQueue.Waiting> late =
          call.struck().filter(FaultInjectionHandler::isDecidedLater);
      if (hasBody) {
        late.ifPresent(faults::settle);
      } else if (late.isPresent()) {
        faults.giveBack(late.get());
        call = call.spared();
      }
    }

    @Override
    public void failed(Throwable cause) {
      decide(false);
      note(call, 0, "");
      next.failed(cause);
    }
  }

  private void note(Call call, int status, String body) {
    SecretMasker mask = new SecretMasker(call.request().getHeaders());
    String target = FrontHandler.targetOf(call.request());
    journal.add(
        new RequestJournal.Entry(
            0,
            clock.instant(),
            call.tenant(),
            call.operationId(),
            call.request().getMethod(),
            mask.text(target),
            mask.headers(call.request().getHeaders()),
            mask.text(call.request().text()),
            status,
            status == 0 ? Map.of() : mask.headers(call.response().getHeaders()),
            mask.text(body),
            call.fault().map(FaultRule::kind)));
  }
}
