package dev.roster.server.mail;

import static java.util.regex.Matcher.quoteReplacement;

import dev.roster.server.mail.MailNotSent.Kind;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import java.util.Properties;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends through a mail server, on a connection per mail. The certificate must be valid for the
 * host; nothing waits for ever. Safe for use by many threads.
 */
public final class SmtpSender implements MailSender {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpSender.class);
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");
  private static final String HIDDEN = "...";
  private static final int CLOSING = 421;
  private static final int PERMANENT = 500;
  private static final int MAX_REASON = 300;

  private final SmtpUrl server;
  private final InternetAddress from;
  private final Session session;

  /**
   * @param trust who may vouch for the server's certificate
   * @param from the sender, for example {@code Roster <noreply@example.org>}
   * @throws IllegalArgumentException unless {@code from} is an address
   */
  public SmtpSender(SmtpUrl server, SmtpTrust trust, String from) {
    this.server = server;
    try {
      this.from = new InternetAddress(from, true);
    } catch (AddressException malformed) {
      throw new IllegalArgumentException("The sender of mail is no address: " + from, malformed);
    }
    this.session = Session.getInstance(settings(server, trust));
  }

  private static Properties settings(SmtpUrl server, SmtpTrust trust) {
    String protocol = protocol(server);
    Properties settings = new Properties();
    settings.put("mail.transport.protocol", protocol);
    settings.put("mail.mime.allowutf8", "true");
    String prefix = "mail." + protocol + ".";
    settings.put(prefix + "starttls.enable", "true");
    settings.put(prefix + "starttls.required", Boolean.toString(server.requireTls()));
    settings.put(prefix + "ssl.checkserveridentity", "true");
    settings.put(prefix + "ssl.protocols", "TLSv1.3 TLSv1.2");
    trust.sockets().ifPresent(sockets -> settings.put(prefix + "ssl.socketFactory", sockets));
    settings.put(prefix + "auth", Boolean.toString(server.user() != null));
    settings.put(prefix + "connectiontimeout", "10000");
    settings.put(prefix + "timeout", "30000");
    settings.put(prefix + "writetimeout", "30000");
    // the server has said whether it takes the mail; what it says to QUIT is of no interest
    settings.put(prefix + "quitwait", "false");
    return settings;
  }

  private static String protocol(SmtpUrl server) {
    return server.implicitTls() ? "smtps" : "smtp";
  }

  @Override
  public void send(OutgoingMail mail) throws MailNotSent {
    Message message = message(mail);
    try (Transport transport = connect()) {
      try {
        transport.sendMessage(message, message.getAllRecipients());
      } catch (MessagingException failure) {
        throw new MailNotSent(kind(failure), reason(failure));
      }
    } catch (MessagingException afterwards) {
      // only closing is left to fail, and the server had taken the mail by then
      return;
    }
  }

  /**
   * Whatever fails here, a wrong password too, concerns every mail and may be repaired. The reason
   * is logged, since it tells whoever runs the server what to repair, and names no recipient.
   */
  private Transport connect() throws MailNotSent {
    try {
      Transport transport = session.getTransport(protocol(server));
      transport.connect(server.host(), server.port(), server.user(), server.password());
      return transport;
    } catch (MessagingException failure) {
      String reason = reason(failure);
      LOG.warn("the mail server {} cannot be used: {}", server, reason);
      throw new MailNotSent(Kind.BLOCKED, reason);
    }
  }

  private Message message(OutgoingMail mail) throws MailNotSent {
    try {
      MimeMessage message =
          new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
              setHeader("Message-ID", mail.messageId());
            }
          };
      message.setFrom(from);
      message.setRecipient(Message.RecipientType.TO, recipient(mail.to()));
      message.setSubject(InvitationMail.oneLine(mail.subject()), StandardCharsets.UTF_8.name());
      message.setSentDate(new Date());
      message.setHeader("Auto-Submitted", "auto-generated");
      message.setHeader("Content-Language", mail.language());
      MimeMultipart parts = new MimeMultipart("alternative");
      parts.addBodyPart(part(mail.text(), "plain"));
      parts.addBodyPart(part(mail.html(), "html"));
      message.setContent(parts);
      message.saveChanges();
      return message;
    } catch (MessagingException impossible) {
      throw new MailNotSent(Kind.REFUSED, "this mail cannot be written: " + reason(impossible));
    }
  }

  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, StandardCharsets.UTF_8.name(), subtype);
    return part;
  }

  /**
   * The address as typed; a domain of other letters travels as A-labels, which every server takes.
   */
  private static InternetAddress recipient(String typed) throws AddressException {
    int at = typed.lastIndexOf('@');
    if (at < 0 || typed.chars().anyMatch(Character::isISOControl)) {
      throw new AddressException("no address");
    }
    String domain = typed.substring(at + 1);
    boolean ascii = domain.chars().allMatch(c -> c < 0x80);
    String address = ascii ? typed : typed.substring(0, at + 1) + aLabels(domain);
    InternetAddress[] one = InternetAddress.parse(address, true);
    if (one.length != 1 || !address.equals(one[0].getAddress())) {
      throw new AddressException("not one address");
    }
    return one[0];
  }

  private static String aLabels(String domain) throws AddressException {
    try {
      return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
    } catch (IllegalArgumentException malformed) {
      throw new AddressException("no domain name");
    }
  }

  /**
   * A 5xx to the recipient or to the text of the mail is final; one to the sender concerns every
   * mail and may be repaired, and 421 says that the server is closing. Without a reply of the
   * server nobody knows how it ended.
   */
  private static Kind kind(MessagingException failure) {
    Kind kind = Kind.UNSURE;
    for (@Nullable Exception at = failure; at != null; at = next(at)) {
      if (at instanceof SMTPAddressFailedException recipient) {
        return kind(recipient.getReturnCode());
      }
      if (at instanceof SMTPSendFailedException reply && reply.getReturnCode() > 0) {
        kind = kind(reply.getReturnCode());
      } else if (at instanceof SMTPSenderFailedException) {
        return Kind.BLOCKED;
      }
    }
    return kind;
  }

  private static Kind kind(int reply) {
    if (reply == CLOSING) {
      return Kind.BLOCKED;
    }
    return reply >= PERMANENT ? Kind.REFUSED : Kind.DELAYED;
  }

  private static @Nullable Exception next(Exception failure) {
    return failure instanceof MessagingException chained ? chained.getNextException() : null;
  }

  /** What the server and the connection said, without the log-in that some servers quote. */
  private String reason(MessagingException failure) {
    StringBuilder reason = new StringBuilder();
    for (@Nullable Exception at = failure;
        at != null && reason.length() < MAX_REASON;
        at = next(at)) {
      reason.append(reason.isEmpty() ? "" : "; ");
      reason.append(InvitationMail.oneLine(withoutLogin(String.valueOf(at.getMessage()))));
    }
    return reason.toString();
  }

  private String withoutLogin(String text) {
    String password = server.password();
    if (password == null) {
      return text;
    }
    return BASE64
        .matcher(text.replace(password, HIDDEN))
        .replaceAll(word ->
            decoded(word.group()).contains(password) ? HIDDEN : quoteReplacement(word.group()));
  }

  /** Nothing for what only looks like Base64. */
  private static String decoded(String word) {
    try {
      return new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }
}
