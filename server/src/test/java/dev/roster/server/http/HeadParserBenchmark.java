package dev.roster.server.http;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading the head of a request, with the checks of its framing. */
@State(Scope.Thread)
public class HeadParserBenchmark {
  private final ByteBuffer head =
      ByteBuffer.wrap(
          """
          GET /api/accounts/companies/?name__icontains=green&ordering=-created_at&limit=25 HTTP/1.1\r
          Host: directory.example:8080\r
          Authorization: Bearer rst_live_0123456789ab_0123456789012345678901234567890123456789012aaaaaa\r
          Accept: application/json\r
          Accept-Encoding: gzip, deflate, br\r
          User-Agent: roster-client/0.1.0\r
          Connection: keep-alive\r
          \r
          """
              .getBytes(StandardCharsets.ISO_8859_1));
  private final HttpParser.RequestHandler handler =
      (HttpParser.RequestHandler)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {HttpParser.RequestHandler.class},
              (proxy, method, arguments) ->
                  method.getReturnType() == boolean.class ? Boolean.FALSE : null);
  private final HttpParser plain =
      new HttpParser(handler, HttpLimits.MAX_HEAD, HttpCompliance.RFC7230);
  private final HeadParser checking =
      new HeadParser(handler, HttpLimits.MAX_HEAD, HttpCompliance.RFC7230);

  @Benchmark
  public boolean head() {
    return read(checking);
  }

  /** Jetty's own parser, for comparison. */
  @Benchmark
  public boolean headByJettyAlone() {
    return read(plain);
  }

  private boolean read(HttpParser parser) {
    head.rewind();
    parser.reset();
    return parser.parseNext(head);
  }
}
