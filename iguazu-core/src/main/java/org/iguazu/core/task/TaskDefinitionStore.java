package org.iguazu.core.task;

import static org.iguazu.core.sql.Timestamps.utc;

import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers, for all servers, under which ARN a task definition of some content was registered. */
public final class TaskDefinitionStore {

  private final JdbcClient jdbc;

  public TaskDefinitionStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** The ARN of the task definition with this content, if it was registered. */
  public Optional<String> arn(String contentHash) {
    return jdbc.sql("SELECT arn FROM task_definition WHERE content_hash = :hash")
        .param("hash", contentHash)
        .query(String.class)
        .optional();
  }

  /** Keeps the ARN, in place of an older one. */
  public void remember(String contentHash, String arn, Instant now) {
    jdbc.sql(
            """
            INSERT INTO task_definition (content_hash, arn, registered_at) VALUES (:hash, :arn, :now)
                ON CONFLICT (content_hash) DO UPDATE SET arn = :arn, registered_at = :now
            """)
        .param("hash", contentHash)
        .param("arn", arn)
        .param("now", utc(now))
        .update();
  }

  /** Forgets it: ECS would not run it any more. */
  public void forget(String contentHash) {
    jdbc.sql("DELETE FROM task_definition WHERE content_hash = :hash")
        .param("hash", contentHash)
        .update();
  }
}
