package dev.roster.benchmarks.scenario;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with sequences in it: a constant array of bytes in which a few places are overwritten for
 * each request. Not thread-safe.
 */
public final class Template {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([a-zA-Z0-9_]+)}");

  private final byte[] bytes;
  private final List<Place> places;

  private Template(byte[] bytes, List<Place> places) {
    this.bytes = bytes;
    this.places = places;
  }

  static Template of(String text, Map<String, String> variables, Map<String, Sequence> sequences) {
    StringBuilder filled = new StringBuilder();
    List<Place> places = new ArrayList<>();
    Matcher variable = VARIABLE.matcher(text);
    int begin = 0;
    while (variable.find()) {
      filled.append(text, begin, variable.start());
      begin = variable.end();
      Sequence sequence = sequences.get(variable.group(1));
      String value = variables.get(variable.group(1));
      if (sequence != null) {
        places.add(new Place(filled.toString().getBytes(StandardCharsets.UTF_8).length, sequence));
        filled.append(" ".repeat(sequence.width()));
      } else if (value != null) {
        filled.append(value);
      } else {
        throw new IllegalArgumentException("no variable is called '" + variable.group(1) + "'");
      }
    }
    filled.append(text, begin, text.length());
    return new Template(filled.toString().getBytes(StandardCharsets.UTF_8), places);
  }

  /** The text with the next numbers of its sequences; the same array each time. */
  public byte[] next() {
    for (Place place : places) {
      place.fill(bytes);
    }
    return bytes;
  }

  /** {@link #next} as a string. */
  public String nextText() {
    return new String(next(), StandardCharsets.UTF_8);
  }

  private static final class Place {
    private final int offset;
    private final Sequence sequence;
    private long number;

    Place(int offset, Sequence sequence) {
      this.offset = offset;
      this.sequence = sequence;
      this.number = sequence.first();
    }

    void fill(byte[] bytes) {
      byte[] digits = sequence.text(number).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(digits, 0, bytes, offset, sequence.width());
      number = sequence.after(number);
    }
  }
}
