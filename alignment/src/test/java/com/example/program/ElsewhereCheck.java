package com.example.program;

import org.junit.jupiter.api.Test;

/** A check that does not use the program. */
class ElsewhereCheck {
  @Test
  void usesNothing() {}
}
