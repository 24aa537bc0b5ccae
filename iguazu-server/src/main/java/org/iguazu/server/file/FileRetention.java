package org.iguazu.server.file;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.iguazu.api.upload.UploadId;
import org.iguazu.core.file.FileRecords;
import org.iguazu.core.file.KeptFile;
import org.iguazu.core.upload.Uploads;
import org.iguazu.dispatcher.file.FileStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Removes expired uploads and outputs; every server does, and none is in another's way. The bytes
 * go first: a row without bytes is found again, bytes without a row never are.
 */
@Component
public final class FileRetention {

  private static final Logger LOG = LoggerFactory.getLogger(FileRetention.class);
  private static final int AT_ONCE = 100;

  private final Uploads uploads;
  private final FileRecords files;
  private final FileStore store;
  private final InstantSource clock;

  FileRetention(Uploads uploads, FileRecords files, FileStore store, InstantSource clock) {
    this.uploads = uploads;
    this.files = files;
    this.store = store;
    this.clock = clock;
  }

  /** Removes what has expired by now. */
  @Scheduled(initialDelay = 2, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  public void removeExpired() {
    try {
      remove(now -> uploads.expired(now, AT_ONCE), this::remove);
      remove(now -> files.expired(now, AT_ONCE), this::remove);
    } catch (DataAccessException | SdkException e) {
      LOG.warn("could not remove expired files, trying again later: {}", e.toString());
    }
  }

  private <T> void remove(Function<Instant, List<T>> expired, Consumer<T> removal) {
    List<T> some;
    do {
      some = expired.apply(clock.instant());
      some.forEach(removal);
    } while (some.size() == AT_ONCE);
  }

  private void remove(UploadId id) {
    store.delete(FileKeys.of(id));
    uploads.forget(id, clock.instant());
  }

  private void remove(KeptFile kept) {
    store.delete(FileKeys.of(kept.invocation(), kept.dispatch(), kept.file()));
    files.forget(kept);
  }
}
