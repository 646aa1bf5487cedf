package dev.roster.client.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;

class ClassPathTest {
  @Test
  void theTestsRunWithTheSpringBootAndTheJacksonThatTheBuildWants() {
    assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("spring-boot.version"));
    assertThat(PackageVersion.VERSION.toString()).isEqualTo(System.getProperty("jackson.version"));
  }
}
