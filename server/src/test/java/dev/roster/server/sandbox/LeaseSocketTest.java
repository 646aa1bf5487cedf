package dev.roster.server.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.failure.UserErrorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseSocketTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final URI SANDBOX = URI.create("http://127.0.0.1:1234");

  private final CountDownLatch ends = new CountDownLatch(1);

  @TempDir Path folder;

  private LeaseSocket open(Duration patience) {
    return LeaseSocket.open(path(), patience, ends::countDown);
  }

  private Path path() {
    return folder.resolve("s");
  }

  private SocketChannel lease() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(path()));
  }

  private static String line(SocketChannel lease) throws IOException {
    return new BufferedReader(Channels.newReader(lease, UTF_8)).readLine();
  }

  private void awaitEnd() throws InterruptedException {
    assertThat(ends.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void eachConnectionIsSentTheUrlAndTheLastOneEndsIt() throws Exception {
    try (LeaseSocket socket = open(LONG);
        SocketChannel early = lease()) {
      socket.announce(SANDBOX);
      try (SocketChannel late = lease()) {
        assertThat(line(early)).isEqualTo(SANDBOX.toString());
        assertThat(line(late)).isEqualTo(SANDBOX.toString());
      }
      try (SocketChannel third = lease()) {
        assertThat(line(third)).isEqualTo(SANDBOX.toString());
      }
      assertThat(ends.getCount()).as("the first is left").isEqualTo(1);
      early.close();

      awaitEnd();
      assertThat(path()).doesNotExist();
    }
  }

  @Test
  void oneThatNobodyUsesEnds() throws Exception {
    try (LeaseSocket socket = open(Duration.ZERO)) {
      socket.announce(SANDBOX);

      awaitEnd();
    }
  }

  @Test
  void onlyItsOwnerCanConnect() throws Exception {
    try (LeaseSocket socket = open(LONG)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
          .isEqualTo("rw-------");
      assertThat(socket).isNotNull();
    }
  }

  @Test
  void whatAKilledProcessLeftIsReplacedAndASandboxThatRunsIsNot() throws Exception {
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path()))
        .close();
    assertThat(path()).exists();

    try (LeaseSocket socket = open(LONG);
        SocketChannel lease = lease()) {
      socket.announce(SANDBOX);
      assertThatThrownBy(() -> open(LONG))
          .isInstanceOf(UserErrorException.class)
          .hasMessageContaining("another sandbox has it");
      assertThat(line(lease)).isEqualTo(SANDBOX.toString());
    }
  }
}
