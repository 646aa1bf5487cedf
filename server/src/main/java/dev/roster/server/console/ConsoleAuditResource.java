package dev.roster.server.console;

import dev.roster.console.api.AuditApi;
import dev.roster.console.model.EventPage;
import dev.roster.server.audit.WorkspaceAuditService;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.http.Exchange;
import java.util.OptionalLong;

/** The operation of the tag "audit". */
public final class ConsoleAuditResource implements AuditApi {
  private final WorkspaceAuditService audit;

  public ConsoleAuditResource(WorkspaceAuditService audit) {
    this.audit = audit;
  }

  @Override
  public EventPage consoleAuditList() {
    ConsoleQuery query = ConsoleQuery.current();
    int limit = query.limit();
    UserCaller caller = Exchange.current().caller(UserCaller.class);
    Cursor cursor = Cursor.ofEvents(caller.workspace().companyId());
    OptionalLong before = query.cursor().stream().mapToLong(cursor::readId).findFirst();
    var page =
        Cursor.Paged.of(
            audit.page(caller, before, limit + 1), limit, event -> cursor.after(event.id()));
    return new EventPage(page.entries().stream().map(ConsoleMapper::event).toList(), page.next());
  }
}
