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
record Cell(Call call, Rule rule, Principal principal, Map<String, Specimen> objects) {

  /**
   * Every combination of the objects that the operation names; for a caller who is refused anyway,
   * every object once.
   */
  static List<Cell> of(Call call, Rule rule, Principal principal, World world) {
    Map<String, List<Specimen>> slots = new LinkedHashMap<>();
    rule.objects().forEach((name, kind) -> slots.put(name, kind.specimens(world)));
    boolean refused = new Cell(call, rule, principal, Map.of()).verdict() != Verdict.GRANTED;
    List<Map<String, Specimen>> choices = refused ? oneByOne(slots) : product(slots);
    return choices.stream().map(choice -> new Cell(call, rule, principal, choice)).toList();
  }

  private static List<Map<String, Specimen>> product(Map<String, List<Specimen>> slots) {
    List<Map<String, Specimen>> choices = List.of(Map.of());
    for (Map.Entry<String, List<Specimen>> slot : slots.entrySet()) {
      choices =
          choices.stream()
              .flatMap(choice ->
                  slot.getValue().stream().map(specimen -> with(choice, slot.getKey(), specimen)))
              .toList();
    }
    return choices;
  }

  private static List<Map<String, Specimen>> oneByOne(Map<String, List<Specimen>> slots) {
    Map<String, Specimen> first = new LinkedHashMap<>();
    slots.forEach((name, specimens) -> first.put(name, specimens.getFirst()));
    Set<Map<String, Specimen>> choices = new LinkedHashSet<>(List.of(first));
    slots.forEach((name, specimens) ->
        specimens.forEach(specimen -> choices.add(with(first, name, specimen))));
    return List.copyOf(choices);
  }

  private static Map<String, Specimen> with(
      Map<String, Specimen> choice, String name, Specimen specimen) {
    Map<String, Specimen> more = new LinkedHashMap<>(choice);
    more.put(name, specimen);
    return more;
  }

  Verdict verdict() {
    Verdict objectsSay =
        objects.values().stream()
            .map(each -> each.verdict().apply(principal))
            .reduce(Verdict.GRANTED, Verdict::or);
    return callerVerdict().or(objectsSay);
  }

  private Verdict callerVerdict() {
    if (call.isCompleat()) {
      return principal.tenantId().isPresent() ? Verdict.GRANTED : Verdict.UNAUTHENTICATED;
    }
    if (principal.user().isEmpty()) {
      return Verdict.UNAUTHENTICATED;
    }
    World.User user = principal.user().get();
    boolean may =
        rule.permission().map(user::may).orElse(true) && (!call.writes() || user.mayWrite());
    return may ? Verdict.GRANTED : Verdict.FORBIDDEN;
  }

  /** The words of the world that the answer must show: these and no others. */
  Set<String> words(World world) {
    if (verdict() != Verdict.GRANTED) {
      return Set.of();
    }
    Set<String> words = new HashSet<>();
    principal.user().ifPresent(user -> words.addAll(rule.shows().apply(world, user)));
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
    for (Map.Entry<String, Specimen> each : objects.entrySet()) {
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
