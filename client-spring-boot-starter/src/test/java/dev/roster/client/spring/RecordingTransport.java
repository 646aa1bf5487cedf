package dev.roster.client.spring;

import dev.roster.client.transport.Transport;
import dev.roster.client.transport.TransportRequest;
import dev.roster.client.transport.TransportResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A transport in memory that gives one response to all requests, and keeps them. */
final class RecordingTransport implements Transport {
  final List<TransportRequest> requests = new CopyOnWriteArrayList<>();

  private final String json;

  RecordingTransport(String json) {
    this.json = json;
  }

  @Override
  public TransportResponse send(TransportRequest request) {
    requests.add(request);
    return TransportResponse.json(200, json);
  }

  TransportRequest onlyRequest() {
    if (requests.size() != 1) {
      throw new AssertionError("expected one request, saw " + requests);
    }
    return requests.get(0);
  }
}
