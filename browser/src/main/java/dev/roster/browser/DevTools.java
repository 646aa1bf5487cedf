package dev.roster.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The DevTools protocol of Chromium: JSON over a web socket, one for all tabs. */
final class DevTools implements AutoCloseable {
  private static final int SECONDS = 60;

  private final ObjectMapper json = new ObjectMapper();
  private final AtomicInteger count = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final Map<String, Consumer<JsonNode>> sessions = new ConcurrentHashMap<>();
  private final WebSocket socket;

  DevTools(URI address) {
    this.socket =
        await(HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Reader()));
  }

  /** The browser does not do what it is asked, for example while a page makes room for another. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** Hands the events of a session to the listener, on the thread of the web socket. */
  void listen(String session, Consumer<JsonNode> listener) {
    sessions.put(session, listener);
  }

  /** Calls a method of the browser itself. */
  JsonNode call(String method, Map<String, ?> parameters) {
    return call(null, method, parameters);
  }

  /** Calls a method of a session and returns its result. */
  JsonNode call(String session, String method, Map<String, ?> parameters) {
    int id = count.incrementAndGet();
    ObjectNode message = json.createObjectNode();
    message.put("id", id).put("method", method).set("params", json.valueToTree(parameters));
    if (session != null) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    await(socket.sendText(message.toString(), true));
    JsonNode received = await(answer);
    if (received.has("error")) {
      throw new Refused(method + ": " + received.get("error"));
    }
    return received.get("result");
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException("the browser does not answer", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private void received(String text) {
    JsonNode message;
    try {
      message = json.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new IllegalStateException(malformed);
    }
    if (message.has("id")) {
      answers.remove(message.get("id").asInt()).complete(message);
      return;
    }
    Consumer<JsonNode> listener = sessions.get(message.path("sessionId").asText());
    if (listener != null) {
      listener.accept(message);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Reader implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        received(whole);
      }
      from.request(1);
      return null;
    }
  }
}
