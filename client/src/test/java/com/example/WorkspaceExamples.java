package com.example;

import dev.roster.client.CoolsetClient;
import dev.roster.client.Page;
import dev.roster.coolset.model.Workspace;
import java.util.List;

/** The examples in the Javadoc about workspaces. */
public final class WorkspaceExamples {
  private WorkspaceExamples() {}

  public static List<String> all(CoolsetClient coolset) {
    // @start region="all"
    List<String> names = coolset.workspaces().stream().map(Workspace::workspaceName).toList();
    // @end region="all"
    return names;
  }

  public static List<Workspace> page(CoolsetClient coolset) {
    // @start region="page"
    Page<Workspace> first = coolset.workspaces().page(25, 0);
    List<Workspace> workspaces = first.items();
    // @end region="page"
    return workspaces;
  }

  public static String switchTo(CoolsetClient coolset, long companyId) {
    // @start region="switchTo"
    String message = coolset.workspaces().switchTo(companyId).message();
    // @end region="switchTo"
    return message;
  }

  public static String switchUnderKey(CoolsetClient coolset, long companyId, String jobId) {
    // @start region="switchUnderKey"
    // a job that runs again does not take back what the user switched to since
    String message = coolset.workspaces().switchTo(companyId, "job-" + jobId).message();
    // @end region="switchUnderKey"
    return message;
  }
}
