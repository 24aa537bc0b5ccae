package org.iguazu.server.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.media.UUIDSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.job.JobName;
import org.iguazu.api.upload.UploadId;
import org.iguazu.api.webhook.WebhookName;
import org.iguazu.core.capability.Capability;
import org.iguazu.server.security.Caller;
import org.iguazu.server.security.Needs;
import org.iguazu.server.security.NeedsCapability;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;

/** What the OpenAPI document says beyond what can be read off the controllers. */
@Configuration(proxyBeanMethods = false)
public class ApiDescription {

  private static final String KEY = "apiKey";
  private static final String CAPABILITY = "capability";

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(Caller.class, Capability.class)
        .replaceWithSchema(JsonNode.class, new Schema<>())
        .replaceWithSchema(JobName.class, new StringSchema().pattern("[A-Za-z][A-Za-z0-9_-]{0,99}"))
        .replaceWithSchema(
            WebhookName.class, new StringSchema().pattern("[A-Za-z][A-Za-z0-9_-]{0,99}"))
        .replaceWithSchema(InvocationId.class, new UUIDSchema())
        .replaceWithSchema(UploadId.class, new UUIDSchema())
        .replaceWithSchema(Duration.class, new StringSchema().format("duration").example("PT30S"))
        .replaceWithSchema(ZoneId.class, new StringSchema().example("Europe/Berlin"));
  }

  @Bean
  OpenAPI whole() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Iguazú")
                .version("1")
                .description("A job service for AWS ECS: each invocation runs at most once.")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
        .components(
            new Components()
                .addSecuritySchemes(KEY, bearer("An API key: igz_<id>_<secret>."))
                .addSecuritySchemes(
                    CAPABILITY,
                    bearer("What a container finds in IGUAZU_TOKEN: good for its dispatch only.")));
  }

  private static SecurityScheme bearer(String description) {
    return new SecurityScheme()
        .type(SecurityScheme.Type.HTTP)
        .scheme("bearer")
        .description(description);
  }

  /** Who may make a call, and that it may be answered with a problem. */
  @Bean
  OperationCustomizer guards() {
    return (operation, handler) -> {
      nameAfterItself(operation, handler);
      operation.addSecurityItem(new SecurityRequirement().addList(schemeOf(handler)));
      Needs needs = handler.getMethodAnnotation(Needs.class);
      if (needs != null) {
        operation.addExtension(
            "x-scopes", Arrays.stream(needs.value()).map(Enum::name).sorted().toList());
      }
      operation
          .getResponses()
          .addApiResponse(
              "default",
              new ApiResponse().description("A problem; its code says which").content(problem()));
      return operation;
    };
  }

  private static String schemeOf(HandlerMethod handler) {
    return handler.getBeanType().isAnnotationPresent(NeedsCapability.class) ? CAPABILITY : KEY;
  }

  private static Content problem() {
    return new Content()
        .addMediaType(
            "application/problem+json",
            new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")));
  }

  /** What all of it must look like. */
  @Bean
  OpenApiCustomizer finish() {
    return document -> {
      document.setServers(List.of(new Server().url("/")));
      document.setTags(null);
      new RecordSchemas().describe(document);
      document.getPaths().forEach((path, item) -> finish(path, item));
    };
  }

  private static void finish(String path, PathItem item) {
    if (item.getPut() != null) {
      ApiResponses responses = item.getPut().getResponses();
      responses.addApiResponse(
          "201", new ApiResponse().description("Created").content(ok(responses).getContent()));
    }
    if (path.endsWith("/log") || path.endsWith("/events")) {
      ok(item.getGet().getResponses()) // the media types share one schema until they get their own
          .getContent()
          .put("text/event-stream", new MediaType().schema(new StringSchema()));
    }
    item.readOperations().forEach(ApiDescription::finishParameters);
  }

  private static ApiResponse ok(ApiResponses responses) {
    return Objects.requireNonNull(responses.get("200"));
  }

  private static void finishParameters(Operation operation) {
    if (operation.getParameters() != null) {
      operation
          .getParameters()
          .removeIf(it -> it.getName().equals("Accept")); // said by the content types
      operation.getParameters().stream()
          .map(Parameter::getSchema)
          .filter(schema -> "duration".equals(schema.getFormat()))
          .forEach(schema -> schema.example("30s").setDefault("0s"));
    }
  }

  /** Groups and operation ids are part of generated clients: they follow packages and methods. */
  private static void nameAfterItself(Operation operation, HandlerMethod handler) {
    String feature = handler.getBeanType().getPackageName().replaceFirst(".*\\.", "");
    operation.setTags(List.of(feature));
    operation.setOperationId(feature + "-" + handler.getMethod().getName());
  }
}
