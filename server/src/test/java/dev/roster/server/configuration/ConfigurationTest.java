package dev.roster.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
  private static Setting setting(Layer layer, String value) {
    return new Setting("port", value, layer, "port", layer.name());
  }

  /** In the order in which they are given, none of which matters. */
  @ParameterizedTest
  @EnumSource(Layer.class)
  void theLastLayerThatHasAValueCounts(Layer last) {
    List<Setting> settings =
        new ArrayList<>(
            Stream.of(Layer.values())
                .filter(layer -> layer.compareTo(last) <= 0)
                .map(layer -> setting(layer, "of " + layer))
                .toList());

    assertThat(new Configuration(settings).get("port")).contains(setting(last, "of " + last));
    assertThat(new Configuration(settings.reversed()).get("port"))
        .contains(setting(last, "of " + last));
  }

  @Test
  void aKeyWithoutSettingIsEmpty() {
    assertThat(new Configuration(List.of()).get("port")).isEmpty();
    assertThat(new Configuration(List.of(setting(Layer.FILE, "1"))).get("host")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"${port}", "$$", "a\\,b", "%dev.x", "${env:PATH}", "${port:5}", "\\${x}"})
  void aValueStandsForItself(String value) {
    assertThat(new Configuration(List.of(setting(Layer.FILE, value))).get("port"))
        .contains(setting(Layer.FILE, value));
  }

  /** As every key of SmallRye Config would be by default, {@code user.home} among them. */
  @Test
  void neitherPropertiesNorVariablesOfTheProcessAreRead() {
    Configuration configuration = new Configuration(List.of(setting(Layer.FILE, "1")));

    assertThat(configuration.get("user.home")).isEmpty();
    assertThat(configuration.get("PATH")).isEmpty();
    assertThat(configuration.get("smallrye.config.profile")).isEmpty();
  }
}
