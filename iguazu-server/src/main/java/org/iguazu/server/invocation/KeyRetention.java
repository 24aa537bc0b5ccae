package org.iguazu.server.invocation;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.iguazu.core.invocation.IdempotencyKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Forgets idempotency keys once they are too old; every server does, and none is in another's way.
 */
@Component
final class KeyRetention {

  private static final Logger LOG = LoggerFactory.getLogger(KeyRetention.class);
  private static final int AT_ONCE = 1_000;

  private final IdempotencyKeys keys;
  private final InstantSource clock;

  KeyRetention(DataSource dataSource, InstantSource clock) {
    this.keys = new IdempotencyKeys(dataSource);
    this.clock = clock;
  }

  @Scheduled(initialDelay = 1, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  void forgetOldKeys() {
    try {
      int forgotten = 0;
      int some;
      do {
        some = keys.forget(clock.instant(), AT_ONCE);
        forgotten += some;
      } while (some == AT_ONCE);
      LOG.debug("forgot {} idempotency keys", forgotten);
    } catch (DataAccessException e) {
      LOG.warn("could not forget old idempotency keys, trying again later: {}", e.toString());
    }
  }
}
