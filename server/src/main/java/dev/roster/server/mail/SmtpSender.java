package dev.roster.server.mail;

import dev.roster.server.mail.MailNotSentException.Kind;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends through a mail server, on a connection per mail. The certificate must be valid for the
 * host, except on this machine; nothing waits for ever. Safe for use by many threads.
 */
public final class SmtpSender implements MailSender {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpSender.class);
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final int MAX_REASON = 300;

  private final SmtpUrl server;
  private final SenderAddress from;
  private final HeloName helo;
  private final SSLSocketFactory tls;
  private final boolean verifies;

  /**
   * @param trust who may vouch for the server's certificate
   * @param helo how this side introduces itself
   */
  public SmtpSender(SmtpUrl server, SmtpTrust trust, HeloName helo, SenderAddress from) {
    this.server = server;
    this.helo = helo;
    this.from = from;
    this.tls = trust.sockets(server);
    this.verifies = trust.verifies(server);
  }

  private Session session(boolean utf8) {
    Properties settings = new Properties();
    settings.put("mail.mime.allowutf8", Boolean.toString(utf8));
    settings.put("mail.smtp.from", from.address());
    settings.put("mail.smtp.starttls.enable", Boolean.toString(server.tls() != SmtpUrl.Tls.OFF));
    settings.put(
        "mail.smtp.starttls.required", Boolean.toString(server.tls() == SmtpUrl.Tls.REQUIRED));
    settings.put("mail.smtp.ssl.checkserveridentity", Boolean.toString(verifies));
    settings.put("mail.smtp.ssl.protocols", String.join(" ", PROTOCOLS));
    settings.put("mail.smtp.ssl.socketFactory", tls);
    settings.put("mail.smtp.auth", Boolean.toString(server.user() != null));
    settings.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN DIGEST-MD5 NTLM");
    // the server has said whether it takes the mail; what it says to QUIT is of no interest
    settings.put("mail.smtp.quitwait", "false");
    return Session.getInstance(settings);
  }

  @Override
  public String messageId(UUID mail) {
    return "<" + mail + "@" + from.domain() + ">";
  }

  @Override
  public void send(OutgoingMail outgoing) throws MailNotSentException {
    MimeMail mail = new MimeMail(outgoing, from);
    boolean utf8 = mail.needsUtf8() || !MimeMail.isAscii(from.local());
    Session session = session(utf8);
    Message message = mail.message(session);
    try (SmtpSocket line = told(this::open);
        SmtpConversation conversation =
            new SmtpConversation(session, server, line, helo.on(line))) {
      ReplyRedactor redaction = new ReplyRedactor(server.password(), outgoing.secret().text());
      told(() -> begun(conversation, line, redaction));
      if (utf8 && !conversation.supportsExtension("SMTPUTF8")) {
        throw withoutUtf8();
      }
      requireRoom(conversation, message);
      deliver(conversation, mail, message, redaction);
    } catch (MessagingException | IOException afterwards) {
      // only closing is left to fail, and the server had taken the mail by then
      LOG.debug("the mail server did not say good-bye", afterwards);
    }
  }

  /**
   * A conversation that ended where a mail would have begun.
   *
   * @param near whether the server is on this machine
   */
  public record Rehearsal(String server, boolean near, boolean encrypted, boolean authenticated) {}

  /**
   * Greets the server, encrypts and logs in as for a mail, and says good-bye without one.
   *
   * @throws MailNotSentException with the reason why no mail would leave
   */
  public Rehearsal rehearse() throws MailNotSentException {
    Session session = session(false);
    try (SmtpSocket line = open();
        SmtpConversation conversation =
            new SmtpConversation(session, server, line, helo.on(line))) {
      begun(conversation, line, new ReplyRedactor(server.password(), ""));
      return new Rehearsal(
          server.toString(),
          server.near(),
          server.tls() == SmtpUrl.Tls.IMPLICIT || conversation.isSSL(),
          server.user() != null);
    } catch (MessagingException | IOException failure) {
      throw new MailNotSentException(Kind.BLOCKED, false, String.valueOf(failure.getMessage()));
    }
  }

  private void deliver(
      SmtpConversation conversation, MimeMail mail, Message message, ReplyRedactor redaction)
      throws MailNotSentException {
    try {
      conversation.sendMessage(message, message.getAllRecipients());
    } catch (MessagingException failure) {
      Optional<SmtpReply> reply = conversation.reply();
      if (reply.filter(SmtpReply::confirmsMail).isPresent()) {
        return;
      }
      boolean told = reply.isPresent() && reply.get().code() != 354;
      Kind kind =
          told
              ? ReplyClassifier.of(reply.get(), !MimeMail.isAscii(from.local()))
              : lost(conversation.stage());
      String reason = conversation.stage() + ": " + reason(failure, redaction::of);
      if (Set.of(Kind.BLOCKED, Kind.OURS, Kind.UNCLEAR, Kind.UNSURE).contains(kind)) {
        LOG.warn(
            "the mail server {} {}: {}: {}",
            server,
            kind == Kind.UNSURE ? "does not say that it took a mail" : "turns mail away",
            conversation.stage(),
            reason(failure, text -> withoutRecipient(redaction.of(text), mail)));
      }
      throw new MailNotSentException(kind, told && reply.get().permanent(), reason);
    }
  }

  /** Without a reply to the end of the mail, nobody knows whether it was taken. */
  private static Kind lost(SmtpStage stage) {
    if (stage == SmtpStage.END_OF_DATA) {
      return Kind.UNSURE;
    }
    return stage.knowsRecipient() ? Kind.UNCLEAR : Kind.BLOCKED;
  }

  /** Any other mail may be smaller, so this one is given up, and says why. */
  private void requireRoom(SmtpConversation conversation, Message message)
      throws MailNotSentException {
    long most = conversation.mostBytes();
    long bytes = MimeMail.bytes(message);
    if (bytes > most) {
      String reason =
          "the mail has " + bytes + " bytes, and the mail server takes at most " + most + " (SIZE)";
      LOG.warn("the mail server {} does not take a mail: {}", server, reason);
      throw new MailNotSentException(Kind.REFUSED, true, reason);
    }
  }

  /** A sender that needs it stops every mail, whatever the recipient is called. */
  private MailNotSentException withoutUtf8() {
    if (MimeMail.isAscii(from.local())) {
      return new MailNotSentException(
          Kind.REFUSED,
          true,
          "the mail server does not offer SMTPUTF8, which an address with letters beyond ASCII"
              + " before the @ needs");
    }
    return logged(
        unusable(
            "it does not offer SMTPUTF8, which the sender " + from.address() + " needs", true));
  }

  /**
   * Whatever fails here, a wrong password too, concerns every mail and may be repaired. The reason
   * is logged, since it tells the operator what to repair, and names no recipient.
   */
  private SmtpSocket open() throws MailNotSentException {
    try {
      return SmtpSocket.open(server);
    } catch (IOException failure) {
      throw unusable("no connection: " + failure.getMessage(), false);
    }
  }

  private SmtpConversation begun(
      SmtpConversation conversation, SmtpSocket line, ReplyRedactor redaction)
      throws MailNotSentException {
    try {
      conversation.connect(server.tls() == SmtpUrl.Tls.IMPLICIT ? encrypted(line) : line);
      return conversation;
    } catch (MessagingException failure) {
      boolean permanent = conversation.reply().filter(SmtpReply::permanent).isPresent();
      throw unusable(
          conversation.stage() + ": " + reason(failure, conversation, redaction) + cure(failure),
          permanent);
    } catch (IOException failure) {
      throw unusable("TLS: " + failure.getMessage() + cure(failure), false);
    }
  }

  private static MailNotSentException unusable(String reason, boolean permanent) {
    return new MailNotSentException(Kind.BLOCKED, permanent, reason);
  }

  /** A step before a mail, whose failure is one of all mails. */
  @FunctionalInterface
  private interface Step<T> {
    T run() throws MailNotSentException;
  }

  private <T> T told(Step<T> step) throws MailNotSentException {
    try {
      return step.run();
    } catch (MailNotSentException unusable) {
      throw logged(unusable);
    }
  }

  private MailNotSentException logged(MailNotSentException unusable) {
    LOG.warn("the mail server {} cannot be used: {}", server, unusable.reason());
    return unusable;
  }

  private Socket encrypted(SmtpSocket line) throws IOException {
    SSLSocket socket = (SSLSocket) tls.createSocket(line, server.host(), server.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    if (verifies) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** The advice for a certificate that is not trusted. */
  private String cure(Exception failure) {
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      String text = String.valueOf(at.getMessage());
      if (at instanceof SSLException || text.contains("identity of server")) {
        return "; the certificate of the mail server must be valid for "
            + server.host()
            + ", and vouched for by an authority that Java knows or that --smtp-ca names";
      }
      if (text.startsWith("STARTTLS is required")) {
        return "; ?starttls=optional at the end of --smtp-url sends without encryption";
      }
    }
    return "";
  }

  private static @Nullable Exception next(Exception failure) {
    return failure instanceof MessagingException chained ? chained.getNextException() : null;
  }

  /** The exception about a bad greeting does not say the greeting. */
  private static String reason(
      MessagingException failure, SmtpConversation conversation, ReplyRedactor redaction) {
    boolean greeted =
        conversation.stage() == SmtpStage.GREETING && conversation.reply().isPresent();
    return greeted
        ? InvitationMail.oneLine(
            redaction.of(SmtpReply.readable(conversation.getLastServerResponse())))
        : reason(failure, redaction::of);
  }

  /** The messages of server and connection; secrets are hidden before the text is cut. */
  private static String reason(MessagingException failure, UnaryOperator<String> hidden) {
    StringBuilder reason = new StringBuilder();
    for (@Nullable Exception at = failure;
        at != null && reason.length() < MAX_REASON;
        at = next(at)) {
      reason.append(reason.isEmpty() ? "" : "; ");
      reason.append(InvitationMail.oneLine(hidden.apply(said(at))));
    }
    return reason.toString();
  }

  private static String said(Exception failure) {
    return SmtpReply.readable(String.valueOf(failure.getMessage()));
  }

  private static String withoutRecipient(String text, MimeMail mail) {
    return text.replace(mail.to().getAddress(), ReplyRedactor.HIDDEN)
        .replaceAll("[^\\s<>]*@[^\\s<>]*", ReplyRedactor.HIDDEN);
  }
}
