package dev.roster.drills.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlantedFaultTest {
  private static final List<PlantedFault> ALL = PlantedFault.all();

  @Test
  void thereAreAtLeastTwentyFaultsAndEachHasItsOwnId() {
    assertThat(ALL).hasSizeGreaterThanOrEqualTo(20);
    assertThat(ALL).extracting(PlantedFault::id).doesNotHaveDuplicates();
  }

  @Test
  void eachFaultHasItsPlaceInTheSources() throws IOException {
    for (PlantedFault fault : ALL) {
      String source = Files.readString(home().resolve(PlantedFault.SOURCES).resolve(fault.file()));

      assertThat(fault.source(home())).as(fault.id()).isNotEqualTo(source);
    }
  }

  @Test
  void eachFaultHasADisturbanceAndAnAnomaly() {
    assertThat(ALL)
        .allSatisfy(fault -> {
          assertThat(fault.disturbance()).isNotNull();
          assertThat(fault.expect()).isNotEmpty();
        });
  }

  private static Path home() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(PlantedFault.SOURCES))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
