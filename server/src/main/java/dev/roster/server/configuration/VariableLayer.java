package dev.roster.server.configuration;

import dev.roster.server.failure.UserErrorException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of keys in environment variables, and in the files that such variables name. */
public final class VariableLayer {
  private VariableLayer() {}

  /**
   * The settings of the keys that a variable sets.
   *
   * @throws UserErrorException with a sentence for a person if a secret is set twice, or its file
   *     cannot be read
   */
  public static List<Setting> of(Map<String, String> variables, Collection<Key> keys) {
    List<Setting> settings = new ArrayList<>();
    for (Key key : keys) {
      Optional<String> value = Optional.ofNullable(variables.get(key.variable()));
      Optional<String> file = key.variableOfFile().filter(variables::containsKey);
      if (value.isPresent() && file.isPresent()) {
        throw new UserErrorException(
            key.variable() + " and " + file.get() + " are both set; set one of them.");
      }
      value
          .map(text -> setting(key, text, key.variable(), "environment " + key.variable()))
          .or(() -> file.map(name -> ofFile(key, name, String.valueOf(variables.get(name)))))
          .ifPresent(settings::add);
    }
    return settings;
  }

  private static Setting ofFile(Key key, String variable, String path) {
    try {
      return setting(key, SecretFile.read(path), variable, variable + "=" + path);
    } catch (UserErrorException unusable) {
      throw new UserErrorException(variable + ": " + unusable.getMessage(), unusable);
    }
  }

  private static Setting setting(Key key, String value, String name, String place) {
    return new Setting(key.name(), value, Layer.ENVIRONMENT, name, place);
  }
}
