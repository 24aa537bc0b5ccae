package org.iguazu.core.catalog;

import javax.sql.DataSource;
import org.iguazu.core.limit.JobLimits;
import org.iguazu.core.wake.Announcer;
import org.iguazu.core.wake.Wakeups;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The job catalogue, put together. */
@Configuration(proxyBeanMethods = false)
@EnableJpaRepositories
@EntityScan
@EnableConfigurationProperties(ClusterProperties.class)
public class CatalogConfiguration {

  @Bean
  ParameterSchemas parameterSchemas() {
    return new ParameterSchemas();
  }

  @Bean
  JobCatalog jobCatalog(
      JobRepository jobs,
      JobRevisionRepository revisions,
      ParameterSchemas schemas,
      ClusterProperties clusters,
      PlatformTransactionManager transactions,
      DataSource dataSource,
      Wakeups wakeups) {
    var jdbc = JdbcClient.create(dataSource);
    var catalog =
        new JobCatalog(
            jobs,
            revisions,
            schemas,
            clusters,
            new TransactionTemplate(transactions),
            new JobLimits(jdbc),
            new Announcer(jdbc));
    wakeups.onJob(catalog::forget);
    wakeups.onMissed(catalog::forgetAll);
    return catalog;
  }
}
