package org.iguazu.server.startup;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Watches what the server's life hangs on. */
@Configuration(proxyBeanMethods = false)
class StartupConfiguration {

  /**
   * Only with {@code iguazu.parent-pid}: the process, such as {@code iguazu dev}, that the server
   * must not outlive.
   */
  @Bean
  @ConditionalOnProperty("iguazu.parent-pid")
  ParentWatch parentWatch(@Value("${iguazu.parent-pid}") long parent) {
    return new ParentWatch(parent, StartupConfiguration::end);
  }

  /** In a thread of its own, for the shutdown hooks that it waits for may need the caller's. */
  private static void end() {
    Thread.ofPlatform().name("iguazu-end").start(() -> System.exit(0));
  }
}
