package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first try of somebody who reads a document finds something in the demo data. */
class ParameterExamplesTest {
  private static final String DEMO = "/dev/roster/server/cli/demo/";

  @ParameterizedTest
  @CsvSource({
    "compleat-users, 'example: 0e5ca9e1-5ba3-483c-bc4c-d8dd2e078f06', tenants.csv",
    "compleat-users, 'example: 238fe304-a8cc-4c74-889f-a850dc6bd9a0', users.csv",
    "coolset-accounts, 'example: 497f6eca-6276-4993-bfeb-53cbbbba6f08', invitations.csv",
    "coolset-accounts, 'example: {company_id: 9000001}', companies.csv"
  })
  @Tag("promise:examples-are-demo-data")
  void anExampleOfAnIdIsInTheDemoData(String document, String example, String file)
      throws IOException {
    String id = example.replaceAll(".*: |}", "");

    assertThat(text("/dev/roster/specs/" + document + ".yaml")).contains(example);
    assertThat(text(DEMO + file)).contains(id);
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = ParameterExamplesTest.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
