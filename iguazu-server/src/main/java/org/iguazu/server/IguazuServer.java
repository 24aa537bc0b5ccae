package org.iguazu.server;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import org.iguazu.core.CoreConfiguration;
import org.iguazu.dispatcher.DispatcherConfiguration;
import org.iguazu.scheduler.SchedulerConfiguration;
import org.iguazu.webhooks.WebhooksConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the server. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableScheduling
@Import({
  CoreConfiguration.class,
  SchedulerConfiguration.class,
  DispatcherConfiguration.class,
  WebhooksConfiguration.class
})
public class IguazuServer {

  /** Runs until the process is told to end. */
  public static void main(String[] arguments) {
    SpringApplication.run(IguazuServer.class, arguments);
  }

  /** The one place where time comes from: in microseconds, as PostgreSQL keeps it. */
  @Bean
  InstantSource clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
  }
}
