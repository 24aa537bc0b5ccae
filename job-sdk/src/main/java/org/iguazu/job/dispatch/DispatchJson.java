package org.iguazu.job.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.iguazu.api.dispatch.Control;
import org.iguazu.api.dispatch.Failure;
import org.iguazu.api.dispatch.OutputFile;
import org.iguazu.api.dispatch.OutputFiles;
import org.iguazu.api.dispatch.StagedFiles;
import org.iguazu.api.dispatch.StagedInput;
import org.iguazu.api.dispatch.StartReply;
import org.iguazu.api.dispatch.StartRequest;
import org.iguazu.api.dispatch.Success;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.Progress;
import org.iguazu.api.job.InputFile;
import org.iguazu.api.job.JobName;
import org.iguazu.api.job.Outputs;
import org.iguazu.api.upload.UploadTarget;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The dispatch protocol's records as JSON, field by field, since a mapper costs a short process too
 * much CPU (ADR 0005). What is read may have more fields than are known here.
 */
final class DispatchJson {

  private DispatchJson() {}

  static JsonNode of(StartRequest request) {
    ObjectNode json = object().put("runner", request.runner().toString());
    return request.task() == null ? json : json.put("task", request.task());
  }

  static JsonNode of(Progress progress) {
    return object().put("fraction", progress.fraction()).put("message", progress.message());
  }

  static JsonNode of(Success success) {
    return success.result() == null ? object() : object().set("result", success.result());
  }

  static JsonNode of(Failure failure) {
    return object().put("error", failure.error()).put("message", failure.message());
  }

  static JsonNode of(OutputFiles outputs) {
    ArrayNode files = JsonNodeFactory.instance.arrayNode();
    for (OutputFile file : outputs.files()) {
      files
          .addObject()
          .put("name", file.name())
          .put("size", file.size())
          .put("sha256", file.sha256());
    }
    return object().set("files", files);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static StartReply startReply(JsonNode json) {
    return new StartReply(
        InvocationId.parse(text(json, "invocation")),
        new JobName(text(json, "job")),
        json.required("dispatch").intValue(),
        json.required("parameters"),
        time(json, "deadline"));
  }

  static Control control(JsonNode json) {
    return new Control(json.required("cancelled").booleanValue());
  }

  static StagedFiles stagedFiles(JsonNode json) {
    JsonNode outputs = json.path("outputs");
    return new StagedFiles(
        all(json.required("inputs"), DispatchJson::stagedInput),
        outputs.isObject() ? outputs(outputs) : null);
  }

  private static StagedInput stagedInput(JsonNode json) {
    return new StagedInput(
        inputFile(json.required("file")),
        text(json, "url"),
        json.required("size").longValue(),
        text(json, "sha256"));
  }

  private static InputFile inputFile(JsonNode json) {
    return InputFile.named(text(json, "name"))
        .required(json.required("required").booleanValue())
        .maxSize(json.required("maxSize").intValue())
        .unpack(json.required("unpack").booleanValue())
        .build();
  }

  private static Outputs outputs(JsonNode json) {
    return new Outputs(json.required("maxFiles").intValue(), json.required("maxSize").intValue());
  }

  static OutputFiles.Targets targets(JsonNode json) {
    return new OutputFiles.Targets(all(json.required("targets"), DispatchJson::uploadTarget));
  }

  private static UploadTarget uploadTarget(JsonNode json) {
    Map<String, String> headers =
        json.required("headers").properties().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().stringValue()));
    return new UploadTarget(text(json, "url"), headers, time(json, "until"));
  }

  private static <T> List<T> all(JsonNode array, Function<JsonNode, T> form) {
    return array.valueStream().map(form).toList();
  }

  private static String text(JsonNode json, String field) {
    return json.required(field).stringValue();
  }

  private static Instant time(JsonNode json, String field) {
    return Instant.parse(text(json, field));
  }
}
