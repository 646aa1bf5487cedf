package com.example.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Another check of the program. */
class PolitenessCheck {
  @Test
  void greetsAtAll() {
    assertThat(Greeting.of("Ada")).startsWith("Hello");
  }

  @Test
  void endsWithAnExclamation() {
    assertThat(Greeting.of("Ada")).endsWith("!");
  }
}
