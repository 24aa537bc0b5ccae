package org.iguazu.core.key;

import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The API keys, put together. */
@Configuration(proxyBeanMethods = false)
@EnableJpaRepositories
@EntityScan
public class KeyConfiguration {

  @Bean
  ApiKeys apiKeys(ApiKeyRepository keys, PlatformTransactionManager transactions) {
    return new ApiKeys(keys, new TransactionTemplate(transactions));
  }
}
