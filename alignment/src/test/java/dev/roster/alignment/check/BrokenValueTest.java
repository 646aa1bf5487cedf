package dev.roster.alignment.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Schema;
import dev.roster.openapi.SchemaValidator;
import dev.roster.openapi.SchemaValidator.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokenValueTest {
  private static final Schema SCHEMA =
      OpenApiDocument.parse(
              "small",
              """
              components:
                schemas:
                  Company:
                    type: object
                    required: [id]
                    properties:
                      id: {type: integer}
                      a/b: {type: array, items: {type: object, properties: {n: {type: string}}}}
              """)
          .schemas()
          .get(0);

  private static List<BrokenValue> broken(String json) throws JsonProcessingException {
    JsonNode body = new ObjectMapper().readTree(json);
    return new SchemaValidator(Mode.WHOLE)
        .validate(SCHEMA, body).stream().map(each -> BrokenValue.in(body, each)).toList();
  }

  @Test
  void theValueIsFoundByItsPath() throws JsonProcessingException {
    assertThat(broken("{\"id\": 1, \"a/b\": [{}, {\"n\": 7}]}"))
        .containsExactly(new BrokenValue("$.a/b[1].n", "7", "must be of type string"));
    assertThat(broken("[]")).containsExactly(new BrokenValue("$", "[]", "must be of type object"));
  }

  @Test
  void aMissingValueIsAbsent() throws JsonProcessingException {
    assertThat(broken("{}")).containsExactly(new BrokenValue("$.id", "absent", "is required"));
  }

  @Test
  void anUnknownPropertyIsNamedWithTheKnownOnes() throws JsonProcessingException {
    assertThat(broken("{\"id\": 1, \"size\": 2}"))
        .containsExactly(new BrokenValue("$.size", "2", "no such member; there are id, a/b"));
  }
}
