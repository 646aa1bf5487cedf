package dev.roster.alignment.check;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.alignment.check.Difference.Side;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  @Test
  void aDifferenceWithoutALineOfTheDocumentIsRefused() {
    Side server = new Side("server", "7", 0);

    assertThatThrownBy(() -> new Difference("body $.id", server, server))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("body $.id");
  }
}
