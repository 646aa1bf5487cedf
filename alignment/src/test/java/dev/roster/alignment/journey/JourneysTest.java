package dev.roster.alignment.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.journey.Journey.StepOutcome;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import dev.roster.openapi.ResponseMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Journeys are read whole or not at all, and their steps use what the steps before them gave. */
class JourneysTest {
  private static final String DOCUMENT =
      """
      openapi: 3.0.3
      info: {title: Shop, version: '1'}
      paths:
        /carts:
          post:
            operationId: createCart
            requestBody: {content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}}
            responses:
              '201': {description: Made., content: {application/json: {schema: {$ref: '#/components/schemas/Cart'}}}}
              '400': {description: Refused.}
        /carts/{id}:
          get:
            operationId: readCart
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            responses:
              '200': {description: One., content: {application/json: {schema: {$ref: '#/components/schemas/Cart'}}}}
      components:
        schemas:
          Cart: {type: object, required: [id, name], properties: {id: {type: integer}, name: {type: string}}}
      """;

  private static final String JOURNEY =
      """
      arazzo: 1.0.1
      info: {title: Carts, version: '1'}
      sourceDescriptions: [{name: shop, url: ./shop.yaml, type: openapi}]
      workflows:
        - workflowId: a-cart-is-kept
          summary: A cart can be read as it was made.
          x-state: a shop
          inputs: {type: object, properties: {token: {type: string}}}
          parameters: [{name: Authorization, in: header, value: 'Bearer {$inputs.token}'}]
          steps:
            - stepId: create
              operationId: $sourceDescriptions.shop.createCart
              requestBody: {contentType: application/json, payload: {name: 'cart {$inputs.token}'}}
              successCriteria: [{condition: $statusCode == 201}]
              outputs: {id: $response.body#/id}
            - stepId: read
              operationId: $sourceDescriptions.shop.readCart
              parameters: [{name: id, in: path, value: $steps.create.outputs.id}]
              successCriteria:
                - condition: $statusCode == 200
                - condition: $response.body#/id == $steps.create.outputs.id
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("shop.yaml"), DOCUMENT);
  }

  private Journeys read(String text) throws IOException {
    Path file = folder.resolve("shop.arazzo.yaml");
    Files.writeString(file, text);
    return Journeys.read(file);
  }

  /** A server that gives the responses in their order, and keeps the requests. */
  private static final class Script implements JourneyTarget {
    final List<String> asked = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    private final Deque<ResponseMessage> responses = new ArrayDeque<>();

    Script answering(int status, String body) {
      responses.add(
          new ResponseMessage(
              status,
              body.isEmpty() ? Map.of() : Map.of("Content-Type", List.of("application/json")),
              body.getBytes(StandardCharsets.UTF_8),
              false));
      return this;
    }

    @Override
    public Map<String, Object> state(String name, Map<String, String> parameters) {
      parameters.forEach((key, value) -> told.addAll(List.of(key, value)));
      return Map.of("token", "of " + name);
    }

    @Override
    public URI baseUrl() {
      return URI.create("https://shop.example");
    }

    @Override
    public ResponseMessage call(
        Operation operation, List<Argument> arguments, Optional<JsonNode> body) throws IOException {
      asked.add(operation + " " + arguments + " " + body.map(Object::toString).orElse(""));
      if (responses.isEmpty()) {
        throw new IOException("away");
      }
      return responses.remove();
    }
  }

  private static List<String> differences(List<StepOutcome> steps) {
    return steps.stream()
        .flatMap(step -> step.differences().stream())
        .map(each -> each.what() + " | " + each.left().text())
        .toList();
  }

  @Test
  void aStepUsesWhatTheOneBeforeGave() throws IOException {
    Script server =
        new Script()
            .answering(201, "{\"id\": 9007199254740993, \"name\": \"x\"}")
            .answering(200, "{\"id\": 9007199254740993, \"name\": \"x\"}");

    List<StepOutcome> steps = read(JOURNEY).journeys().get(0).run(server, List.of());

    assertThat(differences(steps)).isEmpty();
    assertThat(steps).extracting(StepOutcome::checks).containsExactly(2, 3);
    assertThat(server.asked)
        .containsExactly(
            "createCart [Argument[in=header, name=Authorization, value=Bearer of a shop]]"
                + " {\"name\":\"cart of a shop\"}",
            "readCart [Argument[in=header, name=Authorization, value=Bearer of a shop],"
                + " Argument[in=path, name=id, value=9007199254740993]] ");
  }

  @Test
  void theFirstDifferenceEndsTheJourneyAndSaysWhatWasThere() throws IOException {
    Script server = new Script().answering(400, "");

    List<StepOutcome> steps = read(JOURNEY).journeys().get(0).run(server, List.of());

    assertThat(differences(steps))
        .containsExactly("a-cart-is-kept, create: $statusCode == 201 | 400 == 201");
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void whatIsNotThereIsNotSent() throws IOException {
    Journeys journeys = read(JOURNEY.replace("outputs: {id:", "outputs: {number:"));
    Script server = new Script().answering(201, "{\"id\": 7, \"name\": \"x\"}");

    assertThatThrownBy(() -> journeys.journeys().get(0).run(server, List.of()))
        .isInstanceOf(JourneyException.class)
        .hasMessageContaining("$steps.create.outputs.id");
  }

  @Test
  void aResponseMustObeyItsDocument() throws IOException {
    Script server = new Script().answering(201, "{\"id\": 7}");

    assertThat(differences(read(JOURNEY).journeys().get(0).run(server, List.of())))
        .containsExactly("a-cart-is-kept, create: /name | status 201");
  }

  @Test
  void aServerThatIsAwayIsADifference() throws IOException {
    assertThat(differences(read(JOURNEY).journeys().get(0).run(new Script(), List.of())))
        .singleElement()
        .asString()
        .contains("no response", "away");
  }

  @Test
  void anOperationThatChangesSomethingNeedsBothJourneys() throws IOException {
    assertThat(read(JOURNEY).missing())
        .containsExactly("createCart: that it changes nothing when it is refused");

    String refused =
        """
          - workflowId: a-refused-cart-is-nowhere
            summary: Nothing is kept.
            x-state: a shop
            steps:
              - {stepId: c, operationId: $sourceDescriptions.shop.createCart, successCriteria: [{condition: $statusCode == 400}]}
              - {stepId: r, operationId: $sourceDescriptions.shop.readCart, successCriteria: [{condition: $statusCode == 200}]}
        """;
    assertThat(read(JOURNEY + refused).missing()).isEmpty();
    assertThat(read(JOURNEY.substring(0, JOURNEY.indexOf("      - stepId: read"))).missing())
        .hasSize(2);
  }

  /** A list of carts with pages, and a call that controls the server. */
  private static final String MORE =
      """
      arazzo: 1.0.1
      info: {title: More, version: '1'}
      sourceDescriptions:
        - {name: shop, url: ./shop.yaml, type: openapi}
        - {name: control, url: ./control.yaml, type: openapi, x-control: true}
      components:
        inputs:
          caller: {type: object, properties: {token: {type: string}}}
        parameters:
          bearer: {name: Authorization, in: header, value: 'Bearer {$inputs.token}'}
          cart: {name: id, in: path, value: '1'}
      workflows:
        - workflowId: a-link-leads-to-a-cart
          summary: The link of a cart leads to it.
          x-state: a shop
          x-state-parameters: {size: 3}
          x-promises: [links]
          x-raw: true
          inputs: {$ref: '#/components/inputs/caller'}
          parameters: [{reference: $components.parameters.bearer}]
          steps:
            - stepId: freeze
              operationId: $sourceDescriptions.control.freeze
              successCriteria: [{condition: $statusCode == 204}]
            - stepId: first
              operationId: $sourceDescriptions.shop.readCart
              parameters:
                - {reference: $components.parameters.cart}
                - {name: a, in: query, value: x}
                - {name: a, in: query, value: y}
              successCriteria:
                - condition: $statusCode == 200
                - {context: $response.body#/name, type: regex, condition: 'https.*'}
              outputs: {next: $response.body#/name}
            - stepId: second
              operationId: $sourceDescriptions.shop.readCart
              x-link: $steps.first.outputs.next
              successCriteria: [{condition: $statusCode == 200}]
      """;

  private static final String CONTROL =
      """
      openapi: 3.0.3
      info: {title: Control, version: '1'}
      paths:
        /freeze:
          post: {operationId: freeze, responses: {'204': {description: Done.}}}
      """;

  private Journeys readFolder() throws IOException {
    Files.writeString(folder.resolve("control.yaml"), CONTROL);
    Files.writeString(folder.resolve("a.arazzo.yaml"), JOURNEY);
    Files.writeString(folder.resolve("b.arazzo.yaml"), MORE);
    return Journeys.read(folder);
  }

  @Test
  void aFolderOfDocumentsIsReadAsOne() throws IOException {
    Journeys all = readFolder();
    Journey second = all.journeys().get(1);

    assertThat(all.journeys()).extracting(Journey::id).contains("a-cart-is-kept");
    assertThat(all.documents()).extracting(OpenApiDocument::name).containsExactly("shop");
    assertThat(all.missing())
        .as("a call that controls the server changes nothing of the contract")
        .containsExactly("createCart: that it changes nothing when it is refused");
    assertThat(second.operations().stream().map(all::isOfContract))
        .containsExactly(false, true, true);
    assertThat(second.promises()).containsExactly("links");
    assertThat(second.raw()).isTrue();
    assertThat(all.journeys().get(0).raw()).isFalse();
  }

  @Test
  void aLinkIsFollowedAndParametersMayRepeat() throws IOException {
    String link = "https://shop.example/carts/a%2Fb?q=a+b&q=%C3%A9";
    Script server =
        new Script()
            .answering(204, "")
            .answering(200, "{\"id\": 1, \"name\": \"" + link + "\"}")
            .answering(200, "{\"id\": 1, \"name\": \"\"}");

    List<StepOutcome> steps = readFolder().journeys().get(1).run(server, List.of());

    assertThat(differences(steps)).isEmpty();
    assertThat(server.asked.get(1)).contains("name=id, value=1", "value=x", "value=y");
    assertThat(server.asked.get(2))
        .contains("name=id, value=a/b", "name=q, value=a b", "name=q, value=\u00e9");
    assertThat(server.told).containsExactly("size", "3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/carts/1", "https://shop.example/orders/1", "https://shop.example/carts"})
  void aLinkElsewhereIsADifference(String link) throws IOException {
    Script server =
        new Script().answering(204, "").answering(200, "{\"id\": 1, \"name\": \"" + link + "\"}");
    String other = MORE.replace("condition: 'https.*'", "condition: '.*'");
    readFolder();
    Files.writeString(folder.resolve("b.arazzo.yaml"), other);

    assertThat(differences(Journeys.read(folder).journeys().get(1).run(server, List.of())))
        .singleElement()
        .asString()
        .contains("no link to https://shop.example/carts/{id}");
  }

  @Test
  void aFolderWithoutJourneysIsRefused() {
    assertThatThrownBy(() -> Journeys.read(folder)).isInstanceOf(JourneyException.class);
  }

  @Test
  void whatIsNotUnderstoodIsRefusedWithItsPlace() throws IOException {
    Map<String, String> changes =
        Map.of(
            "summary:", "dependsOn:",
            "outputs:", "onFailure:",
            "createCart", "makeCart",
            "arazzo: 1.0.1", "arazzo: 2.0.0",
            "in: header", "in: cookie",
            "properties: {token:", "properties: {other:",
            "{condition: $statusCode == 201}", "{condition: $response.body#/id == 1}");
    for (Map.Entry<String, String> change : changes.entrySet()) {
      assertThat(JOURNEY).contains(change.getKey());
      String changed = JOURNEY.replace(change.getKey(), change.getValue());

      assertThatThrownBy(() -> read(changed))
          .as(change.getValue())
          .isInstanceOf(JourneyException.class);
    }
    assertThatThrownBy(() -> read(JOURNEY.replace("outputs:", "onFailure:")))
        .hasMessage("'onFailure' in the step a-cart-is-kept/create is not understood.");
  }
}
