package dev.roster.server.testing;

import dev.roster.server.leaks.SecretKind;
import dev.roster.server.leaks.Secrets;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A mail server that fails on purpose: one step of its script per connection, then it does what it
 * is told to do otherwise, which is to behave.
 */
public final class ScriptedSmtp implements AutoCloseable {
  /** The script of one connection. */
  public enum Step {
    TAKE,
    GREET_421,
    /** Quotes the log-in that it refuses. */
    LOGIN_535,
    SENDER_550,
    RECIPIENT_451,
    RECIPIENT_550,
    TEXT_451,
    TEXT_554,
    /** The mail has arrived, but nobody is told. */
    DROP_AFTER_DATA,
    /** Says nothing until it is told to go on. */
    HOLD,
    /** Says nothing, ever. */
    TARPIT
  }

  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final Queue<Thread> conversations = new ConcurrentLinkedQueue<>();
  private volatile ServerSocket socket;
  private volatile Thread listener;
  private volatile Step otherwise = Step.TAKE;
  private final Queue<Step> script = new ConcurrentLinkedQueue<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final AtomicInteger bareLineFeeds = new AtomicInteger();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  public ScriptedSmtp(Step... steps) {
    script.addAll(List.of(steps));
    socket = listening(0);
  }

  private ServerSocket listening(int port) {
    try {
      ServerSocket listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      listener = Thread.ofVirtual().start(() -> listen(listening));
      return listening;
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Sets the step for when the script is over, and cuts off the clients that are connected. */
  public void otherwise(Step step) throws IOException {
    otherwise = step;
    if (socket.isClosed()) {
      socket = listening(socket.getLocalPort());
    }
    hangUp();
  }

  /**
   * Replies so to every command that begins so, in capital letters, whatever the script says; the
   * connection itself begins as {@code CONNECT}, the end of a mail is a dot. Lines of the reply are
   * separated by {@code \n}; without any text, the connection is cut off.
   */
  public ScriptedSmtp answer(String command, String reply) {
    answers.put(command, reply);
    return this;
  }

  /** Replies to nothing in a way of its own any more. */
  public void behave() {
    answers.clear();
  }

  /**
   * The commands of clients that have left, without the mails. A client may leave without waiting
   * for the reply to its last command, so this waits until that command has been read, too.
   */
  public List<String> commands() {
    Waiting.until(() -> conversations.stream().noneMatch(Thread::isAlive));
    return commands;
  }

  /** The number of lines of mails that ended without a carriage return. */
  public int bareLineFeeds() {
    return bareLineFeeds.get();
  }

  /** Refuses connections on its port until it is told to do otherwise. */
  public void refuse() throws IOException {
    socket.close();
    try {
      // until then the system takes connections
      listener.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    hangUp();
  }

  private void hangUp() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** Every mail that came in whole, whatever was answered. */
  public List<String> mails() {
    return mails;
  }

  public boolean played() {
    return script.isEmpty();
  }

  /** Returns when a connection is held. */
  public void awaitHold() throws InterruptedException {
    held.await();
  }

  public void goOn() {
    goOn.countDown();
  }

  private void listen(ServerSocket listening) {
    try {
      while (true) {
        Socket client = listening.accept();
        clients.add(client);
        Thread conversation = Thread.ofVirtual().unstarted(() -> serve(client));
        conversations.add(conversation);
        conversation.start();
      }
    } catch (IOException closed) {
      // the test is over, or wants it so
    }
  }

  private void serve(Socket client) {
    Step polled = script.poll();
    Step step = polled == null ? otherwise : polled;
    try (client;
        InputStream in = new BufferedInputStream(client.getInputStream())) {
      OutputStream out = client.getOutputStream();
      if (step == Step.HOLD) {
        held.countDown();
        goOn.await();
      }
      if (step == Step.TARPIT) {
        line(in);
        return;
      }
      if (!say(out, "CONNECT", step == Step.GREET_421 ? "421 too busy" : "220 scripted")) {
        return;
      }
      for (String line = line(in); line != null; line = line(in)) {
        commands.add(line);
        String command = line.toUpperCase(Locale.ROOT);
        if (command.equals("QUIT")) {
          say(out, "221 bye");
          return;
        }
        if (answer(command) != null && !command.equals("DATA")) {
          if (!say(out, command, "")) {
            return;
          }
        } else if (command.startsWith("EHLO") && step == Step.LOGIN_535) {
          say(out, "250-scripted\r\n250 AUTH PLAIN");
        } else if (command.startsWith("AUTH")) {
          Secrets.seen(SecretKind.MAIL_PASSWORD, line.substring(line.lastIndexOf(' ') + 1));
          say(out, "535 wrong: " + line);
        } else if (command.startsWith("MAIL")) {
          say(out, step == Step.SENDER_550 ? "550 unknown sender" : "250 ok");
        } else if (command.startsWith("RCPT")) {
          say(
              out,
              switch (step) {
                case RECIPIENT_451 -> "451 later";
                case RECIPIENT_550 -> "550 no such user";
                default -> "250 ok";
              });
        } else if (command.equals("DATA")) {
          if (!say(out, command, "354 go")) {
            return;
          }
          if (answer(command) != null) {
            continue;
          }
          String mail = text(in);
          MailParser.secret(mail);
          mails.add(mail);
          if (step == Step.DROP_AFTER_DATA) {
            return;
          }
          boolean told =
              say(
                  out,
                  ".",
                  switch (step) {
                    case TEXT_451 -> "451 greylisted";
                    case TEXT_554 -> "554 5.1.1 no such user: " + MailParser.secret(mail);
                    default -> "250 taken";
                  });
          if (!told) {
            return;
          }
        } else {
          say(out, "250 scripted");
        }
      }
    } catch (IOException gone) {
      // the other side went away
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      clients.remove(client);
    }
  }

  private String answer(String command) {
    return answers.entrySet().stream()
        .filter(answer -> command.startsWith(answer.getKey()))
        .max(Comparator.comparingInt(answer -> answer.getKey().length()))
        .map(Map.Entry::getValue)
        .orElse(null);
  }

  /** False if the connection is to be cut off. */
  private boolean say(OutputStream out, String command, String otherwise) throws IOException {
    String own = answer(command);
    String reply = own == null ? otherwise : own;
    if (!reply.isEmpty()) {
      say(out, reply.replace("\n", "\r\n"));
    }
    return !reply.isEmpty();
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c = in.read();
    for (; c >= 0 && c != '\n'; c = in.read()) {
      line.write(c);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    if (c < 0) {
      return null;
    }
    if (!text.endsWith("\r")) {
      bareLineFeeds.incrementAndGet();
      return text;
    }
    return text.substring(0, text.length() - 1);
  }

  private String text(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = line(in); line != null && !line.equals("."); line = line(in)) {
      text.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    goOn();
    socket.close();
  }
}
