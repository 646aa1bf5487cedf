package com.example.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The tests of the program, which only mutation runs start. */
class GreetingCheck {
  @Test
  void greetsByName() {
    assertThat(Greeting.of("Ada")).isEqualTo("Hello, Ada!");
  }
}
