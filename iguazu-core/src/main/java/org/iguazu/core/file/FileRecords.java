package org.iguazu.core.file;

import static org.iguazu.core.sql.Timestamps.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.iguazu.api.dispatch.OutputFile;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.upload.UploadId;
import org.iguazu.core.sql.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which files invocations were given, and which they left. */
public final class FileRecords {

  private static final String INPUTS =
      """
      SELECT input.name, upload.id, upload.size, upload.sha256
        FROM invocation_input input JOIN upload ON upload.id = input.upload_id
       WHERE input.invocation_id = :invocation
       ORDER BY input.name
      """;

  private static final String OUTPUTS =
      """
      SELECT invocation_id, dispatch, name, size, sha256 FROM invocation_output
       WHERE invocation_id = :invocation AND expires_at > :now
         AND dispatch = (SELECT max(dispatch) FROM invocation_output WHERE invocation_id = :invocation)
       ORDER BY name
      """;

  private static final Rows<Row> NEW = new Rows<>(Row.class);

  private static final String KEEP =
      """
      INSERT INTO invocation_output (invocation_id, dispatch, name, size, sha256, stored_at, expires_at)
      SELECT invocation_id, dispatch, name, size, sha256, stored_at, expires_at FROM %s
          ON CONFLICT DO NOTHING
      """
          .formatted(NEW.as("n"));

  private static final String EXPIRED =
      """
      SELECT invocation_id, dispatch, name, size, sha256 FROM invocation_output
       WHERE expires_at <= :now ORDER BY expires_at LIMIT :limit
      """;

  private static final String FORGET =
      """
      DELETE FROM invocation_output WHERE invocation_id = :invocation AND dispatch = :dispatch AND sha256 = :sha256
      """;

  private final JdbcClient jdbc;

  public FileRecords(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** What an invocation was given, in the order of the names. */
  public List<GivenFile> inputs(InvocationId invocation) {
    return jdbc.sql(INPUTS)
        .param("invocation", invocation.value())
        .query((row, _) ->
            new GivenFile(
                row.getString("name"),
                new UploadId(row.getObject("id", UUID.class)),
                row.getLong("size"),
                row.getString("sha256")))
        .list();
  }

  /** What an invocation's last dispatch that left anything has left, in the order of the names. */
  public List<KeptFile> outputs(InvocationId invocation, Instant now) {
    return jdbc.sql(OUTPUTS)
        .param("invocation", invocation.value())
        .param("now", utc(now))
        .query((row, _) -> kept(row))
        .list();
  }

  private static KeptFile kept(ResultSet row) throws SQLException {
    return new KeptFile(
        new InvocationId(row.getObject("invocation_id", UUID.class)),
        row.getInt("dispatch"),
        new OutputFile(row.getString("name"), row.getLong("size"), row.getString("sha256")));
  }

  /** Remembers what a dispatch has left and is stored; said again, it changes nothing. */
  public void keep(List<KeptFile> files, Instant now, Instant expiresAt) {
    jdbc.sql(KEEP)
        .params(NEW.parameters(files.stream().map(it -> Row.of(it, now, expiresAt)).toList()))
        .update();
  }

  /** Up to {@code limit} outputs whose bytes may be removed, the oldest first. */
  public List<KeptFile> expired(Instant now, int limit) {
    return jdbc.sql(EXPIRED)
        .param("now", utc(now))
        .param("limit", limit)
        .query((row, _) -> kept(row))
        .list();
  }

  /** Forgets an expired output, and those of the same dispatch that have the same bytes. */
  public void forget(KeptFile kept) {
    jdbc.sql(FORGET)
        .param("invocation", kept.invocation().value())
        .param("dispatch", kept.dispatch())
        .param("sha256", kept.file().sha256())
        .update();
  }

  private record Row(
      UUID invocationId,
      int dispatch,
      String name,
      long size,
      String sha256,
      Instant storedAt,
      Instant expiresAt) {

    static Row of(KeptFile kept, Instant now, Instant expiresAt) {
      return new Row(
          kept.invocation().value(),
          kept.dispatch(),
          kept.file().name(),
          kept.file().size(),
          kept.file().sha256(),
          now,
          expiresAt);
    }
  }
}
