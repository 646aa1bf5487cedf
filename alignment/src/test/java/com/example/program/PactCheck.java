package com.example.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A server that keeps every pact, except for one status. */
class PactCheck {
  private static final Path PACTS = Path.of("..", "contract-tests", "pacts");
  private static final int TEAPOT = 418;

  @TestFactory
  Stream<DynamicTest> keepsEachInteraction() throws IOException {
    try (Stream<Path> files = Files.list(PACTS)) {
      List<Path> pacts = files.toList();
      return pacts.stream().flatMap(PactCheck::tests);
    }
  }

  private static Stream<DynamicTest> tests(Path pact) {
    try {
      JsonNode interactions = new ObjectMapper().readTree(pact.toFile()).path("interactions");
      return interactions
          .valueStream()
          .map(each ->
              DynamicTest.dynamicTest(
                  "web - " + each.path("description").asText(),
                  () -> assertThat(each.at("/response/status").asInt()).isNotEqualTo(TEAPOT)));
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
