package dev.roster.server;

/** placeholder replaced below */
public final class Main {
  private Main() {}

  public static void main(String[] args) {}
}
