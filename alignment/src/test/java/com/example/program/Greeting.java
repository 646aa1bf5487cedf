package com.example.program;

/** A program to be mutated. */
final class Greeting {
  private Greeting() {}

  static String of(String name) {
    return "Hello, " + name.strip() + "!";
  }

  static String farewell() {
    return "Goodbye!";
  }
}
