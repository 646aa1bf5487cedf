package dev.roster.server.mail;

import dev.roster.server.address.DomainName;
import dev.roster.server.address.IpAddress;
import dev.roster.server.failure.UserErrorException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * The EHLO name of this side (RFC 5321 4.1.1.1): as configured, else by the fully qualified name of
 * this machine, else by the address of the connection. Servers refuse a bare name such as the id of
 * a container.
 */
public final class HeloName {
  private final Optional<String> asked;

  private HeloName(Optional<String> asked) {
    this.asked = asked;
  }

  /** The name of this machine, or its address. */
  public static HeloName ofThisMachine() {
    return new HeloName(Optional.empty());
  }

  /**
   * A domain name, or an address in brackets.
   *
   * @throws UserErrorException with a sentence for a person
   */
  public static HeloName of(String text) {
    return new HeloName(
        Optional.of(
            checked(text)
                .orElseThrow(() ->
                    new UserErrorException(
                        "--smtp-helo must be a domain name with a dot, for example"
                            + " roster.example.org, or an address such as [192.0.2.1] or"
                            + " [IPv6:2001:db8::1], not '"
                            + InvitationMail.oneLine(text)
                            + "'."))));
  }

  private static Optional<String> checked(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      String address = text.substring(1, text.length() - 1);
      boolean six = address.regionMatches(true, 0, "IPv6:", 0, 5);
      String plain = six ? address.substring(5) : address;
      boolean valid = six ? IpAddress.isV6(plain) : IpAddress.isV4(plain);
      return valid
          ? Optional.of(six ? "[IPv6:" + plain + "]" : "[" + plain + "]")
          : Optional.empty();
    }
    return withDot(text).map(DomainName::ascii);
  }

  private static Optional<DomainName> withDot(String name) {
    return DomainName.parse(name).filter(it -> it.ascii().contains(".") && !it.endsInNumber());
  }

  /** For a connection. */
  String on(SmtpSocket line) {
    return asked.or(HeloName::fullyQualified).orElseGet(line::addressLiteral);
  }

  private static Optional<String> fullyQualified() {
    try {
      return Optional.of(InetAddress.getLocalHost().getCanonicalHostName())
          .filter(HeloName::isFullyQualified);
    } catch (UnknownHostException nameless) {
      return Optional.empty();
    }
  }

  /** Reports whether others can be expected to find the name. */
  static boolean isFullyQualified(String name) {
    return withDot(name)
        .map(DomainName::ascii)
        .filter(ascii -> !ascii.endsWith(".localhost") && !ascii.endsWith(".localdomain"))
        .isPresent();
  }
}
