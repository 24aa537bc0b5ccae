package org.iguazu.server.watch;

import java.time.InstantSource;
import org.iguazu.core.wake.Wakeups;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects waiting calls with what the servers announce to each other. */
@Configuration(proxyBeanMethods = false)
class WatchConfiguration {

  @Bean
  Changes changes(Wakeups wakeups) {
    var changes = new Changes();
    wakeups.onChange(changes::changed);
    wakeups.onMissed(changes::anyChanged);
    return changes;
  }

  @Bean
  LongPoll longPoll(Changes changes, InstantSource clock) {
    return new LongPoll(changes, clock);
  }
}
