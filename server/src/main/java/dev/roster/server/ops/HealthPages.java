package dev.roster.server.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The pages {@code /livez} and {@code /readyz}: 200 or 503, and the result of each check with its
 * reason as JSON. A server is alive as long as it can respond; no failure of the database restarts
 * it.
 */
final class HealthPages {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Readiness readiness;

  HealthPages(Readiness readiness) {
    this.readiness = readiness;
  }

  Page live() {
    return Page.json(HttpStatus.OK_200, "{\"status\":\"alive\"}\n");
  }

  Page ready() {
    List<ReadinessCheck> checks = readiness.checks();
    boolean ready = checks.stream().allMatch(ReadinessCheck::passed);
    Map<String, Object> results = new LinkedHashMap<>();
    for (ReadinessCheck check : checks) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("status", check.passed() ? "ok" : "failed");
      result.put("reason", check.reason());
      results.put(check.name(), result);
    }
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("status", ready ? "ready" : "not ready");
    page.put("checks", results);
    return Page.json(
        ready ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503, text(page) + "\n");
  }

  private static String text(Map<String, Object> page) {
    try {
      return JSON.writeValueAsString(page);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
