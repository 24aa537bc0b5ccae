package org.iguazu.server.upload;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.iguazu.api.upload.UploadId;
import org.iguazu.core.upload.Uploads;
import org.iguazu.dispatcher.file.FileStore;
import org.iguazu.server.file.FileKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/** Removes the bytes of expired uploads; every server does, and none is in another's way. */
@Component
final class UploadRetention {

  private static final Logger LOG = LoggerFactory.getLogger(UploadRetention.class);
  private static final int AT_ONCE = 100;

  private final Uploads uploads;
  private final FileStore files;
  private final InstantSource clock;

  UploadRetention(Uploads uploads, FileStore files, InstantSource clock) {
    this.uploads = uploads;
    this.files = files;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 2, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  void removeExpired() {
    try {
      List<UploadId> some;
      do {
        some = uploads.expired(clock.instant(), AT_ONCE);
        some.forEach(this::remove);
      } while (some.size() == AT_ONCE);
    } catch (DataAccessException | SdkException e) {
      LOG.warn("could not remove expired uploads, trying again later: {}", e.toString());
    }
  }

  /** The bytes first: a row without bytes is found again, bytes without a row never are. */
  private void remove(UploadId id) {
    files.delete(FileKeys.of(id));
    uploads.forget(id, clock.instant());
  }
}
