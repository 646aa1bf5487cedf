package dev.roster.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old pictures of the documentation, and what makes one old. */
class ScreenshotsTest {
  private static final String DRAWN = "<body>\n <h1>\n  Héllo\n";

  @TempDir Path folder;
  private Path run;
  private Path docs;
  private Screenshots screenshots;

  @BeforeEach
  void folders() throws IOException {
    run = folder.resolve("run");
    docs = Files.createDirectory(folder.resolve("docs"));
    screenshots = new Screenshots(run, docs, false);
  }

  private static byte[] png(int colour) {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(2, 1, colour);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return png.toByteArray();
  }

  private void document(String name, String drawn) throws IOException {
    Files.createFile(docs.resolve(name + ".png"));
    new Screenshots(run, docs, true).keep(name, png(0x112233), drawn);
  }

  @Test
  void aPictureKeepsItsPixelsAndItsDescription() throws IOException {
    screenshots.keep("front", png(0x112233), DRAWN);

    byte[] kept = Files.readAllBytes(run.resolve("front.png"));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(kept));
    assertThat(image.getRGB(2, 1) & 0xffffff).isEqualTo(0x112233);
    assertThat(new PngText("Drawn").of(kept)).isEqualTo(Optional.of(DRAWN));
    assertThat(new PngText("Other").of(kept)).isEmpty();
    assertThat(docs).isEmptyDirectory();
  }

  @Test
  void otherPixelsAreTheSameOnAnotherMachine() throws IOException {
    document("front", DRAWN);

    screenshots.keep("front", png(0x445566), DRAWN);

    byte[] documented = Files.readAllBytes(docs.resolve("front.png"));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(documented));
    assertThat(image.getRGB(2, 1) & 0xffffff).isEqualTo(0x112233);
  }

  @Test
  void anOldPictureIsNamedWithTheFirstDifference() throws IOException {
    document("front", DRAWN);

    assertThatThrownBy(() -> screenshots.keep("front", png(0x112233), DRAWN + "  now more\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "docs/screenshots/front.png is old. It shows no more, and the page now 'now more':")
        .hasMessageEndingWith("-Dscreenshots.update=true");
    assertThatThrownBy(() -> screenshots.keep("front", png(0x112233), "<body>\n <h2>\n"))
        .hasMessageContaining("It shows '<h1>', and the page now '<h2>'");
  }

  @Test
  void aPictureWithoutADescriptionIsOld() throws IOException {
    Files.write(docs.resolve("front.png"), png(0x112233));

    assertThatThrownBy(() -> screenshots.keep("front", png(0x112233), DRAWN))
        .hasMessageStartingWith("docs/screenshots/front.png is old: look at");
  }

  @Test
  void valuesThatDifferBetweenRunsAreLeftOut() {
    assertThat(Drawing.lasting("Until Saturday, 28 November 2026 at 19:46, za 5 mrt, 1,234 rows"))
        .isEqualTo("Until DAY, 0 DAY 0 at 0, DAY 0 DAY, 0 rows");
    assertThat(Drawing.lasting("/users/1d77b202-d33f-486e-a21a-b1f96ce98049/"))
        .isEqualTo("/users/UUID/");
    assertThat(Drawing.lasting("#2xDq_p-9cUSB0S84Rr_ZaGXk1f3MLqEVaStQkPqWfsM"))
        .isEqualTo("#SECRET");
    assertThat(Drawing.lasting("<h2> Dec 5, 2026, 8:26 PM")).isEqualTo("<h2> DAY 0, 0, 0");
    assertThat(Drawing.lasting("(2026-11-28T10:05:22Z), 2026-08-24T14:15Z, 2026-11-28"))
        .isEqualTo("(INSTANT), INSTANT, 0-0-0");
    assertThat(Drawing.lasting("1 min 56 s, 14 ms; 3 seats")).isEqualTo("TIME, TIME; 0 seats");
    assertThat(Drawing.lasting("#" + "secrets-without-digits_".repeat(2).substring(3)))
        .isEqualTo("#SECRET");
    assertThat(Drawing.lasting("Accept the invitation")).isEqualTo("Accept the invitation");
  }
}
