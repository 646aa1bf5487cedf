package dev.roster.server.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roster.server.directory.EmailAddress;
import dev.roster.server.failure.UserErrorException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Refusals of the service are whole sentences, and the checked values are stored. */
class OnboardRequestTest {

  private static OnboardRequest command(String company, String owner) {
    return new OnboardRequest(
        company,
        Optional.of(" Group\u00a0"),
        Optional.empty(),
        Optional.empty(),
        new EmailAddress(owner),
        " Ada",
        "");
  }

  @Test
  void blanksAroundNamesAndAddressAreNoPartOfThem() {
    OnboardRequest command = command("\u3000Acme ", " ada@acme.test\u00a0");

    assertThat(command.company()).isEqualTo("Acme");
    assertThat(command.tenant()).hasValue("Group");
    assertThat(command.owner().typed()).isEqualTo("ada@acme.test");
    assertThat(command.firstName()).isEqualTo("Ada");
  }

  @Test
  void whatIsWrongIsSaidInASentence() {
    assertThatExceptionOfType(UserErrorException.class)
        .isThrownBy(() -> command("Acme", "no address"))
        .withMessage("The e-mail address of the owner has no @.");
    assertThatExceptionOfType(UserErrorException.class)
        .isThrownBy(() -> command("\u00a0", "ada@acme.test"))
        .withMessage("The name of the company must not be empty.");
  }
}
