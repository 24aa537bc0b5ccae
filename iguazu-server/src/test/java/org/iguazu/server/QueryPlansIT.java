package org.iguazu.server;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.iguazu.server.test.RunningServer;
import org.iguazu.server.test.ServerExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A plan outlives the size that a table had when it was made, so none may read all of it. */
@ExtendWith(ServerExtension.class)
class QueryPlansIT {

  @Test
  void evenASmallTableIsReadByItsIndex(RunningServer server) {
    var jdbc = JdbcClient.create(server.get(DataSource.class));
    jdbc.sql("ANALYZE api_key").update();

    assertThat(jdbc.sql("EXPLAIN SELECT FROM api_key WHERE id = 'x'").query(String.class).list())
        .isNotEmpty()
        .noneMatch(line -> line.contains("Seq Scan"));
  }
}
