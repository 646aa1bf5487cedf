package dev.roster.server.mail;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The look of mail, and of the page that it leads to: that of the operator.
 *
 * @param name of the service, as its users know it
 * @param logo a picture at an https address; the name stands in its place until it is loaded
 * @param colour of the button, as {@code #rrggbb}; white letters can be read on it
 * @param footer who runs the server, in a line or a few; empty if that is not told
 */
public record Brand(String name, Optional<URI> logo, String colour, Optional<String> footer) {
  /** The colour where no other is chosen. */
  public static final String DEFAULT_COLOUR = "#0b5d3b";

  /** The look where nothing is chosen. */
  public static final Brand DEFAULT =
      new Brand("Roster", Optional.empty(), DEFAULT_COLOUR, Optional.empty());

  /** Of white letters of usual size on a ground, by WCAG 2.2, 1.4.3. */
  private static final double LEAST_CONTRAST = 4.5;

  private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

  /** Reports whether the text is a colour as {@code #rrggbb}. */
  public static boolean isColour(String text) {
    return COLOUR.matcher(text).matches();
  }

  /** Reports whether white letters can be read on a colour. */
  public static boolean carriesWhite(String colour) {
    double luminance =
        0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5);
    return 1.05 / (luminance + 0.05) >= LEAST_CONTRAST;
  }

  /** One of red, green and blue, linear. */
  private static double channel(String colour, int at) {
    double value =
        Integer.parseInt(colour.substring(at, at + 2).toLowerCase(Locale.ROOT), 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
