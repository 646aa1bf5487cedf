package dev.roster.server.testing;

import dev.roster.server.db.DatabaseUrl;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a server and its PostgreSQL, and counts the statements that are executed, as the
 * protocol has them: no driver, pool or library can hide one. Statements without a text do not
 * count: with them the pool asks whether a connection that was idle for half a second is alive,
 * which depends on the speed of the machine.
 */
public final class StatementCounter implements AutoCloseable {
  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;
  private static final int PIECE = 8192;
  private static final String AFTER_SCHEME = "//";

  private final ServerSocket socket;
  private final URI database;
  private final AtomicLong executed = new AtomicLong();
  private final AtomicLong bound = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();

  private StatementCounter(URI database) throws IOException {
    this.database = database;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public static StatementCounter before(DatabaseUrl url) throws IOException {
    return new StatementCounter(URI.create(url.jdbcUrl().substring("jdbc:".length())));
  }

  /** The URL of the same database by way of this counter. */
  public DatabaseUrl url() {
    String whole = "jdbc:" + database;
    int host = whole.indexOf(AFTER_SCHEME) + AFTER_SCHEME.length();
    return new DatabaseUrl(
        whole.substring(0, host)
            + "127.0.0.1:"
            + socket.getLocalPort()
            + whole.substring(whole.indexOf('/', host)));
  }

  /** The number of statements executed so far, {@code BEGIN} and {@code COMMIT} among them. */
  public long executed() {
    return executed.get();
  }

  /** The same, but a statement whose rows are fetched in pieces counts once. */
  public long bound() {
    return bound.get();
  }

  /** The number of bytes that PostgreSQL has sent, rows for the most part. */
  public long answered() {
    return answered.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket server = socket.accept();
        Socket postgres = new Socket(database.getHost(), database.getPort());
        Thread.ofVirtual().start(() -> count(server, postgres));
        Thread.ofVirtual().start(() -> copy(postgres, server));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void count(Socket server, Socket postgres) {
    try (server;
        postgres) {
      DataInputStream in = new DataInputStream(new BufferedInputStream(server.getInputStream()));
      OutputStream out = postgres.getOutputStream();
      int code;
      do {
        code = startup(in, out);
      } while (code == SSL_REQUEST || code == GSS_REQUEST);
      Set<String> empty = new HashSet<>();
      while (true) {
        message(in, out, empty);
      }
    } catch (IOException closed) {
      // the connection is over
    }
  }

  /** A message without a type, which begins a connection. */
  private static int startup(DataInputStream in, OutputStream out) throws IOException {
    int length = in.readInt();
    byte[] body = in.readNBytes(length - Integer.BYTES);
    out.write(ByteBuffer.allocate(length).putInt(length).put(body).array());
    return ByteBuffer.wrap(body).getInt();
  }

  private void message(DataInputStream in, OutputStream out, Set<String> empty) throws IOException {
    byte type = in.readByte();
    int length = in.readInt();
    byte[] body = in.readNBytes(length - Integer.BYTES);
    count(type, new String(body, StandardCharsets.ISO_8859_1).split("\0", -1), empty);
    out.write(ByteBuffer.allocate(1 + length).put(type).putInt(length).put(body).array());
  }

  /**
   * Counts a message.
   *
   * @param strings those at its beginning: a query has its text, Parse a name and a text, Bind a
   *     portal and a name, and Execute a portal
   * @param empty the names and portals of this connection that stand for no text
   */
  private void count(byte type, String[] strings, Set<String> empty) {
    switch (type) {
      case 'Q' -> {
        if (!strings[0].isBlank()) {
          executed.incrementAndGet();
          bound.incrementAndGet();
        }
      }
      case 'P' -> remember(empty, "statement " + strings[0], strings[1].isBlank());
      case 'B' -> {
        boolean isEmpty = empty.contains("statement " + strings[1]);
        remember(empty, "portal " + strings[0], isEmpty);
        if (!isEmpty) {
          bound.incrementAndGet();
        }
      }
      case 'E' -> {
        if (!empty.contains("portal " + strings[0])) {
          executed.incrementAndGet();
        }
      }
      default -> {}
    }
  }

  private static void remember(Set<String> empty, String name, boolean isEmpty) {
    if (isEmpty) {
      empty.add(name);
    } else {
      empty.remove(name);
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] piece = new byte[PIECE];
    try (from;
        to) {
      for (int read; (read = from.getInputStream().read(piece)) >= 0; ) {
        answered.addAndGet(read);
        to.getOutputStream().write(piece, 0, read);
      }
    } catch (IOException closed) {
      // the connection is over
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
