package dev.roster.alignment.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.AlignmentConfig.RefusalTexts;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.check.Difference.Side;
import dev.roster.alignment.fuzz.BoundCases.Bound;
import dev.roster.alignment.fuzz.DocumentFuzzer.Outcome;
import dev.roster.alignment.fuzz.RawHttpClient.Response;
import dev.roster.openapi.Operation;
import dev.roster.openapi.Operation.Parameter;
import dev.roster.openapi.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A part of check 4: holds a server to the numbers of a document. A request at a bound is not
 * refused because of it, one beyond it is; and a request without a parameter gets what its default
 * gets, but not what another value gets.
 */
public final class BoundFuzzer {
  private static final Set<Integer> REFUSED = Set.of(400, 422);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Optional<RefusalTexts> texts;
  private final Operation operation;
  private final FuzzTarget target;
  private final RawHttpClient http;
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final List<Difference> differences = new ArrayList<>();
  private int cases;

  private BoundFuzzer(AlignmentConfig config, Operation operation, FuzzTarget target) {
    this.texts = config.refusalTexts();
    this.operation = operation;
    this.target = target;
    this.http = new RawHttpClient(target.uri());
  }

  /** Reports whether the requests of an operation have a bound or a default to be asked for. */
  public static boolean isBounded(Operation operation) {
    return !BoundCases.of(new Requests(operation, Map.of())).isEmpty()
        || operation.parameters().stream().anyMatch(each -> usual(each).isPresent());
  }

  /**
   * Asks for each bound and each default of an operation.
   *
   * @param target in a state in which each default selects something else than the values beside
   *     it, such as more rows than a page has; a state in which it does not is a difference
   * @return the outcome, without cases for an operation that has neither
   */
  public static Outcome fuzz(AlignmentConfig config, Operation operation, FuzzTarget target) {
    BoundFuzzer fuzzer = new BoundFuzzer(config, operation, target);
    int bounds = BoundCases.of(new Requests(operation, Map.of())).size();
    IntStream.range(0, bounds).forEach(fuzzer::bound);
    fuzzer.defaults();
    return new Outcome(fuzzer.cases, fuzzer.statuses, fuzzer.differences);
  }

  /** Begins anew for each bound: what one request did may be a reason to refuse the next. */
  private void bound(int number) {
    Bound bound = BoundCases.of(inState()).get(number);
    Response at = send(bound.at());
    if (REFUSED.contains(at.status()) && (bound.free() || !tooLong(bound, at).isEmpty())) {
      differ(bound, "refuses what is at the bound", at);
    }
    Response beyond = send(bound.beyond());
    List<String> messages = tooLong(bound, beyond);
    boolean told = texts.isPresent() && bound.member().isPresent() && bound.isLongest();
    if (!REFUSED.contains(beyond.status()) || told && messages.isEmpty()) {
      differ(bound, "takes what is beyond the bound", beyond);
    } else if (told && messages.stream().noneMatch(bound::isNumberIn)) {
      differ(bound, "refuses what is beyond the bound with another number", beyond);
    }
  }

  /** The refusals that are about the length of the member, in the words of the framework. */
  private List<String> tooLong(Bound bound, Response response) {
    if (texts.isEmpty() || bound.member().isEmpty() || !bound.isLongest()) {
      return List.of();
    }
    return body(response)
        .path(bound.member().get())
        .valueStream()
        .map(JsonNode::asText)
        .filter(message -> message.startsWith(texts.get().tooLong()))
        .toList();
  }

  private Requests inState() {
    return new Requests(operation, target.state(operation));
  }

  private void defaults() {
    List<Parameter> parameters =
        operation.parameters().stream().filter(each -> usual(each).isPresent()).toList();
    if (!parameters.isEmpty()) {
      Requests requests = inState();
      parameters.forEach(each -> defaults(requests, each, usual(each).orElseThrow()));
    }
  }

  private static Optional<Long> usual(Parameter parameter) {
    return parameter
        .schema()
        .keyword("default")
        .filter(value -> value.canConvertToLong() && parameter.in().equals("query"))
        .map(JsonNode::asLong);
  }

  private void defaults(Requests requests, Parameter parameter, long usual) {
    String about = parameter.name() + ", default " + usual + ": ";
    Response without = sent(requests, parameter, Optional.empty());
    if (!same(without, sent(requests, parameter, Optional.of(usual)))) {
      differ(about + "not what a request without it gets", parameter.place(), without);
    }
    LongStream.of(usual - 1, usual + 1)
        .filter(other -> other >= 0 && same(without, sent(requests, parameter, Optional.of(other))))
        .forEach(other -> differ(about + other + " gets the same", parameter.place(), without));
  }

  /** Numbers without a default are sent, too: some have no effect without another one. */
  private Response sent(Requests requests, Parameter parameter, Optional<Long> value) {
    Map<String, String> changed = new TreeMap<>();
    operation.parameters().stream()
        .filter(other -> other.in().equals("query") && other.schema().type().equals("integer"))
        .filter(other -> other.schema().keyword("default").isEmpty())
        .forEach(other -> changed.put(other.name(), requests.usual(other)));
    value.ifPresent(number -> changed.put(parameter.name(), number.toString()));
    return send(requests.fuzzCase(parameter.name(), changed, requests.members()));
  }

  private static boolean same(Response one, Response other) {
    return one.status() == other.status() && body(one).equals(body(other));
  }

  private Response send(FuzzCase sent) {
    cases++;
    try {
      Response response = http.send(sent);
      statuses.merge(response.status(), 1, Integer::sum);
      return response;
    } catch (IOException silent) {
      // a status of its own, which is neither a success nor a refusal
      return new Response(0, Map.of(), new byte[0]);
    }
  }

  private static JsonNode body(Response response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException noJson) {
      return JSON.getNodeFactory().textNode(response.text());
    }
  }

  private void differ(Bound bound, String what, Response response) {
    differ(bound + ": " + what, bound.place(), response);
  }

  private void differ(String what, Place place, Response response) {
    differences.add(
        new Difference(
            what,
            new Side("server", "%d %.300s".formatted(response.status(), response.text()), 0),
            new Side("document", operation.id(), place.line())));
  }
}
