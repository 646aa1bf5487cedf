package dev.roster.server.mail;

import dev.roster.server.address.MailAddress;
import dev.roster.server.failure.UserErrorException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The sender of all mail: an address, and maybe a name. */
public final class SenderAddress {
  private final @Nullable String name;
  private final MailAddress address;

  private SenderAddress(@Nullable String name, MailAddress address) {
    this.name = name;
    this.address = address;
  }

  /**
   * Reads {@code Roster <noreply@example.org>} or {@code noreply@example.org}.
   *
   * @throws UserErrorException with a sentence for a person
   */
  public static SenderAddress parse(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw wrong(text);
    }
    InternetAddress one;
    try {
      InternetAddress[] all = InternetAddress.parse(text, true);
      if (all.length != 1 || all[0].isGroup()) {
        throw wrong(text);
      }
      one = all[0];
      one.validate();
    } catch (AddressException malformed) {
      throw wrong(text);
    }
    MailAddress address = MailAddress.of(one.getAddress()).orElseThrow(() -> wrong(text));
    String name = one.getPersonal() == null ? "" : MimeMail.header(one.getPersonal());
    return new SenderAddress(name.isEmpty() ? null : name, address);
  }

  private static UserErrorException wrong(String text) {
    return new UserErrorException(
        "--mail-from must be one address, as 'noreply@example.org' or 'Roster"
            + " <noreply@example.org>', a name with a comma or other special characters in double"
            + " quotes, not '"
            + InvitationMail.oneLine(text)
            + "'.");
  }

  @Nullable String name() {
    return name;
  }

  /** The part before the {@code @}. */
  String local() {
    return address.localPart();
  }

  /** As A-labels, which every server takes, or an address in brackets. */
  String domain() {
    return address.domain();
  }

  /** For commands and headers. */
  String address() {
    return address.withALabels();
  }

  InternetAddress header() {
    try {
      return new InternetAddress(address(), name, StandardCharsets.UTF_8.name());
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
