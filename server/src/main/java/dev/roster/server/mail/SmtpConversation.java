package dev.roster.server.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with a mail server that knows how far it got and what the server said last: the
 * exceptions of the library do not tell at which command a connection was lost, and the reply to
 * its RSET hides the refusal before it.
 */
final class SmtpConversation extends SMTPTransport {
  /**
   * A server that is given up too soon gets the mail twice. RFC 5321 4.5.3.2.6 would give it ten
   * minutes, but the transaction that holds the mail ends after ten, and with it the lock.
   */
  private static final int END_OF_DATA_MILLIS = 360_000;

  private static final Map<String, SmtpStage> STAGES =
      Map.of(
          "EHLO", SmtpStage.EHLO,
          "HELO", SmtpStage.EHLO,
          "STARTTLS", SmtpStage.STARTTLS,
          "AUTH", SmtpStage.AUTH,
          "MAIL", SmtpStage.MAIL,
          "RCPT", SmtpStage.RCPT,
          "DATA", SmtpStage.DATA,
          ".", SmtpStage.END_OF_DATA);

  /** Zero is no limit. */
  private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,17}");

  private final SmtpSocket line;
  private final String heloName;
  private SmtpStage stage = SmtpStage.GREETING;
  private boolean aside;
  private @Nullable SmtpReply reply;

  /**
   * @param line the connection below TLS
   * @param heloName how this side introduces itself
   */
  SmtpConversation(Session session, SmtpUrl server, SmtpSocket line, String heloName) {
    super(
        session,
        new URLName("smtp", server.host(), server.port(), null, server.user(), server.password()),
        "smtp",
        false);
    this.line = line;
    this.heloName = heloName;
  }

  /** Begins to speak on the connection, which is the line or TLS on it. */
  @Override
  public synchronized void connect(Socket socket) throws MessagingException {
    super.connect(socket);
  }

  @Override
  public synchronized String getLocalHost() {
    return heloName;
  }

  @Override
  protected void sendCommand(String command) throws MessagingException {
    String verb = command.split(" ", 2)[0].toUpperCase(Locale.ROOT);
    aside = verb.equals("RSET") || verb.equals("QUIT") || verb.equals("NOOP");
    if (STAGES.containsKey(verb)) {
      stage = STAGES.get(verb);
      reply = null;
    }
    if (stage == SmtpStage.END_OF_DATA && !aside) {
      line.answerWithin(END_OF_DATA_MILLIS);
    } else {
      line.answerInTime();
    }
    super.sendCommand(command);
  }

  @Override
  protected int readServerResponse() throws MessagingException {
    int code = super.readServerResponse();
    if (!aside) {
      boolean lost = code < 0 && "[EOF]".equals(getLastServerResponse());
      reply = lost ? null : SmtpReply.of(stage, code, getLastServerResponse());
    }
    return code;
  }

  /** The size of the largest mail that the server takes (RFC 1870), as far as it says so. */
  long mostBytes() {
    String most = getExtensionParameter("SIZE");
    boolean limited = most != null && SIZE.matcher(most).matches();
    return limited ? Long.parseLong(most) : Long.MAX_VALUE;
  }

  /** The stage that the conversation reached. */
  SmtpStage stage() {
    return stage;
  }

  /** The reply to the last command that matters; empty if the connection was lost before it. */
  Optional<SmtpReply> reply() {
    return Optional.ofNullable(reply);
  }
}
