package com.example.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A check that does less where a mutation run asks for it. */
class ThoroughCheck {
  @Test
  void stripsNames() {
    String name = Boolean.getBoolean("mutation.quick") ? "Ada" : " Ada ";

    assertThat(Greeting.of(name)).contains(", Ada");
  }
}
