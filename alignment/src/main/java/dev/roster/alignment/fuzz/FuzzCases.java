package dev.roster.alignment.fuzz;

import dev.roster.openapi.Operation;
import dev.roster.openapi.Operation.Parameter;
import dev.roster.openapi.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** All cases of one operation, made from its document and the values of a state alone. */
final class FuzzCases {
  private static final int RANDOM_CASES = 40;

  private final Requests requests;
  private final Random random;
  private final List<FuzzCase> cases = new ArrayList<>();

  private FuzzCases(Requests requests, long seed) {
    this.requests = requests;
    // each operation has its own sequence, so that a new one does not change the others'
    this.random = new Random(seed ^ requests.operation().id().hashCode());
  }

  static List<FuzzCase> over(Operation operation, Map<String, Object> state, long seed) {
    Requests requests = new Requests(operation, state);
    FuzzCases route = new FuzzCases(requests, seed);
    route.base();
    route.cases.addAll(ParameterCases.of(requests));
    route.cases.addAll(ProtocolCases.of(requests));
    route.cases.addAll(BodyCases.of(requests));
    route.randomly();
    return route.cases;
  }

  private void base() {
    cases.add(requests.plain("what the document shows"));
    Map<String, String> usual = new LinkedHashMap<>();
    for (Parameter each : requests.operation().parameters()) {
      usual.put(each.name(), requests.usual(each));
    }
    cases.add(requests.fuzzCase("every parameter", usual, requests.members()));
  }

  private void randomly() {
    for (int i = 0; i < RANDOM_CASES; i++) {
      Map<String, String> changed = new LinkedHashMap<>();
      for (Parameter each : requests.operation().parameters()) {
        if (random.nextInt(3) == 0) {
          changed.put(each.name(), any(FuzzValues.texts(each.schema())));
        }
      }
      Map<String, String> body = requests.members();
      Map<String, Schema> members = requests.body().map(Schema::properties).orElse(Map.of());
      members.forEach((name, schema) -> {
        if (!random.nextBoolean()) {
          body.put(name, any(FuzzValues.json(schema)));
        }
      });
      cases.add(requests.fuzzCase("random " + i, changed, body));
    }
  }

  private String any(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
