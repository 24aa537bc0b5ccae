package org.iguazu.server.openapi;

import org.iguazu.api.key.Scope;
import org.iguazu.server.security.Needs;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of all calls, as it was when this server was built. */
@RestController
final class OpenApiController {

  private static final Resource DOCUMENT = new ClassPathResource("openapi.json");

  /** The OpenAPI document. */
  @GetMapping(path = "/api/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  @Needs({Scope.INVOKE, Scope.READ, Scope.REGISTER})
  Resource document() {
    return DOCUMENT;
  }
}
