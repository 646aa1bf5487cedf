package dev.roster.alignment.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Methods, Accept and other headers, and credentials. */
final class ProtocolCases {
  private final Requests requests;
  private final List<FuzzCase> cases = new ArrayList<>();

  private ProtocolCases(Requests requests) {
    this.requests = requests;
  }

  static List<FuzzCase> of(Requests requests) {
    ProtocolCases part = new ProtocolCases(requests);
    part.protocol();
    part.credentials();
    return part.cases;
  }

  private void protocol() {
    FuzzCase plain = requests.plain("");
    for (String method :
        List.of(
            "GET",
            "HEAD",
            "POST",
            "PUT",
            "PATCH",
            "DELETE",
            "OPTIONS",
            "TRACE",
            "PROPFIND",
            "get",
            "X")) {
      cases.add(plain.withMethod(method));
    }
    for (String accept :
        List.of(
            "application/json",
            "*/*",
            "application/*",
            "text/html",
            "application/xml, */*;q=0.1",
            "application/json;q=0",
            "application/json; indent=4",
            "application/json; charset=utf-16",
            "garbage",
            ",,;",
            "",
            "a/b,".repeat(500))) {
      cases.add(plain.with("Accept " + Requests.shown(accept), Map.of("Accept", accept)));
    }
    cases.add(plain.with("no Accept", Requests.nothing("Accept")));
    for (String line :
        List.of(
            "Accept-Language: xx",
            "Accept-Encoding: br;q=1.0, *;q=0",
            "Range: bytes=0-1",
            "If-Match: \"x\"",
            "If-None-Match: *",
            "If-Modified-Since: yesterday",
            "X-HTTP-Method-Override: DELETE",
            "X-Forwarded-Host: evil.example",
            "Origin: https://evil.example",
            "X-Request-Id: a b\u0000",
            "X-Request-Id: " + "x".repeat(500),
            "X-Long: " + "x".repeat(9_000))) {
      cases.add(plain.adding("header " + Requests.shown(line), line.replace("\u0000", "%00")));
    }
  }

  private void credentials() {
    if (requests.operation().credentials().isEmpty()) {
      return;
    }
    FuzzCase plain = requests.plain("");
    String line = requests.credentials().get(0);
    String name = line.split(":")[0];
    cases.add(plain.with("no credentials", Requests.nothing(name)));
    cases.add(plain.adding("credentials twice", line));
    for (String value :
        List.of(
            "",
            "Bearer",
            "Bearer ",
            "Bearer nobody",
            "Bearer a b",
            "Basic YTpi",
            "nobody",
            "bearer " + requests.state("token"),
            "Bearer \u00ff\u00fe",
            "497f6eca-6276-4993-bfeb-53cbbbba6f08",
            "Bearer " + "x".repeat(5_000))) {
      cases.add(plain.with("credentials " + Requests.shown(value), Map.of(name, value)));
    }
  }
}
