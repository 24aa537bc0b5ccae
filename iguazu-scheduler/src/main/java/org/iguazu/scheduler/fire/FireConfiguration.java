package org.iguazu.scheduler.fire;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Properties;
import javax.sql.DataSource;
import org.iguazu.core.invocation.InvocationIntake;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.core.schedule.ScheduleCatalog;
import org.quartz.Scheduler;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.scheduling.quartz.SpringBeanJobFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Quartz on the shared database, and what it wakes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SchedulerProperties.class)
public class FireConfiguration {

  @Bean
  @DependsOnDatabaseInitialization // its tables
  SchedulerFactoryBean quartzScheduler(
      DataSource dataSource,
      PlatformTransactionManager transactions,
      ApplicationContext context,
      SchedulerProperties properties) {
    var factory = new SchedulerFactoryBean();
    factory.setSchedulerName(properties.name());
    factory.setDataSource(dataSource);
    factory.setTransactionManager(transactions);
    factory.setQuartzProperties(quartzProperties());
    factory.setJobFactory(jobFactory(context));
    factory.setAutoStartup(properties.enabled());
    factory.setWaitForJobsToCompleteOnShutdown(true);
    return factory;
  }

  private static SpringBeanJobFactory jobFactory(ApplicationContext context) {
    var factory = new SpringBeanJobFactory();
    factory.setApplicationContext(context);
    return factory;
  }

  private static Properties quartzProperties() {
    var quartz = new Properties();
    quartz.setProperty("org.quartz.scheduler.instanceId", "AUTO");
    quartz.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    // How long a server may not notice that another one, which would have woken a schedule, is
    // gone.
    quartz.setProperty("org.quartz.scheduler.idleWaitTime", "2000");
    quartz.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "20");
    quartz.setProperty("org.quartz.threadPool.threadCount", "3");
    quartz.setProperty("org.quartz.jobStore.isClustered", "true");
    quartz.setProperty("org.quartz.jobStore.clusterCheckinInterval", "5000");
    quartz.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
    quartz.setProperty(
        "org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
    return quartz;
  }

  @Bean
  Alarms alarms(
      Scheduler quartz, ScheduleCatalog schedules, PlatformTransactionManager transactions) {
    return new Alarms(quartz, schedules, new TransactionTemplate(transactions));
  }

  @Bean
  ScheduleFires scheduleFires(
      ScheduleCatalog schedules,
      InvocationIntake intake,
      InvocationReader reader,
      SchedulerProperties properties,
      MeterRegistry meters,
      InstantSource clock) {
    return new ScheduleFires(schedules, intake, reader, properties, meters, clock);
  }

  @Bean
  HealingLifecycle healingLifecycle(Alarms alarms, SchedulerProperties properties) {
    return new HealingLifecycle(alarms, properties);
  }
}
