package org.iguazu.core;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.iguazu.core.capability.Capabilities;
import org.iguazu.core.capability.SigningSecret;
import org.iguazu.core.catalog.CatalogConfiguration;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.core.catalog.ParameterSchemas;
import org.iguazu.core.file.FileRecords;
import org.iguazu.core.invocation.InvocationIntake;
import org.iguazu.core.invocation.InvocationLedger;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.core.key.KeyConfiguration;
import org.iguazu.core.lease.Leases;
import org.iguazu.core.schedule.ScheduleConfiguration;
import org.iguazu.core.task.TaskDefinitionStore;
import org.iguazu.core.upload.Uploads;
import org.iguazu.core.wake.Wakeups;
import org.iguazu.core.webhook.Deliveries;
import org.iguazu.core.webhook.DeliveryLog;
import org.iguazu.core.webhook.Webhooks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The domain's classes, put together; the server adds a data source and a clock. */
@Configuration(proxyBeanMethods = false)
@Import({CatalogConfiguration.class, KeyConfiguration.class, ScheduleConfiguration.class})
public class CoreConfiguration {

  @Bean
  InvocationLedger invocationLedger(DataSource dataSource) {
    return new InvocationLedger(dataSource);
  }

  @Bean
  InvocationReader invocationReader(DataSource dataSource, InstantSource clock) {
    return new InvocationReader(dataSource, clock);
  }

  @Bean
  InvocationIntake invocationIntake(
      DataSource dataSource,
      JobCatalog jobs,
      ParameterSchemas schemas,
      Webhooks webhooks,
      Uploads uploads,
      InvocationLedger ledger,
      InvocationReader reader) {
    return new InvocationIntake(dataSource, jobs, schemas, webhooks, uploads, ledger, reader);
  }

  @Bean
  FileRecords fileRecords(DataSource dataSource) {
    return new FileRecords(dataSource);
  }

  @Bean
  Webhooks webhooks(DataSource dataSource) {
    return new Webhooks(dataSource);
  }

  @Bean
  Deliveries deliveries(DataSource dataSource) {
    return new Deliveries(dataSource);
  }

  @Bean
  DeliveryLog deliveryLog(DataSource dataSource) {
    return new DeliveryLog(dataSource);
  }

  @Bean
  Uploads uploads(DataSource dataSource) {
    return new Uploads(dataSource);
  }

  @Bean
  Capabilities capabilities(DataSource dataSource, InstantSource clock) {
    return new Capabilities(new SigningSecret(dataSource, clock));
  }

  @Bean
  TaskDefinitionStore taskDefinitionStore(DataSource dataSource) {
    return new TaskDefinitionStore(dataSource);
  }

  @Bean
  Leases leases(DataSource dataSource) {
    return new Leases(dataSource);
  }

  @Bean(initMethod = "start")
  Wakeups wakeups(DataSource dataSource) {
    return new Wakeups(dataSource);
  }
}
