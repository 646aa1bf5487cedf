package dev.roster.server.configuration;

import dev.roster.server.failure.UserErrorException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The keys and values of a YAML file, with their lines. A value is a text or a list of texts, as it
 * is written: the option, not YAML, decides what {@code yes} or {@code 010} means. Everything else
 * of YAML is refused. The parser is asked for its events, since objects that it makes of them have
 * neither lines nor duplicate keys.
 */
final class YamlEntries {
  private final String file;
  private final Iterator<Event> events;
  private final Resolver resolver = new Resolver();

  private YamlEntries(String file, String text) {
    this.file = file;
    this.events = new Yaml(new LoaderOptions()).parse(new StringReader(text)).iterator();
  }

  /**
   * A key with its value.
   *
   * @param list the value is written as a list
   * @param line the line of the key, from 1
   */
  record Entry(String key, List<String> values, boolean list, int line) {
    /** Not the values, which may be secrets. */
    @Override
    public String toString() {
      return key + " of line " + line;
    }
  }

  /**
   * The entries in the order of the file.
   *
   * @param file its name, for messages
   * @throws UserErrorException with file and line, and with no value
   */
  static List<Entry> read(String file, String text) {
    try {
      return new YamlEntries(file, text).entries();
    } catch (MarkedYAMLException malformed) {
      int line =
          malformed.getProblemMark() == null ? 1 : lineOf(malformed.getProblemMark().getLine());
      throw new UserErrorException(
          file + ":" + line + ": this is not YAML: " + malformed.getProblem() + ".", malformed);
    } catch (YAMLException malformed) {
      throw new UserErrorException(
          file + " is not YAML: it holds characters that YAML does not allow.", malformed);
    }
  }

  private static int lineOf(int index) {
    return index + 1;
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    expect(Event.ID.StreamStart);
    Event start = events.next();
    if (start.is(Event.ID.StreamEnd)) {
      return entries;
    }
    if (start instanceof DocumentStartEvent document
        && document.getTags() != null
        && !document.getTags().isEmpty()) {
      throw refused(start, "directives are not supported.");
    }
    Event root = plain(events.next());
    if (root instanceof MappingStartEvent) {
      for (Event key = events.next(); !key.is(Event.ID.MappingEnd); key = events.next()) {
        entries.add(entry(key));
      }
    } else if (!isEmpty(root)) {
      throw refused(root, "the file must hold lines such as port: 8080.");
    }
    expect(Event.ID.DocumentEnd);
    Event end = events.next();
    if (!end.is(Event.ID.StreamEnd)) {
      throw refused(end, "the file must hold one document.");
    }
    return entries;
  }

  private void expect(Event.ID id) {
    Event next = events.next();
    if (!next.is(id)) {
      throw refused(next, "the file must hold lines such as port: 8080.");
    }
  }

  private Entry entry(Event key) {
    if (!(plain(key) instanceof ScalarEvent name)) {
      throw refused(key, "a key must be a word.");
    }
    Event value = plain(events.next());
    int line = lineOf(key.getStartMark().getLine());
    return switch (value) {
      case ScalarEvent scalar -> new Entry(name.getValue(), List.of(text(scalar)), false, line);
      case SequenceStartEvent _ -> new Entry(name.getValue(), list(), true, line);
      default -> throw refused(key, "the value must be a text, not keys and values of its own.");
    };
  }

  private List<String> list() {
    List<String> values = new ArrayList<>();
    for (Event each = events.next(); !each.is(Event.ID.SequenceEnd); each = events.next()) {
      if (!(plain(each) instanceof ScalarEvent item)) {
        throw refused(each, "an item of the list must be a text.");
      }
      values.add(text(item));
    }
    return values;
  }

  /** The event, if it uses nothing of YAML that a reader could misunderstand. */
  private Event plain(Event event) {
    if (event.is(Event.ID.Alias)) {
      throw refused(event, "aliases (*name) are not supported; quote a value that begins with *.");
    }
    if (event instanceof NodeEvent node && node.getAnchor() != null) {
      throw refused(event, "anchors (&name) are not supported; quote a value that begins with &.");
    }
    @Nullable String tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case SequenceStartEvent sequence -> sequence.getTag();
          case MappingStartEvent mapping -> mapping.getTag();
          default -> null;
        };
    if (tag != null) {
      throw refused(event, "tags (!name) are not supported; quote a value that begins with !.");
    }
    return event;
  }

  private static boolean isEmpty(Event root) {
    return root instanceof ScalarEvent scalar && scalar.getValue().isEmpty();
  }

  /** Empty for YAML's words for nothing. */
  private String text(ScalarEvent scalar) {
    boolean nothing =
        scalar.getScalarStyle() == ScalarStyle.PLAIN
            && resolver.resolve(NodeId.scalar, scalar.getValue(), true).equals(Tag.NULL);
    return nothing ? "" : scalar.getValue();
  }

  private UserErrorException refused(Event at, String why) {
    return new UserErrorException(file + ":" + lineOf(at.getStartMark().getLine()) + ": " + why);
  }
}
