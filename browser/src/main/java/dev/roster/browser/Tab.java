package dev.roster.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A tab, used with the keyboard only. It remembers everything that a visitor must not cause. */
public final class Tab implements AutoCloseable {
  private static final int MANY = 100;
  private static final int PATIENCE_SECONDS = 60;

  private final DevTools tools;
  private final String context;
  private final String session;
  private final String site;
  private final Viewport screen;
  private final BrowserLog heard;

  Tab(DevTools tools, String context, String session, Viewport screen, URI site) {
    this.tools = tools;
    this.context = context;
    this.session = session;
    this.site = site.toString();
    this.screen = screen;
    this.heard = new BrowserLog(this.site);
    tools.listen(session, heard::hear);
    for (String domain : List.of("Page", "Runtime", "Network", "Log", "Audits", "Accessibility")) {
      call(domain + ".enable", Map.of());
    }
    call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
    call("Emulation.setScrollbarsHidden", Map.of("hidden", true));
    resize(screen.width());
  }

  /** Changes how wide the screen is, and waits until the page has been laid out for it. */
  public void width(int width) {
    resize(width);
    run("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
  }

  private void resize(int width) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", width,
            "height", screen.height(),
            "deviceScaleFactor", screen.density(),
            "mobile", screen.mobile()));
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    return tools.call(session, method, parameters);
  }

  /** Goes to an address, as if it had been typed. */
  public void open(String address) {
    call("Page.navigate", Map.of("url", address));
    untilTrue("document.readyState === 'complete' && location.href.startsWith('" + site + "')");
  }

  /** Loads the page once more. */
  public void reload() {
    run("window.stale = true");
    call("Page.reload", Map.of());
    untilTrue("window.stale === undefined && document.readyState === 'complete'");
  }

  /** Switches scripts off from the next page on. */
  public void withoutScripts() {
    call("Emulation.setScriptExecutionDisabled", Map.of("value", true));
  }

  /** Prefers languages, as {@code nl-NL,en}, from the next page on. */
  public void languages(String preferred) {
    String agent = run("navigator.userAgent").asText();
    call("Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", preferred));
  }

  public void colours(String scheme) {
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** The result of a script in the page. */
  public JsonNode run(String script) {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
    assertThat(result.has("exceptionDetails")).as(result.toString()).isFalse();
    return result.at("/result/value");
  }

  /** Waits until the script is true; gives up after a minute and names the script. */
  public void untilTrue(String script) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!isTrue(script)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not true within " + PATIENCE_SECONDS + " s: " + script);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private boolean isTrue(String script) {
    try {
      return run(script).asBoolean();
    } catch (DevTools.Refused betweenTwoPages) {
      return false;
    }
  }

  /** The text that people see. */
  public String text() {
    return run("document.body.innerText").asText();
  }

  /** Waits for a text that people see. */
  public void untilShown(String text) {
    untilTrue("document.body !== null && document.body.innerText.includes('" + text + "')");
  }

  /** The accessibility tree, line by line: role and name of each element. */
  public List<String> spoken() {
    List<String> lines = new ArrayList<>();
    for (JsonNode node : call("Accessibility.getFullAXTree", Map.of()).get("nodes")) {
      String name = node.at("/name/value").asText();
      if (!node.path("ignored").asBoolean() && !name.isBlank()) {
        lines.add(node.at("/role/value").asText() + ": " + name);
      }
    }
    return lines;
  }

  /** Presses the tabulator until the element has the focus, and checks that people see it there. */
  public void tabTo(String selector) {
    for (int i = 0; i < MANY; i++) {
      press("Tab", 9, "");
      if (hasFocus(selector)) {
        assertThat(
                run("""
                (() => { const s = getComputedStyle(document.activeElement);
                return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0; })()
                """)
                    .asBoolean())
            .as("the focus on %s is visible", selector)
            .isTrue();
        return;
      }
    }
    throw new AssertionError(selector + " cannot be reached by keyboard");
  }

  public boolean hasFocus(String selector) {
    return run("document.activeElement.matches('" + selector + "')").asBoolean();
  }

  public void escape() {
    press("Escape", 27, "");
  }

  public void enter() {
    press("Enter", 13, "\r");
  }

  public void type(String text) {
    text.codePoints()
        .mapToObj(Character::toString)
        .forEach(letter -> call("Input.dispatchKeyEvent", Map.of("type", "char", "text", letter)));
  }

  private void press(String key, int code, String text) {
    call(
        "Input.dispatchKeyEvent",
        Map.of(
            "type", text.isEmpty() ? "rawKeyDown" : "keyDown",
            "key", key,
            "code", key,
            "windowsVirtualKeyCode", code,
            "text", text));
    call(
        "Input.dispatchKeyEvent",
        Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
  }

  /** The violations that axe-core finds on the page, best practices included. */
  public List<String> barriers() {
    return barriers("html");
  }

  /** The violations that axe-core finds in what a selector names, best practices included. */
  public List<String> barriers(String selector) {
    if (run("window.axe === undefined").asBoolean()) {
      run("(() => {" + Axe.SOURCE + "})()");
    }
    JsonNode found = run(Axe.RUN.formatted(selector));
    assertThat(found.get("passes").asInt()).as("axe-core looked at the page").isGreaterThan(5);
    List<String> violations = new ArrayList<>();
    found.get("violations").forEach(violation -> violations.add(violation.asText()));
    return violations;
  }

  /** The errors that the browser has reported so far. */
  public List<String> complaints() {
    return heard.complaints();
  }

  /**
   * No page loaded anything from elsewhere, broke its policy, or had a fault.
   *
   * @param hints words of what the browser may say all the same
   */
  public void assertAllFromHere(String... hints) {
    heard.assertAllFromHere(hints);
  }

  /** The same, and no address that was asked for had a query. */
  public void assertNothingWentWrong() {
    assertAllFromHere();
    heard.assertNoQuery();
  }

  /**
   * Requires an accessible page in each colour scheme that fits the screen. Leaves a picture of
   * each in {@code target/screenshots}. Where the documentation has one of the same name, it must
   * show the same, unless {@code -Dscreenshots.update=true} takes it anew.
   */
  public void look(String state) throws IOException {
    assertFits(state);
    colours("dark");
    assertThat(barriers()).as("%s, dark", state).isEmpty();
    picture(state + "-dark");
    colours("light");
    assertThat(barriers()).as("%s, light", state).isEmpty();
    picture(state);
  }

  /** Requires that the page fits the width of the screen. */
  public void assertFits(String state) {
    assertThat(run("document.documentElement.scrollWidth - innerWidth").asInt())
        .as("%s sticks out of the screen by", state)
        .isLessThanOrEqualTo(0);
  }

  /** Leaves a picture, as {@link #look} does. */
  public void picture(String state) throws IOException {
    keep(state, Map.of("format", "png"));
  }

  /** The same of the upper part of a page that is longer than the screen. */
  public void picture(String state, int height) throws IOException {
    Map<String, ?> part =
        Map.of("x", 0, "y", 0, "width", screen.width(), "height", height, "scale", 1);
    keep(state, Map.of("format", "png", "clip", part, "captureBeyondViewport", true));
  }

  private void keep(String state, Map<String, ?> how) throws IOException {
    byte[] picture =
        Base64.getDecoder().decode(call("Page.captureScreenshot", how).get("data").asText());
    String name = state + (screen == Viewport.PHONE ? "-phone" : "");
    Screenshots.ofModule().keep(name, picture, new Drawing(this::call).describe());
  }

  /** Ends the page and forgets all that it has stored. */
  @Override
  public void close() {
    tools.call("Target.disposeBrowserContext", Map.of("browserContextId", context));
  }
}
