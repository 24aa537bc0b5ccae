package org.iguazu.server.upload;

import org.iguazu.api.problem.ProblemCode;
import org.iguazu.server.test.Answer;
import org.iguazu.server.test.Calls;
import org.iguazu.server.test.ServerExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The shared server has an AWS that answers nothing. */
@ExtendWith(ServerExtension.class)
class StoreOutageIT {

  private final Calls calls;

  StoreOutageIT(Calls calls) {
    this.calls = calls;
  }

  @Test
  void whileTheStoreDoesNotAnswerAnUploadIsNotCalledIncomplete() {
    String sha256 = "0".repeat(64);
    Answer announced =
        calls.post(
            "/api/uploads", "{\"name\":\"a\",\"size\":1,\"sha256\":\"%s\"}".formatted(sha256));

    calls
        .post("/api/uploads/" + announced.json().get("id").asString() + "/complete", "")
        .problem(ProblemCode.UNAVAILABLE);
  }
}
