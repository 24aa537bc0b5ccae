package org.iguazu.core.upload;

import static org.iguazu.core.sql.Timestamps.instant;
import static org.iguazu.core.sql.Timestamps.instantOrNull;
import static org.iguazu.core.sql.Timestamps.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.iguazu.api.upload.Upload;
import org.iguazu.api.upload.UploadId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The uploads; an expired one is gone for everybody but whoever removes its bytes. */
public final class Uploads {

  private static final String INSERT =
      """
      INSERT INTO upload (id, owner, name, size, sha256, created_at, expires_at)
      VALUES (:id, :owner, :name, :size, :sha256, :createdAt, :expiresAt)
      """;

  private static final String FIND =
      """
      SELECT id, name, size, sha256, created_at, completed_at, expires_at
        FROM upload
       WHERE id = :id AND owner = :owner AND expires_at > :now
      """;

  private static final String COMPLETE =
      """
      UPDATE upload SET completed_at = coalesce(completed_at, :now) WHERE id = :id AND expires_at > :now
      """;

  private static final String COMPLETED =
      """
      SELECT id, name, size, sha256, created_at, completed_at, expires_at
        FROM upload
       WHERE id = ANY(:ids) AND expires_at > :now AND completed_at IS NOT NULL
      """;

  /**
   * An invocation that was just accepted may not be seen yet, nor one by a clock that is behind.
   */
  private static final String EXPIRED =
      """
      SELECT id FROM upload
       WHERE expires_at <= CAST(:now AS timestamptz) - interval '1 minute'
         AND NOT EXISTS (
               SELECT FROM invocation_input input JOIN invocation ON invocation.id = input.invocation_id
                WHERE input.upload_id = upload.id AND invocation.status <> 'FINISHED')
       ORDER BY expires_at LIMIT :limit
      """;

  private static final String FORGET =
      """
      DELETE FROM upload WHERE id = :id AND expires_at <= :now
      """;

  private final JdbcClient jdbc;

  public Uploads(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  public void add(NewUpload upload) {
    jdbc.sql(INSERT)
        .param("id", upload.id().value())
        .param("owner", upload.owner())
        .param("name", upload.file().name())
        .param("size", upload.file().size())
        .param("sha256", upload.file().sha256())
        .param("createdAt", utc(upload.createdAt()))
        .param("expiresAt", utc(upload.expiresAt()))
        .update();
  }

  /** The upload, if this key announced it. */
  public Optional<Upload> find(UploadId id, String owner, Instant now) {
    return jdbc.sql(FIND)
        .param("id", id.value())
        .param("owner", owner)
        .param("now", utc(now))
        .query((row, _) -> upload(row))
        .optional();
  }

  private static Upload upload(ResultSet row) throws SQLException {
    return new Upload(
        new UploadId(row.getObject("id", UUID.class)),
        row.getString("name"),
        row.getLong("size"),
        row.getString("sha256"),
        instant(row, "created_at"),
        instantOrNull(row, "completed_at"),
        instant(row, "expires_at"),
        null);
  }

  /** Those of these uploads whose bytes are there and will be for a while, whoever asks. */
  public Map<UploadId, Upload> completed(Collection<UploadId> ids, Instant now) {
    return jdbc
        .sql(COMPLETED)
        .param("ids", ids.stream().map(UploadId::value).toArray(UUID[]::new))
        .param("now", utc(now))
        .query((row, _) -> upload(row))
        .list()
        .stream()
        .collect(Collectors.toMap(Upload::id, Function.identity()));
  }

  /** Writes down that its bytes are there, the first time. */
  public void complete(UploadId id, Instant now) {
    jdbc.sql(COMPLETE).param("id", id.value()).param("now", utc(now)).update();
  }

  /**
   * Up to {@code limit} uploads whose bytes may be removed, the oldest first: none that an
   * invocation still needs.
   */
  public List<UploadId> expired(Instant now, int limit) {
    return jdbc.sql(EXPIRED)
        .param("now", utc(now))
        .param("limit", limit)
        .query((row, _) -> new UploadId(row.getObject("id", UUID.class)))
        .list();
  }

  /** Forgets an expired upload, once its bytes are removed. */
  public void forget(UploadId id, Instant now) {
    jdbc.sql(FORGET).param("id", id.value()).param("now", utc(now)).update();
  }
}
