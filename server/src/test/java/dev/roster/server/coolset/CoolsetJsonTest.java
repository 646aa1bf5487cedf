package dev.roster.server.coolset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoolsetJsonTest {

  private static String written(String time) throws JsonProcessingException {
    return CoolsetJson.mapper().writeValueAsString(OffsetDateTime.parse(time));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T09:30:00Z, 2026-11-21T09:30:00Z",
    "2026-11-21T09:30:00.000001Z, 2026-11-21T09:30:00.000001Z",
    "2026-11-21T09:30:00.12Z, 2026-11-21T09:30:00.120000Z",
    "2026-11-21T09:30:00.123456789Z, 2026-11-21T09:30:00.123456Z",
    "2026-11-21T00:30:00.5+02:00, 2026-11-20T22:30:00.500000Z",
  })
  void timesAreUtcWithSixDigitsOrNone(String time, String json) throws JsonProcessingException {
    assertThat(written(time)).isEqualTo('"' + json + '"');
  }

  @Test
  void digitsAreThoseOfJsonInALocaleWithOthers() throws JsonProcessingException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat("%d".formatted(1)).as("a locale with other digits").isEqualTo("\u0661");
      assertThat(written("2026-11-21T09:30:00.123456Z"))
          .isEqualTo("\"2026-11-21T09:30:00.123456Z\"");
    } finally {
      Locale.setDefault(before);
    }
  }
}
