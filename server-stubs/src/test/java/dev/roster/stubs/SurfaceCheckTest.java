package dev.roster.stubs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A surface that differs leads to the line of the document. */
class SurfaceCheckTest {
  private static final String DOCUMENT = "coolset-accounts";
  private static final Pattern LINE = Pattern.compile("\"line\": ([1-9][0-9]*)");

  @TempDir Path folder;

  @Test
  void anOperationThatDiffersLeadsToItsOperationId() throws Exception {
    String committed = committed();

    String results = results(committed, committed.replace("accountsUsersMe(", "accountsUsersI("));

    assertThat(results).contains("\"operation\": \"accounts_users_me\", \"status\": \"red\"");
    assertThat(lineIn(results)).isEqualTo("operationId: accounts_users_me");
  }

  @Test
  void aRecordThatDiffersLeadsToItsSchema() throws Exception {
    String committed = committed();

    String results =
        results(
            committed,
            committed.replace("Message\n    String message", "Message\n    Long message"));

    assertThat(results).contains("\"operation\": \"*\", \"status\": \"red\"");
    assertThat(lineIn(results)).isEqualTo("Message:");
  }

  private static String committed() throws Exception {
    return Files.readString(Path.of("surface", DOCUMENT + ".txt"));
  }

  private String results(String committed, String generated) throws Exception {
    new SurfaceCheck(DOCUMENT).write(folder, committed, generated);
    return Files.readString(folder.resolve("compile-" + DOCUMENT + ".json"));
  }

  private static String lineIn(String results) throws Exception {
    List<String> text = Files.readAllLines(Path.of("..", "specs", DOCUMENT + ".yaml"));
    Matcher found = LINE.matcher(results);
    assertThat(found.find()).isTrue();
    return text.get(Integer.parseInt(found.group(1)) - 1).strip();
  }
}
