package dev.roster.alignment.mutation;

import static dev.roster.alignment.mutation.DocumentEditor.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Changes paths, methods, parameters, credentials, statuses and headers of a document. */
final class OperationMutator {
  private static final List<String> METHODS = List.of("get", "post");

  private final DocumentEditor editor;

  OperationMutator(DocumentEditor editor) {
    this.editor = editor;
  }

  void make() {
    for (String path : editor.names("/paths")) {
      path(path);
    }
  }

  private void path(String path) {
    String at = "/paths/" + path.replace("/", "~1");
    editor.change(
        "rename",
        at,
        "is at " + path + "mutant/",
        copy -> {
          ObjectNode paths = object(copy, "/paths");
          paths.set(path + "mutant/", paths.remove(path));
        });
    for (String method : editor.names(at)) {
      if (METHODS.contains(method)) {
        operation(at, method);
      }
    }
    parameters(at);
  }

  private void operation(String path, String method) {
    String at = path + "/" + method;
    editor.changeObject("method", path, "takes PUT", item -> item.set("put", item.remove(method)));
    editor.changeObject(
        "operation",
        at,
        "has another operationId",
        operation -> operation.put("operationId", operation.get("operationId").asText() + "_"));
    if (editor.at(at).has("requestBody")) {
      editor.changeObject(
          "body", at, "takes no body", operation -> operation.remove("requestBody"));
    }
    editor.changeObject(
        "security", at, "asks for no credentials", operation -> operation.putArray("security"));
    editor.changeObject(
        "scheme",
        at,
        "asks for credentials of another kind",
        operation -> operation.putArray("security").addObject().putArray("mutant"));
    statuses(at);
    parameters(at);
  }

  private void statuses(String at) {
    for (String status : editor.names(at + "/responses")) {
      editor.changeObject(
          "status-" + status,
          at,
          "never responds with " + status,
          operation -> operation.withObjectProperty("responses").remove(status));
      String response = at + "/responses/" + status;
      for (String header : editor.names(response + "/headers")) {
        editor.changeObject(
            "header-" + header,
            response,
            "has no " + header,
            each -> each.withObjectProperty("headers").remove(header));
      }
    }
    String success = editor.names(at + "/responses").get(0);
    editor.changeObject(
        "success",
        at,
        "succeeds with 204",
        operation -> {
          ObjectNode responses = operation.withObjectProperty("responses");
          responses.set("204", responses.remove(success));
        });
  }

  private void parameters(String owner) {
    for (int i = 0; i < editor.at(owner + "/parameters").size(); i++) {
      parameter(owner, i);
    }
  }

  private void parameter(String owner, int index) {
    String at = owner + "/parameters/" + index;
    JsonNode declared = editor.at(at);
    JsonNode parameter =
        declared.has("$ref") ? editor.at(declared.get("$ref").asText().substring(1)) : declared;
    String name = parameter.path("name").asText();
    // without a parameter that stands in its path the document would be none
    boolean inPath = parameter.path("in").asText().equals("path");
    if (!inPath) {
      editor.change(
          "remove-" + name,
          at,
          "has no " + name,
          copy -> object(copy, owner).withArrayProperty("parameters").remove(index));
    }
    if (declared.has("$ref")) {
      return;
    }
    editor.changeObject(
        "retype-" + name,
        at,
        "is a boolean",
        each -> each.putObject("schema").put("type", "boolean"));
    if (!inPath) {
      editor.changeObject(
          "rename-" + name, at, "is called " + name + "_", each -> each.put("name", name + "_"));
      editor.changeObject("must-" + name, at, "must be sent", each -> each.put("required", true));
    }
  }
}
