package dev.roster.server.console;

import dev.roster.console.api.TokensApi;
import dev.roster.console.model.TokenList;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.credential.OwnTokenService;
import dev.roster.server.http.Exchange;

/** The operation of the tag "tokens". */
public final class ConsoleTokensResource implements TokensApi {
  private final OwnTokenService tokens;

  public ConsoleTokensResource(OwnTokenService tokens) {
    this.tokens = tokens;
  }

  @Override
  public TokenList consoleTokensList() {
    UserCaller caller = Exchange.current().caller(UserCaller.class);
    return new TokenList(
        tokens.usable(caller).stream()
            .map(token -> ConsoleMapper.token(token, caller.credential()))
            .toList());
  }
}
