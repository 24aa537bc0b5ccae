package org.iguazu.scheduler;

import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.core.catalog.ParameterSchemas;
import org.iguazu.core.invocation.InvocationIntake;
import org.iguazu.core.schedule.ScheduleCatalog;
import org.iguazu.core.webhook.Webhooks;
import org.iguazu.scheduler.fire.Alarms;
import org.iguazu.scheduler.fire.FireConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The scheduler, put together; needs the domain's configuration and a clock. */
@Configuration(proxyBeanMethods = false)
@Import(FireConfiguration.class)
public class SchedulerConfiguration {

  @Bean
  Schedules schedules(
      ScheduleCatalog catalog,
      Alarms alarms,
      JobCatalog jobs,
      ParameterSchemas schemas,
      Webhooks webhooks,
      InvocationIntake intake) {
    return new Schedules(catalog, alarms, jobs, schemas, webhooks, intake);
  }
}
