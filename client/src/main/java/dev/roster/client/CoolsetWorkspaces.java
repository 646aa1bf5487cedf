package dev.roster.client;

import dev.roster.client.coolset.api.WorkspacesApi;
import dev.roster.coolset.model.Message;
import dev.roster.coolset.model.SwitchWorkspaceRequest;
import dev.roster.coolset.model.Workspace;
import dev.roster.coolset.model.WorkspaceList;
import java.util.stream.Stream;

/** The workspaces the caller can switch between. */
public final class CoolsetWorkspaces {
  private final CallExecutor calls;
  private final int pageSize;

  CoolsetWorkspaces(CallExecutor calls, int pageSize) {
    this.calls = calls;
    this.pageSize = pageSize;
  }

  /** All workspaces, sorted by id; pages are asked for as they are needed. */
  public Stream<Workspace> stream() {
    return PageIterator.of(this::step);
  }

  /** One page. */
  public Page<Workspace> page(int limit, int offset) {
    ArgumentChecks.page(limit, offset);
    Received<WorkspaceList> received = list(limit, offset);
    return Page.of(received.value().workspaces(), offset, received);
  }

  private PageIterator.Step<Workspace> step(int offset) {
    Received<WorkspaceList> received = list(pageSize, offset);
    Page<Workspace> page = Page.of(received.value().workspaces(), offset, received);
    return new PageIterator.Step<>(
        page.items(), NextPageLink.after(page, offset, received.response().headers()));
  }

  private Received<WorkspaceList> list(int limit, int offset) {
    return calls.received(WorkspacesApi.accountsWorkspacesList(limit, offset));
  }

  /**
   * Makes this company the caller's current workspace, for all of the caller's tokens. It carries
   * an idempotency key of its own, so that it is repeated like any other call.
   *
   * @throws NotFoundException if the caller does not belong to such a company
   */
  public Message switchTo(long companyId) {
    return switchTo(companyId, calls.idempotencyKey());
  }

  /**
   * Makes this company the caller's current workspace, unless that was done under the key before;
   * then nothing is switched, even if another workspace is current by now.
   *
   * @param idempotencyKey a name for this request, of 1 to 255 visible ASCII characters
   * @throws ConflictException if the key was given with another company before
   * @throws NotFoundException if the caller does not belong to such a company
   */
  public Message switchTo(long companyId, String idempotencyKey) {
    String key = IdempotencyKeys.checked(idempotencyKey);
    SwitchWorkspaceRequest request = SwitchWorkspaceRequest.builder().companyId(companyId).build();
    return calls.value(WorkspacesApi.accountsWorkspacesSwitch(request, key));
  }
}
