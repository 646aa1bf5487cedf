package dev.roster.server.testing;

import dev.roster.server.leaks.SecretKind;
import dev.roster.server.leaks.Secrets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A mail server that fails on purpose: one step of its script per connection, then it does what it
 * is told to do otherwise, which is to behave.
 */
public final class ScriptedSmtp implements AutoCloseable {
  /** How one connection goes. */
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
  private volatile ServerSocket socket;
  private volatile Step otherwise = Step.TAKE;
  private final Queue<Step> script = new ConcurrentLinkedQueue<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  public ScriptedSmtp(Step... steps) {
    script.addAll(List.of(steps));
    socket = listening(0);
  }

  private ServerSocket listening(int port) {
    try {
      ServerSocket listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> listen(listening));
      return listening;
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** What happens from now on, when the script is over; who is connected is cut off. */
  public void otherwise(Step step) throws IOException {
    otherwise = step;
    if (socket.isClosed()) {
      socket = listening(socket.getLocalPort());
    }
    hangUp();
  }

  /** Refuses connections on its port until it is told to do otherwise. */
  public void refuse() throws IOException {
    socket.close();
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
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // the test is over, or wants it so
    }
  }

  private void serve(Socket client) {
    Step polled = script.poll();
    Step step = polled == null ? otherwise : polled;
    try (client;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
      OutputStream out = client.getOutputStream();
      if (step == Step.HOLD) {
        held.countDown();
        goOn.await();
      }
      if (step == Step.TARPIT) {
        in.readLine();
        return;
      }
      say(out, step == Step.GREET_421 ? "421 too busy" : "220 scripted");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String command = line.toUpperCase(Locale.ROOT);
        if (command.startsWith("EHLO") && step == Step.LOGIN_535) {
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
          say(out, "354 go");
          String mail = text(in);
          Mails.secret(mail);
          mails.add(mail);
          if (step == Step.DROP_AFTER_DATA) {
            return;
          }
          say(
              out,
              switch (step) {
                case TEXT_451 -> "451 greylisted";
                case TEXT_554 -> "554 spam: " + Mails.secret(mail);
                default -> "250 taken";
              });
        } else if (command.equals("QUIT")) {
          say(out, "221 bye");
          return;
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

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String text(BufferedReader in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      text.append(line).append("\r\n");
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    goOn();
    socket.close();
  }
}
