package dev.roster.server.mail;

import dev.roster.server.address.HiddenCharacters;
import dev.roster.server.address.MailAddress;
import dev.roster.server.mail.MailNotSentException.Kind;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail in the form in which it travels. Everything is ASCII but an address whose local part is
 * not: names and subjects are encoded words (RFC 2047), domains A-labels, texts quoted-printable or
 * Base64. So only such an address needs SMTPUTF8, which not every server on the way has.
 */
final class MimeMail {
  private static final String SUBJECT = "Subject: ";
  private static final int ENCODED_LINE = 76;

  /** RFC 5322 3.3. In UTC, since the zone of the server is nobody's business. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss xx", Locale.ENGLISH);

  private final OutgoingMail mail;
  private final SenderAddress from;
  private final InternetAddress to;

  /**
   * @throws MailNotSentException if the recipient is no address
   */
  MimeMail(OutgoingMail mail, SenderAddress from) throws MailNotSentException {
    this.mail = mail;
    this.from = from;
    try {
      this.to = recipient(mail.to());
    } catch (AddressException malformed) {
      throw notWritten(malformed);
    }
  }

  /** Reports whether the recipient's address needs SMTPUTF8. */
  boolean needsUtf8() {
    return !isAscii(to.getAddress());
  }

  InternetAddress to() {
    return to;
  }

  Message message(Session session) throws MailNotSentException {
    try {
      return written(session);
    } catch (MessagingException impossible) {
      throw notWritten(impossible);
    }
  }

  /** The size of a mail in bytes, without doubled dots. */
  static long bytes(Message message) throws MailNotSentException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      message.writeTo(all);
    } catch (MessagingException impossible) {
      throw notWritten(impossible);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return all.size();
  }

  private static MailNotSentException notWritten(MessagingException why) {
    return new MailNotSentException(
        Kind.REFUSED, true, "this mail cannot be written: " + why.getMessage());
  }

  private Message written(Session session) throws MessagingException {
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", mail.messageId());
          }
        };
    message.setFrom(from.header());
    message.setRecipient(Message.RecipientType.TO, to);
    Optional<InternetAddress> answers = replyTo();
    if (answers.isPresent()) {
      message.setReplyTo(new Address[] {answers.get()});
    }
    message.setHeader("Subject", subject());
    message.setHeader("Date", DATE.format(Instant.now().atOffset(ZoneOffset.UTC)));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("Content-Language", mail.language());
    MimeMultipart parts = new MimeMultipart("alternative");
    parts.addBodyPart(part(mail.text(), "plain"));
    parts.addBodyPart(part(mail.html(), "html"));
    message.setContent(parts);
    message.saveChanges();
    return message;
  }

  /** Left out where the header would need SMTPUTF8, which fewer servers have than mailboxes. */
  private Optional<InternetAddress> replyTo() {
    try {
      return mail.replyTo().isEmpty()
          ? Optional.empty()
          : Optional.of(recipient(mail.replyTo().get()))
              .filter(address -> isAscii(address.getAddress()));
    } catch (AddressException malformed) {
      return Optional.empty();
    }
  }

  /** The library leaves the first line of a subject longer than RFC 2047 allows. */
  private String subject() {
    String encoded;
    try {
      encoded = MimeUtility.encodeText(header(mail.subject()), StandardCharsets.UTF_8.name(), null);
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
    String folded = MimeUtility.fold(SUBJECT.length(), encoded);
    int first = folded.lines().findFirst().orElse("").length();
    return SUBJECT.length() + first > ENCODED_LINE && folded.startsWith("=?")
        ? "\r\n " + folded
        : folded;
  }

  /**
   * Text for a header: nothing in it breaks the line, turns its direction or cannot be seen, but
   * for the joiners and variation selectors that words and emoji are spelled with.
   */
  static String header(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .map(c -> HiddenCharacters.includes(c) && !isSpelling(c) ? ' ' : c)
        .forEach(line::appendCodePoint);
    return line.toString().strip();
  }

  private static boolean isSpelling(int c) {
    return c == 0x200c || c == 0x200d || HiddenCharacters.isVariationSelector(c);
  }

  /** Lines of a text end with CRLF also inside Base64 (RFC 2046 4.1.1). */
  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text.replaceAll("\\R", "\r\n"), StandardCharsets.UTF_8.name(), subtype);
    return part;
  }

  /** The address as typed; a domain of other letters travels as A-labels. */
  private static InternetAddress recipient(String typed) throws AddressException {
    String address =
        MailAddress.of(typed)
            .map(MailAddress::withALabels)
            .orElseThrow(() -> new AddressException("no address"));
    InternetAddress[] one = InternetAddress.parse(address, true);
    if (one.length != 1 || !address.equals(one[0].getAddress())) {
      throw new AddressException("not one address");
    }
    return one[0];
  }

  static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
