package dev.roster.server.cli;

import dev.roster.server.authentication.DemoCredentials.Accepted;
import dev.roster.server.failure.UserErrorException;
import dev.roster.server.http.LocalRequests;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The exposure of a server: to this machine only, or to others as well. Demo data, the mailbox and
 * other conveniences of a laptop are only for a server that nobody but its machine reaches.
 *
 * @param opening the option that lets others in, with its value; empty if none does
 */
record ServerExposure(Optional<String> opening) {
  /**
   * @param host where the server listens
   * @param publicUrl where people reach it, if that was said
   * @param behindProxy whether a proxy passes requests on
   * @throws UserErrorException with a sentence for a person if there is no such host
   */
  static ServerExposure of(String host, @Nullable URI publicUrl, boolean behindProxy) {
    if (!isLoopback(host)) {
      return new ServerExposure(Optional.of("--host " + host));
    }
    if (behindProxy) {
      return new ServerExposure(Optional.of("--trusted-proxy"));
    }
    return new ServerExposure(
        Optional.ofNullable(publicUrl)
            .filter(url -> !LocalRequests.isNamedBy(String.valueOf(url.getRawAuthority())))
            .map(url -> "--public-url " + url));
  }

  /**
   * Reports whether all addresses of a host belong to this machine alone, as the system resolves
   * them.
   */
  static boolean isLoopback(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException nowhere) {
      throw new UserErrorException(
          "--host must be an address of this machine or a name of one, not '" + host + "'.",
          nowhere);
    }
  }

  /** Reports whether a host stands for all addresses of a machine, so that nobody can open it. */
  static boolean isWildcard(String host) {
    try {
      return InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")).isAnyLocalAddress();
    } catch (IllegalArgumentException name) {
      return false;
    }
  }

  boolean isThisMachineOnly() {
    return opening.isEmpty();
  }

  /**
   * Refuses to show mail where others would read it.
   *
   * @throws UserErrorException with a sentence for a person
   */
  void requireNoMailbox() {
    opening.ifPresent(option -> {
      throw new UserErrorException(
          option
              + " lets others reach this server, and whoever reads its mailbox can accept"
              + " invitations: name a mail server with --smtp-url instead of --mailbox.");
    });
  }

  /**
   * Refuses to load demo data where others would reach it.
   *
   * @throws UserErrorException with a sentence for a person
   */
  void requireNoDemo() {
    opening.ifPresent(option -> {
      throw new UserErrorException(
          option
              + " lets others reach this server, and the tokens of its demo data are public: add"
              + " --no-demo, or name a database of your own with --database-url or"
              + " ROSTER_DATABASE_URL.");
    });
  }

  /**
   * Refuses a database that holds demo credentials where others would reach it.
   *
   * @throws UserErrorException with a sentence for a person
   */
  void requireNone(Accepted demoCredentials) {
    if (opening.isPresent() && !demoCredentials.isEmpty()) {
      throw new UserErrorException(
          opening.get()
              + " lets others reach this server, and the database accepts public demo credentials:"
              + " use another database, or revoke them ('roster token revoke ID': "
              + String.join(", ", demoCredentials.tokens())
              + "; 'roster tenant-key revoke ID': "
              + String.join(", ", demoCredentials.keys().stream().map(Object::toString).toList())
              + ").");
    }
  }
}
