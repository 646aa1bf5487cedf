package dev.roster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Pastes the Java of the guide for consumers into an empty folder and runs it. */
class GuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "verify-your-consumer.md");
  private static final Pattern FILE =
      Pattern.compile(
          "`src/(?:main|test)/java/(\\w+\\.java)`[^`]*```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void whatTheGuideShowsCanBePastedAndIsGreen() throws Exception {
    assertThat(pasted()).containsExactly("Inviter.java", "InviterTest.java");
    compile();

    try (URLClassLoader classes = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectClass(classes.loadClass("InviterTest")))
                  .build(),
              listener);

      assertThat(listener.getSummary().getFailures()).isEmpty();
      assertThat(listener.getSummary().getTestsSucceededCount()).isEqualTo(1);
    }
  }

  private List<String> pasted() throws IOException {
    List<String> names = new ArrayList<>();
    Matcher block = FILE.matcher(Files.readString(GUIDE));
    while (block.find()) {
      names.add(block.group(1));
      Files.writeString(folder.resolve(block.group(1)), block.group(2));
    }
    return names;
  }

  /** For the oldest Java that the guide promises. */
  private void compile() {
    List<String> arguments =
        List.of(
            "--release=17",
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString(),
            folder.resolve("Inviter.java").toString(),
            folder.resolve("InviterTest.java").toString());

    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, arguments.toArray(String[]::new)))
        .isZero();
  }
}
