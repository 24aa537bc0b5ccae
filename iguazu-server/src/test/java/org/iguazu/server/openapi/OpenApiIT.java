package org.iguazu.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import org.iguazu.server.test.Calls;
import org.iguazu.server.test.RunningServer;
import org.iguazu.server.test.ServerExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The committed OpenAPI document says what the code does, and what it promised before. */
@ExtendWith(ServerExtension.class)
class OpenApiIT {

  private static final Path COMMITTED = Compatibility.COMMITTED;

  private static final JsonMapper SORTED =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final RunningServer server;
  private final Calls calls;

  OpenApiIT(RunningServer server, Calls calls) {
    this.server = server;
    this.calls = calls;
  }

  @Test
  void theCommittedDocumentIsTheGeneratedOne() throws Exception {
    String generated = generate();
    if (Boolean.getBoolean("iguazu.openapi.write")) {
      Files.writeString(COMMITTED, generated);
    }

    assertThat(Files.readString(COMMITTED))
        .as(
            "%s is stale: write it again as docs/how-to/add-an-api-call.md says (step 5), read the"
                + " difference, commit it",
            COMMITTED)
        .isEqualTo(generated);
  }

  @Test
  void callersOfTheBaselineAreNotBroken() throws IOException {
    var compatibility =
        Compatibility.of(Files.readString(Compatibility.BASELINE), Files.readString(COMMITTED));

    assertThat(compatibility.isCompatible()).as(compatibility::rendered).isTrue();
  }

  @Test
  void itIsServedToWhomeverHasAKey() throws IOException {
    JsonNode served = calls.with(calls.newKey("INVOKE")).get("/api/openapi.json").json();

    assertThat(served).isEqualTo(SORTED.readTree(Files.readString(COMMITTED)));
  }

  private String generate() throws Exception {
    Javadocs.write();
    byte[] document =
        server
            .get(OpenApiWebMvcResource.class)
            .openapiJson(new MockHttpServletRequest(), "/v3/api-docs", Locale.ENGLISH);
    Object sorted = SORTED.readValue(document, TreeMap.class);
    return withoutHtml(SORTED.writeValueAsString(sorted)) + "\n";
  }

  /** Javadoc's code and line ends, as text has them. */
  private static String withoutHtml(String json) {
    return json.replaceAll("<code>(\\\\n *)?|</code>", "`").replaceAll("\\\\n\\s*", " ");
  }
}
