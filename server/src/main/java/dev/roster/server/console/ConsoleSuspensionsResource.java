package dev.roster.server.console;

import dev.roster.console.api.SuspensionsApi;
import dev.roster.console.model.SuspendedMemberPage;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.directory.SuspensionService;
import dev.roster.server.http.Exchange;
import java.util.OptionalLong;

/** The operation of the tag "suspensions". */
public final class ConsoleSuspensionsResource implements SuspensionsApi {
  private final SuspensionService suspensions;

  public ConsoleSuspensionsResource(SuspensionService suspensions) {
    this.suspensions = suspensions;
  }

  @Override
  public SuspendedMemberPage consoleSuspensionsList() {
    ConsoleQuery query = ConsoleQuery.current();
    int limit = query.limit();
    UserCaller caller = Exchange.current().caller(UserCaller.class);
    Cursor cursor = Cursor.ofSuspensions(caller.workspace().companyId());
    OptionalLong after = query.cursor().stream().mapToLong(cursor::readId).findFirst();
    var page =
        Cursor.Paged.of(
            suspensions.page(caller, after, limit + 1),
            limit,
            member -> cursor.after(member.personId()));
    return new SuspendedMemberPage(
        page.entries().stream().map(ConsoleMapper::suspended).toList(), page.next());
  }
}
