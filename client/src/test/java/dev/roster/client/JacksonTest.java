package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import org.junit.jupiter.api.Test;

class JacksonTest {
  @Test
  void theTestsRunWithTheJacksonThatTheBuildWants() {
    assertThat(PackageVersion.VERSION.toString()).isEqualTo(System.getProperty("jackson.version"));
    assertThat(com.fasterxml.jackson.datatype.jsr310.PackageVersion.VERSION.toString())
        .isEqualTo(System.getProperty("jackson.version"));
  }
}
