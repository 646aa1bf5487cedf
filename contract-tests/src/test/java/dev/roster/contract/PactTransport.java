package dev.roster.contract;

import au.com.dius.pact.core.matchers.FullRequestMatch;
import au.com.dius.pact.core.matchers.RequestMatch;
import au.com.dius.pact.core.matchers.RequestMatching;
import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.IRequest;
import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.V4Pact;
import dev.roster.client.transport.Transport;
import dev.roster.client.transport.TransportRequest;
import dev.roster.client.transport.TransportResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Responds from a pact without a network, by the matching of pact-jvm. */
final class PactTransport implements Transport {
  private final V4Pact pact;
  private final Set<Interaction> asked = new HashSet<>();

  PactTransport(V4Pact pact) {
    this.pact = pact;
  }

  @Override
  public TransportResponse send(TransportRequest request) throws IOException {
    RequestMatch match = new RequestMatching(pact).matchInteraction(asPact(request));
    if (!(match instanceof FullRequestMatch full)) {
      throw new IOException("the pact has no such request: " + match);
    }
    asked.add(full.getInteraction());
    HttpResponse response = (HttpResponse) full.getInteraction().getResponse();
    byte[] body = response.getBody().isPresent() ? response.getBody().unwrap() : new byte[0];
    return TransportResponse.of(response.getStatus(), response.getHeaders(), body);
  }

  /** Fails unless there was a request for each interaction. */
  void requireAllAsked() {
    for (Interaction interaction : pact.getInteractions()) {
      if (!asked.contains(interaction)) {
        throw new AssertionError("never asked in memory: " + interaction.getDescription());
      }
    }
  }

  private static IRequest asPact(TransportRequest request) {
    Map<String, List<String>> headers = new HashMap<>();
    request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    OptionalBody body =
        request
            .body()
            .map(bytes -> OptionalBody.body(bytes, ContentType.getJSON()))
            .orElseGet(OptionalBody::missing);
    return new HttpRequest(
        request.method(),
        request.uri().getPath(),
        query(request.uri().getRawQuery()),
        headers,
        body);
  }

  private static Map<String, List<String>> query(String raw) {
    Map<String, List<String>> query = new HashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      query.computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>()).add(decoded(parts[1]));
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
