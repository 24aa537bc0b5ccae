package org.iguazu.server.file;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.iguazu.core.file.FileRecords;
import org.iguazu.core.file.KeptFile;
import org.iguazu.dispatcher.file.FileStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/** Removes the bytes of expired outputs; every server does, and none is in another's way. */
@Component
final class OutputRetention {

  private static final Logger LOG = LoggerFactory.getLogger(OutputRetention.class);
  private static final int AT_ONCE = 100;

  private final FileRecords files;
  private final FileStore store;
  private final InstantSource clock;

  OutputRetention(FileRecords files, FileStore store, InstantSource clock) {
    this.files = files;
    this.store = store;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 3, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  void removeExpired() {
    try {
      List<KeptFile> some;
      do {
        some = files.expired(clock.instant(), AT_ONCE);
        some.forEach(this::remove);
      } while (some.size() == AT_ONCE);
    } catch (DataAccessException | SdkException e) {
      LOG.warn("could not remove expired outputs, trying again later: {}", e.toString());
    }
  }

  /** The bytes first: a row without bytes is found again, bytes without a row never are. */
  private void remove(KeptFile kept) {
    store.delete(FileKeys.of(kept.invocation(), kept.dispatch(), kept.file()));
    files.forget(kept);
  }
}
