package dev.roster.alignment.fuzz;

import dev.roster.openapi.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Members of the body, the body as a whole, and its media type. */
final class BodyCases {
  private final Requests requests;
  private final List<FuzzCase> cases = new ArrayList<>();

  private BodyCases(Requests requests) {
    this.requests = requests;
  }

  static List<FuzzCase> of(Requests requests) {
    BodyCases part = new BodyCases(requests);
    requests.body().ifPresent(part::bodies);
    return part.cases;
  }

  private void bodies(Schema body) {
    FuzzCase plain = requests.plain("");
    body.properties()
        .forEach((name, schema) -> {
          for (String value : FuzzValues.json(schema)) {
            Map<String, String> changed = requests.members();
            changed.put(name, value);
            cases.add(
                plain.withBody(
                    "member " + name + " = " + Requests.shown(value), Requests.object(changed)));
          }
          Map<String, String> without = requests.members();
          without.remove(name);
          cases.add(plain.withBody("without member " + name, Requests.object(without)));
          String whole = Requests.object(requests.members());
          cases.add(
              plain.withBody(
                  "member " + name + " twice",
                  whole.replaceFirst("}$", "," + FuzzValues.quoted(name) + ":null}")));
        });
    wholeBodies(plain);
    mediaTypes(plain);
  }

  private void wholeBodies(FuzzCase plain) {
    String right = Requests.object(requests.members());
    for (String body :
        List.of(
            "",
            " ",
            "null",
            "true",
            "1",
            "\"a\"",
            "[]",
            "[" + right + "]",
            "{}",
            "{",
            right + right,
            right + "garbage",
            right.replace("{", "{\"extra\":1,"),
            right.replace("{", "{\"__proto__\":{},\"\":null,"),
            "\ufeff" + right,
            "/* c */" + right,
            right.replace("\"", "'"),
            right.replaceFirst("}$", ",}"),
            "a=1&b=2",
            "<a/>",
            "[".repeat(100),
            "[".repeat(900) + "]".repeat(900),
            "[".repeat(50_000),
            "{\"a\":".repeat(3_000) + "1" + "}".repeat(3_000),
            "{\"a\":\"" + "x".repeat(2_700_000) + "\"}")) {
      cases.add(plain.withBody("body " + Requests.shown(body), body));
    }
    cases.add(plain.withBody("body in UTF-16", right.getBytes(StandardCharsets.UTF_16)));
    cases.add(
        plain.withBody(
            "body that is no UTF-8",
            "{\"email\":\"\u00ff\u00c3\"}".getBytes(StandardCharsets.ISO_8859_1)));
    cases.add(new FuzzCase("no body", plain.method(), plain.target(), plain.headers(), null));
  }

  private void mediaTypes(FuzzCase plain) {
    for (String type :
        List.of(
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/json; charset=utf-16",
            "application/json; charset=nonsense",
            "application/json; charset=\"utf-8\"",
            "APPLICATION/JSON",
            "application/vnd.api+json",
            "application/*",
            "garbage",
            "/",
            "",
            "application/json, text/plain")) {
      cases.add(plain.with("media type " + Requests.shown(type), Map.of("Content-Type", type)));
    }
    cases.add(plain.with("no media type", Requests.nothing("Content-Type")));
    cases.add(plain.with("encoded body", Map.of("Content-Encoding", "gzip")));
  }
}
