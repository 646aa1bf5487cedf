package com.example.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A check that counts its tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TogetherCheck {
  private int greeted;

  @Test
  void greets() {
    assertThat(Greeting.of("Ada")).isNotNull();
    greeted++;
  }

  @Test
  void saysGoodbye() {
    assertThat(Greeting.farewell()).isNotNull();
    greeted++;
  }

  @AfterAll
  void countTests() {
    assertThat(greeted).isEqualTo(2);
  }
}
