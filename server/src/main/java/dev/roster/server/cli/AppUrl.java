package dev.roster.server.cli;

import dev.roster.server.address.MaskedUrl;
import dev.roster.server.address.ServerUrl;
import dev.roster.server.failure.MalformedException;
import dev.roster.server.failure.UserErrorException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The address of {@code --app-url}: a link on a page that people trust. */
final class AppUrl {
  private AppUrl() {}

  /**
   * Empty if none is given.
   *
   * @throws UserErrorException with a sentence for a person, without what may be a secret
   */
  static Optional<URI> parse(@Nullable String typed) {
    if (typed == null || typed.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(safe(ServerUrl.parse(typed.strip())));
    } catch (MalformedException wrong) {
      throw new UserErrorException(
          "--app-url must be an address like https://app.example.org, without user and password;"
              + " http is only for this machine. "
              + MaskedUrl.of(typed.strip()).orElse("This one")
              + " "
              + wrong.getMessage()
              + ".",
          wrong);
    }
  }

  private static URI safe(ServerUrl url) {
    if (url.userInfo().isPresent()) {
      throw new MalformedException("has a user or a password");
    }
    if (!url.scheme().equals("https")
        && !(url.scheme().equals("http") && url.host().isLoopback())) {
      throw new MalformedException("is neither");
    }
    return url.toUri();
  }
}
