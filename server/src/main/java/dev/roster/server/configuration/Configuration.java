package dev.roster.server.configuration;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The effective value of each key. SmallRye Config decides which of the layers counts; it is given
 * these layers alone, so that no file of the class path and no property of the JVM adds a value,
 * and a {@code $} stands for itself.
 */
public final class Configuration {
  private static final List<Layer> LAYERS = List.of(Layer.values());

  private final Map<Layer, Map<String, Setting>> layers = new EnumMap<>(Layer.class);
  private final @Nullable SmallRyeConfig resolved;

  /**
   * @param settings in any order, one at most for a key and layer
   */
  public Configuration(List<Setting> settings) {
    for (Setting each : settings) {
      layers.computeIfAbsent(each.layer(), _ -> new HashMap<>()).put(each.key(), each);
    }
    // most starts have nothing to decide
    resolved = layers.isEmpty() ? null : resolve(layers);
  }

  private static SmallRyeConfig resolve(Map<Layer, Map<String, Setting>> layers) {
    SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder();
    layers.forEach((layer, settings) -> {
      Map<String, String> values = new HashMap<>();
      settings.forEach((key, setting) -> values.put(key, setting.value()));
      builder.withSources(new PropertiesConfigSource(values, layer.name(), layer.ordinal()));
    });
    return builder.build();
  }

  /** The setting that counts; empty if no layer has one. */
  public Optional<Setting> get(String key) {
    return Optional.ofNullable(resolved)
        .map(config -> config.getConfigValue(key))
        .filter(value -> value.getConfigSourceName() != null)
        .map(value -> layers.get(LAYERS.get(value.getConfigSourceOrdinal())))
        .map(settings -> settings.get(key));
  }

  /** All settings of all layers, also those that do not count. */
  public Stream<Setting> settings() {
    return layers.values().stream().flatMap(each -> each.values().stream());
  }
}
