package dev.roster.server.directory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The countries of ISO 3166-1 in the order of their two-letter codes. Immutable. */
public final class Countries {
  private static final String RESOURCE = "iso-3166-1.tsv";

  private final List<Country> all;
  private final Map<String, Country> byAlpha2;

  private Countries(List<Country> all) {
    this.all = all;
    this.byAlpha2 = all.stream().collect(Collectors.toMap(Country::alpha2, Function.identity()));
  }

  /** Reads the list that is part of this program. */
  public static Countries load() {
    try (InputStream in = Countries.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the program");
      }
      return new Countries(
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(Countries::country)
              .toList());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Country country(String line) {
    String[] cells = line.split("\t", -1);
    return new Country(
        cells[3], cells[0], cells[1], cells[2], cells[4].isEmpty() ? null : cells[4], cells[5]);
  }

  public List<Country> all() {
    return all;
  }

  /** The country with this two-letter code, in either case. */
  public Optional<Country> find(String alpha2) {
    return Optional.ofNullable(byAlpha2.get(upperAscii(alpha2)));
  }

  /** Other letters have no business in a code: ß would become SS, South Sudan. */
  private static String upperAscii(String text) {
    StringBuilder upper = new StringBuilder(text);
    for (int i = 0; i < upper.length(); i++) {
      char c = upper.charAt(i);
      upper.setCharAt(i, c >= 'a' && c <= 'z' ? (char) (c - ('a' - 'A')) : c);
    }
    return upper.toString();
  }
}
