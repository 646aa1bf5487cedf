package dev.roster.server.security;

import dev.roster.server.security.Contract.Call;
import dev.roster.server.security.Contract.Place;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One request of the matrix: an operation, who calls, and which objects the request names. */
record MatrixRequest(
    Call call, AccessRule rule, Principal principal, Map<String, ObjectReference> objects) {

  /**
   * Every combination of the objects that the operation names; for a caller who is refused anyway,
   * every object once.
   */
  static List<MatrixRequest> of(
      Call call, AccessRule rule, Principal principal, MatrixDirectory directory) {
    Map<String, List<ObjectReference>> slots = new LinkedHashMap<>();
    rule.objects().forEach((name, kind) -> slots.put(name, kind.specimens(directory)));
    boolean refused =
        new MatrixRequest(call, rule, principal, Map.of()).verdict() != ExpectedOutcome.GRANTED;
    List<Map<String, ObjectReference>> choices = refused ? oneByOne(slots) : product(slots);
    return choices.stream()
        .map(choice -> new MatrixRequest(call, rule, principal, choice))
        .toList();
  }

  private static List<Map<String, ObjectReference>> product(
      Map<String, List<ObjectReference>> slots) {
    List<Map<String, ObjectReference>> choices = List.of(Map.of());
    for (Map.Entry<String, List<ObjectReference>> slot : slots.entrySet()) {
      choices =
          choices.stream()
              .flatMap(choice ->
                  slot.getValue().stream().map(specimen -> with(choice, slot.getKey(), specimen)))
              .toList();
    }
    return choices;
  }

  private static List<Map<String, ObjectReference>> oneByOne(
      Map<String, List<ObjectReference>> slots) {
    Map<String, ObjectReference> first = new LinkedHashMap<>();
    slots.forEach((name, specimens) -> first.put(name, specimens.getFirst()));
    Set<Map<String, ObjectReference>> choices = new LinkedHashSet<>(List.of(first));
    slots.forEach((name, specimens) ->
        specimens.forEach(specimen -> choices.add(with(first, name, specimen))));
    return List.copyOf(choices);
  }

  private static Map<String, ObjectReference> with(
      Map<String, ObjectReference> choice, String name, ObjectReference specimen) {
    Map<String, ObjectReference> more = new LinkedHashMap<>(choice);
    more.put(name, specimen);
    return more;
  }

  ExpectedOutcome verdict() {
    ExpectedOutcome objectsSay =
        objects.values().stream()
            .map(each -> each.verdict().apply(principal))
            .reduce(ExpectedOutcome.GRANTED, ExpectedOutcome::or);
    return callerVerdict().or(objectsSay);
  }

  private ExpectedOutcome callerVerdict() {
    if (call.isCompleat()) {
      return principal.tenantId().isPresent()
          ? ExpectedOutcome.GRANTED
          : ExpectedOutcome.UNAUTHENTICATED;
    }
    if (principal.user().isEmpty()) {
      return ExpectedOutcome.UNAUTHENTICATED;
    }
    MatrixDirectory.User user = principal.user().get();
    boolean may =
        rule.permission().map(user::may).orElse(true) && (!call.writes() || user.mayWrite());
    return may ? ExpectedOutcome.GRANTED : ExpectedOutcome.FORBIDDEN;
  }

  /** The words of the world that the answer must show: these and no others. */
  Set<String> words(MatrixDirectory directory) {
    if (verdict() != ExpectedOutcome.GRANTED) {
      return Set.of();
    }
    Set<String> words = new HashSet<>();
    principal.user().ifPresent(user -> words.addAll(rule.shows().apply(directory, user)));
    objects.values().forEach(each -> words.addAll(each.words().apply(principal)));
    return words;
  }

  /**
   * Sends the request.
   *
   * @param number makes the values of the body differ from those of other requests
   */
  RawResponse send(TestServer server, int number) {
    Map<String, String> headers = principal.allHeaders();
    byte[] body = null;
    if (call.inputs().containsValue(Place.BODY)) {
      headers.put("Content-Type", "application/json");
      body = body(number).getBytes(StandardCharsets.UTF_8);
    }
    return server.send(call.method(), target(), headers, body);
  }

  String target() {
    String path = call.path();
    for (Map.Entry<String, ObjectReference> each : objects.entrySet()) {
      path = path.replace("{" + each.getKey() + "}", encode(each.getValue().text()));
    }
    return path;
  }

  private String body(int number) {
    return call.inputs().entrySet().stream()
        .filter(input -> input.getValue() == Place.BODY)
        .map(input -> "\"" + input.getKey() + "\":" + value(input.getKey(), number))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private String value(String input, int number) {
    return objects.containsKey(input)
        ? objects.get(input).text()
        : rule.values().get(input).formatted(number);
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted(b & 0xff));
    }
    return encoded.toString();
  }

  @Override
  public String toString() {
    return "%s as %s with %s".formatted(call.id(), principal, objects);
  }
}
