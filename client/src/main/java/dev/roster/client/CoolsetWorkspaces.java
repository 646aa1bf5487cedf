package dev.roster.client;

import dev.roster.client.coolset.api.WorkspacesApi;
import dev.roster.client.coolset.invoker.ApiClient;
import dev.roster.client.coolset.invoker.ApiResponse;
import dev.roster.coolset.model.Message;
import dev.roster.coolset.model.SwitchWorkspaceRequest;
import dev.roster.coolset.model.Workspace;
import dev.roster.coolset.model.WorkspaceList;
import java.util.stream.Stream;

/** The workspaces the caller can switch between. */
public final class CoolsetWorkspaces {
  private final WorkspacesApi api;
  private final Calls calls;
  private final int pageSize;

  CoolsetWorkspaces(ApiClient api, Calls calls, int pageSize) {
    this.api = new WorkspacesApi(api);
    this.calls = calls;
    this.pageSize = pageSize;
  }

  /** All workspaces, sorted by id; pages are asked for as they are needed. */
  public Stream<Workspace> stream() {
    return Walk.of(offset -> Walk.step(page(pageSize, offset), pageSize, offset));
  }

  /** One page. */
  public Page<Workspace> page(int limit, int offset) {
    ApiResponse<WorkspaceList> answer =
        calls.read(() -> api.accountsWorkspacesListWithHttpInfo(limit, offset));
    return Page.of(answer.getData().workspaces(), answer.getHeaders());
  }

  /**
   * Makes this company the caller's current workspace, for all of the caller's tokens.
   *
   * @throws NotFoundException if the caller does not belong to such a company
   */
  public Message switchTo(long companyId) {
    SwitchWorkspaceRequest request = SwitchWorkspaceRequest.builder().companyId(companyId).build();
    return calls.once(() -> api.accountsWorkspacesSwitch(request));
  }
}
