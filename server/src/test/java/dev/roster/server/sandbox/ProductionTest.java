package dev.roster.server.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server in production has nothing of a sandbox: its calls are as unknown as any other path. */
class ProductionTest {
  @Test
  void noCallOfTheSandboxIsThere() {
    List<String> paths = new ArrayList<>(List.of("/__sandbox", "/__sandbox/anything"));
    paths.addAll(
        new OpenAPIV3Parser()
            .read("dev/roster/server/sandbox/sandbox-openapi.yaml")
            .getPaths()
            .keySet());
    assertThat(paths).hasSizeGreaterThan(12);

    try (TestServer server = TestServer.empty(Clock.systemUTC())) {
      String unknown = ask(server, "GET", "/no-such-path").text();
      for (String path : paths) {
        for (String method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS")) {
          RawResponse answer = ask(server, method, path.replaceAll("\\{\\w+}", "1"));

          assertThat(answer.status()).as(method + " " + path).isEqualTo(404);
          assertThat(answer.text()).as(method + " " + path).isEqualTo(unknown);
        }
      }
    }
  }

  private static RawResponse ask(TestServer server, String method, String path) {
    return server
        .raw()
        .send(
            method,
            path,
            Map.of("Host", server.baseUri().getAuthority(), "Content-Type", "application/json"),
            method.equals("GET") ? null : "{}".getBytes(StandardCharsets.UTF_8));
  }
}
