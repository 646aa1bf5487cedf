package dev.roster.client;

import dev.roster.client.coolset.api.WorkspacesApi;
import dev.roster.coolset.model.Message;
import dev.roster.coolset.model.SwitchWorkspaceRequest;
import dev.roster.coolset.model.Workspace;
import dev.roster.coolset.model.WorkspaceList;
import java.util.stream.Stream;

/**
 * The workspaces the caller can switch between: {@link CoolsetClient#workspaces()}.
 *
 * <p>Beside the exceptions that each method names, each throws those of {@linkplain
 * dev.roster.client every call}.
 */
public final class CoolsetWorkspaces {
  private final CallExecutor calls;
  private final int pageSize;

  CoolsetWorkspaces(CallExecutor calls, int pageSize) {
    this.calls = calls;
    this.pageSize = pageSize;
  }

  /**
   * Streams all workspaces; pages are asked for as they are needed.
   *
   * <p>Sends {@code GET /api/accounts/workspaces/}, once for each page that is read.
   *
   * {@snippet file="com/example/WorkspaceExamples.java" region="all"}
   *
   * @return the workspaces, sorted by id; the stream throws the exceptions of the call
   */
  public Stream<Workspace> stream() {
    return PageIterator.of(this::step);
  }

  /**
   * Returns one page.
   *
   * <p>Sends {@code GET /api/accounts/workspaces/} with limit and offset as query.
   *
   * {@snippet file="com/example/WorkspaceExamples.java" region="page"}
   *
   * @param limit the largest number of workspaces to return; a server may return fewer
   * @param offset the number of workspaces before the page
   * @return the page; it is empty behind the last workspace
   */
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
   * <p>Sends {@code POST /api/accounts/workspaces/switch/} with the company and a new {@code
   * Idempotency-Key}.
   *
   * {@snippet file="com/example/WorkspaceExamples.java" region="switchTo"}
   *
   * @return the confirmation in the server's words
   * @throws NotFoundException if the caller does not belong to such a company
   * @throws ValidationException if the server refuses the identifier of the company
   * @throws ConflictException if the key of the call options was given with another company before
   */
  public Message switchTo(long companyId) {
    return switchTo(companyId, calls.idempotencyKey());
  }

  /**
   * Makes this company the caller's current workspace, unless that was done under the key before;
   * then nothing is switched, even if another workspace is current by now.
   *
   * <p>Sends {@code POST /api/accounts/workspaces/switch/} with the company and the key as {@code
   * Idempotency-Key}.
   *
   * {@snippet file="com/example/WorkspaceExamples.java" region="switchUnderKey"}
   *
   * @param idempotencyKey a name for this request, of 1 to 255 visible ASCII characters
   * @return the confirmation in the server's words, as it was the first time
   * @throws ConflictException if the key was given with another company before
   * @throws NotFoundException if the caller does not belong to such a company
   * @throws ValidationException if the server refuses the identifier of the company
   */
  public Message switchTo(long companyId, String idempotencyKey) {
    String key = IdempotencyKeys.checked(idempotencyKey);
    SwitchWorkspaceRequest request = SwitchWorkspaceRequest.builder().companyId(companyId).build();
    return calls.value(WorkspacesApi.accountsWorkspacesSwitch(request, key));
  }
}
