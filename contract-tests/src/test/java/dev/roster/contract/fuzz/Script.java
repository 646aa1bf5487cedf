package dev.roster.contract.fuzz;

import dev.roster.client.CoolsetClient;
import dev.roster.client.transport.Transport;
import dev.roster.client.transport.TransportRequest;
import dev.roster.client.transport.TransportResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A transport that keeps the requests, and responds to the n-th as it is told. Safe for use by many
 * threads.
 */
final class Script implements Transport {
  static final String NOWHERE = "http://client.invalid";

  private final List<TransportRequest> requests = new CopyOnWriteArrayList<>();
  private final Function<Integer, TransportResponse> responses;

  Script(Function<Integer, TransportResponse> responses) {
    this.responses = responses;
  }

  /** A client that is quick to try again. */
  static CoolsetClient.Builder coolset(Script script) {
    return CoolsetClient.builder()
        .baseUri(NOWHERE)
        .token("a-token")
        .longestRetryWait(Duration.ofMillis(1))
        .transport(script);
  }

  @Override
  public TransportResponse send(TransportRequest request) {
    requests.add(request);
    return responses.apply(requests.size() - 1);
  }

  List<TransportRequest> requests() {
    return requests;
  }

  /** The values of a header, by request. */
  List<String> headers(String name) {
    return requests.stream().map(each -> String.valueOf(each.headers().get(name))).toList();
  }
}
