package org.iguazu.core.schedule;

import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The catalogue of schedules, put together. */
@Configuration(proxyBeanMethods = false)
@EnableJpaRepositories
@EntityScan
public class ScheduleConfiguration {

  @Bean
  ScheduleCatalog scheduleCatalog(
      ScheduleRepository schedules, PlatformTransactionManager transactions) {
    return new ScheduleCatalog(schedules, new TransactionTemplate(transactions));
  }
}
