package dev.roster.browser;

/** The viewport sizes of the browser tests. */
public enum Viewport {
  DESKTOP(1024, 640, 1, false),
  PHONE(390, 700, 2, true);

  private final int width;
  private final int height;
  private final int density;
  private final boolean mobile;

  Viewport(int width, int height, int density, boolean mobile) {
    this.width = width;
    this.height = height;
    this.density = density;
    this.mobile = mobile;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int density() {
    return density;
  }

  boolean mobile() {
    return mobile;
  }
}
