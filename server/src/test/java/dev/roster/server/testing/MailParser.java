package dev.roster.server.testing;

import dev.roster.server.leaks.SecretKind;
import dev.roster.server.leaks.Secrets;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads mails as a mailbox would. */
public final class MailParser {
  private static final Pattern LINK = Pattern.compile("(\\S+/accept)#([A-Za-z0-9_-]+)");

  private MailParser() {}

  public static MimeMessage parse(String mail) {
    try {
      return new MimeMessage(
          Session.getInstance(new Properties()),
          new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
    } catch (MessagingException malformed) {
      throw new AssertionError(malformed);
    }
  }

  /** The part 0 is the text, the part 1 the HTML. */
  public static String part(MimeMessage mail, int index) {
    try {
      return (String) ((Multipart) mail.getContent()).getBodyPart(index).getContent();
    } catch (MessagingException | IOException malformed) {
      throw new AssertionError(malformed);
    }
  }

  public static String header(MimeMessage mail, String name) {
    try {
      return mail.getHeader(name, ",");
    } catch (MessagingException malformed) {
      throw new AssertionError(malformed);
    }
  }

  public static String secret(String mail) {
    return secret(parse(mail));
  }

  public static String secret(MimeMessage mail) {
    return link(mail).group(2);
  }

  static boolean isInvitation(MimeMessage mail) {
    return LINK.matcher(part(mail, 0)).find();
  }

  public static Matcher link(MimeMessage mail) {
    Matcher link = LINK.matcher(part(mail, 0));
    if (!link.find()) {
      throw new AssertionError("no link in " + part(mail, 0));
    }
    Secrets.seen(SecretKind.INVITATION_SECRET, link.group(2));
    return link;
  }
}
