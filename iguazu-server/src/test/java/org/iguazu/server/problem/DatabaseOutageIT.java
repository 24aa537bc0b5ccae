package org.iguazu.server.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.iguazu.api.problem.ProblemCode.UNAVAILABLE;

import java.time.Duration;
import java.util.Map;
import org.iguazu.server.test.Answer;
import org.iguazu.server.test.RunningServer;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.Test;

/** A database that is away is no bug, and comes back. */
class DatabaseOutageIT {

  @Test
  void callsAreAnsweredUnavailableUntilTheDatabaseIsBack() {
    TestDatabase database = TestDatabase.create();
    try (var server =
            RunningServer.start(
                database, Map.of("spring.datasource.hikari.connection-timeout", "500"));
        var elsewhere = TestDatabase.create()) {
      server.calls().register("export");
      String name = database.url().substring(database.url().lastIndexOf('/') + 1);

      elsewhere.jdbc().sql("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false").update();
      hangUp(elsewhere, name);
      Answer read = server.calls().get("/api/jobs");
      Answer write = server.calls().post("/api/invocations", "{\"job\":\"export\"}");

      read.problem(UNAVAILABLE);
      write.problem(UNAVAILABLE);
      assertThat(write.header("Retry-After")).isEqualTo("1");
      assertThat(server.calls().with("").get("/health").status()).isEqualTo(503);

      elsewhere.jdbc().sql("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true").update();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> server.calls().get("/api/jobs").status() == 200);
      assertThat(server.calls().get("/api/invocations").json().get("items")).isEmpty();
    }
  }

  private static void hangUp(TestDatabase elsewhere, String name) {
    elsewhere
        .jdbc()
        .sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
        .param("name", name)
        .query(Boolean.class)
        .list();
  }
}
