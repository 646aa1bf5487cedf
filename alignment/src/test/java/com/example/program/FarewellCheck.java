package com.example.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A check that loads the program, and enters one of its methods. */
class FarewellCheck {
  @Test
  void saysGoodbye() {
    assertThat(Greeting.farewell()).isEqualTo("Goodbye!");
  }

  @Test
  void saysNothing() {}
}
