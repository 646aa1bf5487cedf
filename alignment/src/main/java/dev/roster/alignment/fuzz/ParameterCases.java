package dev.roster.alignment.fuzz;

import dev.roster.openapi.Operation.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of parameters, the query as a whole, and spellings of the path. */
final class ParameterCases {
  private final Requests requests;
  private final List<FuzzCase> cases = new ArrayList<>();

  private ParameterCases(Requests requests) {
    this.requests = requests;
  }

  static List<FuzzCase> of(Requests requests) {
    ParameterCases part = new ParameterCases(requests);
    part.parameters();
    part.queries();
    part.paths();
    return part.cases;
  }

  private void parameters() {
    for (Parameter each : requests.operation().parameters()) {
      for (String value : FuzzValues.texts(each.schema())) {
        Map<String, String> changed = new LinkedHashMap<>();
        changed.put(each.name(), value);
        cases.add(
            requests.fuzzCase(
                each.name() + " = " + Requests.shown(value), changed, requests.members()));
      }
      Map<String, @Nullable String> without = new LinkedHashMap<>();
      without.put(each.name(), null);
      if (!each.in().equals("path")) {
        cases.add(requests.fuzzCase("without " + each.name(), without, requests.members()));
      }
    }
  }

  private void queries() {
    List<String> names = new ArrayList<>(List.of("unknown", "format", "limit", "a[]", "", "\0"));
    requests.operation().parameters().stream()
        .filter(each -> each.in().equals("query"))
        .forEach(each -> names.add(each.name()));
    String target = requests.plain("").target();
    String join = target.contains("?") ? "&" : "?";
    for (String name : names) {
      String key = Requests.encoded(name);
      for (String query :
          List.of(
              key,
              key + "=",
              key + "=1&" + key + "=2",
              key + "[]=1&" + key + "[0]=2",
              key + "=%",
              key + "=%zz",
              key + "=%ff%fe",
              key + "=%ed%a0%80",
              key + "=%00",
              key + "=a+b%2Bc",
              (key + "=1&").repeat(80),
              key + "=" + "x".repeat(9_000))) {
        cases.add(
            requests.plain("").withTarget("query " + Requests.shown(query), target + join + query));
      }
    }
    cases.add(requests.plain("").withTarget("query of separators", target + join + "&&;=&=;&"));
  }

  private void paths() {
    FuzzCase plain = requests.plain("");
    String path = plain.path();
    String other = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
    for (String changed :
        List.of(
            other,
            path + "more",
            path + "/",
            "/" + path,
            path.toUpperCase(Locale.ROOT),
            path.replace("/api/", "/api//"),
            path + "%2F",
            path + "%00",
            path + ";a=b",
            path + "..",
            path + "%2e%2e/",
            path.replace("api", "%61pi"))) {
      cases.add(plain.withTarget("path " + Requests.shown(changed), changed));
    }
  }
}
