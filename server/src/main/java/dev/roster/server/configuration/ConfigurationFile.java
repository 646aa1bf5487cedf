package dev.roster.server.configuration;

import dev.roster.server.address.NearestName;
import dev.roster.server.failure.UserErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of keys in a YAML file: {@code roster.yaml} of the current folder, or a named one. */
public final class ConfigurationFile {
  private static final Path USUAL = Path.of("roster.yaml");
  private static final int LARGEST = 1024 * 1024;

  /** Whatever looks otherwise is no mistyped key, and may be a secret. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,40}");

  private final Path file;
  private final Map<String, Key> names = new TreeMap<>();
  private final Map<String, Setting> settings = new TreeMap<>();
  private boolean withPassword;

  private ConfigurationFile(Path file, Collection<Key> keys) {
    this.file = file;
    for (Key key : keys) {
      names.put(key.name(), key);
      key.nameOfFile().ifPresent(name -> names.put(name, key));
    }
  }

  /**
   * The file that counts; empty if none is named and the current folder has none.
   *
   * @throws UserErrorException with a sentence for a person if the name is none
   */
  public static Optional<Path> find(@Nullable String named) {
    if (named != null) {
      return Optional.of(TextFile.path(named));
    }
    // a link to nowhere is a mistake, not the absence of a file
    return Optional.of(USUAL).filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * Reads the file.
   *
   * @param keys all that may be in it
   * @throws UserErrorException with file and line, and with no value
   */
  public static ConfigurationFile read(Path file, Collection<Key> keys) {
    ConfigurationFile read = new ConfigurationFile(file, keys);
    Map<String, Integer> lines = new HashMap<>();
    for (YamlEntries.Entry entry :
        YamlEntries.read(file.toString(), TextFile.read(file, LARGEST))) {
      read.requireFirst(entry, lines.putIfAbsent(entry.key(), entry.line()));
      read.add(entry);
    }
    return read;
  }

  public List<Setting> settings() {
    return List.copyOf(settings.values());
  }

  /** The sentence about a file with a secret that every user of this machine can read. */
  public Optional<String> warning() {
    return Optional.of(
            file
                + " holds a secret, and every user of this machine can read it: run chmod 600, or"
                + " put the secret into a file of its own.")
        .filter(_ -> withPassword && isReadableByAll());
  }

  private boolean isReadableByAll() {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return permissions.contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  private void requireFirst(YamlEntries.Entry entry, @Nullable Integer before) {
    if (before != null) {
      throw refused(entry, shown(entry.key()) + " is already in line " + before + ".");
    }
  }

  private void add(YamlEntries.Entry entry) {
    Key key = known(entry);
    String name = entry.key();
    if (entry.list() && !key.list()) {
      throw refused(entry, name + " takes one value, not a list.");
    }
    if (entry.values().isEmpty()) {
      requireValue(entry, "");
    }
    entry.values().forEach(value -> requireValue(entry, value));
    boolean inFile = !name.equals(key.name());
    String place = file + ":" + entry.line();
    String value = String.join(",", entry.values());
    Setting setting =
        new Setting(key.name(), inFile ? secret(entry, value) : value, Layer.FILE, name, place);
    Setting other = settings.put(key.name(), setting);
    if (other != null) {
      throw refused(entry, other.name() + " and " + name + " are both set; set one of them.");
    }
    withPassword |= key.secret() && !inFile && !SecretMask.of(value).equals(value);
  }

  private Key known(YamlEntries.Entry entry) {
    Key key = names.get(entry.key());
    if (key != null) {
      return key;
    }
    throw refused(
        entry,
        "the key "
            + shown(entry.key())
            + " is unknown"
            + nearest(entry.key()).map(near -> "; did you mean " + near + "?").orElse("."));
  }

  private static String shown(String key) {
    return WORD.matcher(key).matches() ? key : "of this line";
  }

  /** The nearest key, also of a name that is written as an option or an environment variable. */
  private Optional<String> nearest(String name) {
    String word =
        name.toLowerCase(Locale.ROOT).replaceAll("[_.]", "-").replaceFirst("^(--|roster-)", "");
    return NearestName.to(word, names.keySet());
  }

  private void requireValue(YamlEntries.Entry entry, String value) {
    if (value.isBlank()) {
      throw refused(entry, entry.key() + " is empty; give it a value or remove it.");
    }
    if (!value.equals(value.strip())) {
      throw refused(
          entry,
          entry.key() + " has a blank or an end of a line before or behind its value; remove it.");
    }
  }

  private String secret(YamlEntries.Entry entry, String path) {
    try {
      return SecretFile.read(path);
    } catch (UserErrorException unusable) {
      throw refused(entry, entry.key() + ": " + unusable.getMessage());
    }
  }

  private UserErrorException refused(YamlEntries.Entry entry, String why) {
    return new UserErrorException(file + ":" + entry.line() + ": " + why);
  }
}
