package dev.roster.client.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with the HTTP client of the JDK; the default of the clients.
 *
 * {@snippet file="com/example/TransportExamples.java" region="shared"}
 */
public final class JdkTransport implements Transport {
  private volatile @Nullable HttpClient http;

  /**
   * Uses this client.
   *
   * @throws IllegalArgumentException if it follows redirects: the JDK would carry the credentials
   *     to the other host
   */
  public JdkTransport(HttpClient http) {
    if (http.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException("the HttpClient must follow no redirects");
    }
    this.http = http;
  }

  @Override
  public TransportResponse send(TransportRequest request) throws IOException, InterruptedException {
    HttpClient client = http;
    if (client == null) {
      throw new IllegalStateException("the transport is closed");
    }
    CompletableFuture<HttpResponse<Body>> response =
        client.sendAsync(
            jdkRequest(request), info -> new Reader(request.largestBody(info.statusCode())));
    try {
      // the timeout of an HttpRequest ends with the headers; this one includes the body
      HttpResponse<Body> received = response.get(request.timeout().toNanos(), TimeUnit.NANOSECONDS);
      Body body = received.body();
      return new TransportResponse(
          received.statusCode(), received.headers(), body.bytes(), body.truncated());
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (TimeoutException e) {
      response.cancel(true);
      throw new HttpTimeoutException("request timed out");
    } catch (InterruptedException e) {
      response.cancel(true);
      throw e;
    }
  }

  /**
   * Closes the connections. From Java 21 on this waits for requests under way and ends the threads;
   * before, they end when the garbage collector finds the client.
   */
  @Override
  public void close() {
    // an HttpClient is no AutoCloseable before Java 21
    Object client = http;
    http = null;
    if (client instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Only an IOException is a lost connection; the JDK throws others for what is not HTTP. */
  private static IOException unwrapped(ExecutionException wrapper) {
    Throwable cause = wrapper.getCause();
    if (cause instanceof RuntimeException failure) {
      throw failure;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException failure ? failure : new IOException(cause);
  }

  private static HttpRequest jdkRequest(TransportRequest request) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri()).timeout(request.timeout());
    Optional<byte[]> body = request.body();
    if (body.isPresent()) {
      builder.method(request.method(), BodyPublishers.ofByteArray(body.get()));
    } else if (request.method().equals("GET")) {
      // without the Content-Length that a method with an empty body has
      builder.GET();
    } else {
      builder.method(request.method(), BodyPublishers.noBody());
    }
    request.headers().forEach(builder::setHeader);
    return builder.build();
  }

  /** The first bytes of a body; after the limit nothing is read and the connection is closed. */
  private record Body(byte[] bytes, boolean truncated) {}

  private static final class Reader implements BodySubscriber<Body> {
    private final CompletableFuture<Body> body = new CompletableFuture<>();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final int limit;
    private Flow.@Nullable Subscription subscription;

    Reader(int limit) {
      this.limit = limit;
    }

    @Override
    public CompletionStage<Body> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      this.subscription = subscription;
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        byte[] part = new byte[Math.min(limit - read.size(), buffer.remaining())];
        buffer.get(part);
        read.write(part, 0, part.length);
        if (buffer.hasRemaining()) {
          if (subscription != null) {
            subscription.cancel();
          }
          body.complete(new Body(read.toByteArray(), true));
          return;
        }
      }
    }

    @Override
    public void onError(Throwable failure) {
      body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      body.complete(new Body(read.toByteArray(), false));
    }
  }
}
