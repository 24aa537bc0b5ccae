package org.iguazu.dispatcher;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.iguazu.core.batch.GroupCommit;
import org.iguazu.core.capability.Capabilities;
import org.iguazu.core.catalog.ClusterProperties;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.core.invocation.Entry;
import org.iguazu.core.invocation.InvocationLedger;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.core.invocation.InvocationState;
import org.iguazu.core.lease.Leases;
import org.iguazu.core.limit.LaunchBucket;
import org.iguazu.core.task.TaskDefinitionStore;
import org.iguazu.core.wake.Wakeups;
import org.iguazu.dispatcher.aws.AwsClients;
import org.iguazu.dispatcher.aws.AwsProperties;
import org.iguazu.dispatcher.deadline.TaskStopper;
import org.iguazu.dispatcher.dispatch.Dispatcher;
import org.iguazu.dispatcher.dispatch.DispatcherProperties;
import org.iguazu.dispatcher.dispatch.LaunchMetrics;
import org.iguazu.dispatcher.dispatch.LaunchPool;
import org.iguazu.dispatcher.dispatch.LaunchRequests;
import org.iguazu.dispatcher.dispatch.NewsRecorder;
import org.iguazu.dispatcher.dispatch.Revisions;
import org.iguazu.dispatcher.dispatch.TaskDefinitionRequests;
import org.iguazu.dispatcher.dispatch.TaskDefinitions;
import org.iguazu.dispatcher.dispatch.TaskLauncher;
import org.iguazu.dispatcher.event.EventLoop;
import org.iguazu.dispatcher.event.EventMetrics;
import org.iguazu.dispatcher.event.EventProperties;
import org.iguazu.dispatcher.event.TaskEventQueue;
import org.iguazu.dispatcher.file.FileProperties;
import org.iguazu.dispatcher.file.FileStore;
import org.iguazu.dispatcher.follow.FollowLoop;
import org.iguazu.dispatcher.follow.Reconciler;
import org.iguazu.dispatcher.follow.StrayTasks;
import org.iguazu.dispatcher.follow.TaskFollower;
import org.iguazu.dispatcher.follow.TaskReader;
import org.iguazu.dispatcher.isolation.HardenedHosts;
import org.iguazu.dispatcher.isolation.IsolationFields;
import org.iguazu.dispatcher.isolation.IsolationProperties;
import org.iguazu.dispatcher.log.LogProperties;
import org.iguazu.dispatcher.log.TaskLogs;
import org.iguazu.dispatcher.pace.LaunchBudget;
import org.iguazu.dispatcher.pace.Pause;
import org.iguazu.dispatcher.staging.StagingFields;
import org.iguazu.dispatcher.staging.StagingProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The dispatcher's classes, put together; the server adds a clock and a meter registry. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  AwsProperties.class,
  DispatcherProperties.class,
  EventProperties.class,
  FileProperties.class,
  IsolationProperties.class,
  LogProperties.class,
  StagingProperties.class
})
public class DispatcherConfiguration {

  private static final int MOST_NEWS_AT_ONCE = 500;
  private static final int MOST_TOKENS_AT_ONCE = 100;

  @Bean
  AwsClients awsClients(AwsProperties properties) {
    return AwsClients.create(properties, System.getenv());
  }

  @Bean
  FileStore fileStore(AwsClients aws, FileProperties properties) {
    return FileStore.forCallers(aws.s3(), properties);
  }

  @Bean
  ServerName serverName() {
    return ServerName.ofThisProcess();
  }

  @Bean
  LaunchBucket launchBucket(DispatcherProperties properties, DataSource dataSource) {
    return new LaunchBucket(dataSource, properties.launchBurst(), properties.launchRate());
  }

  /** Those who want a token while others are fetched share the next fetch. */
  @Bean
  GroupCommit<Instant, Instant> launchTokens(LaunchBucket bucket) {
    return new GroupCommit<>(
        "iguazu-launch-budget",
        MOST_TOKENS_AT_ONCE,
        nows -> bucket.take(nows.size(), Collections.max(nows)));
  }

  @Bean
  TaskLauncher.Pacing pacing(
      DispatcherProperties properties,
      LaunchBucket bucket,
      GroupCommit<Instant, Instant> launchTokens,
      InstantSource clock) {
    return new TaskLauncher.Pacing(
        new LaunchBudget(
            now -> launchTokens.doAll(List.of(now)).getFirst(),
            bucket::empty,
            properties.launchBurst(),
            properties.launchRate()),
        new Pause(),
        clock,
        task -> Thread.ofVirtual().name("iguazu-launch").start(task));
  }

  @Bean
  LaunchMetrics launchMetrics(MeterRegistry registry) {
    return new LaunchMetrics(registry);
  }

  @Bean
  TaskDefinitionRequests taskDefinitionRequests(
      AwsClients aws,
      LogProperties logs,
      IsolationProperties isolation,
      StagingProperties staging) {
    return new TaskDefinitionRequests(
        aws.region(), logs, new IsolationFields(isolation), new StagingFields(staging));
  }

  @Bean
  TaskDefinitions taskDefinitions(
      AwsClients aws,
      TaskDefinitionStore store,
      TaskDefinitionRequests requests,
      TaskLauncher.Pacing pacing) {
    return new TaskDefinitions(aws.asking(), store, requests, pacing.pause(), pacing.clock());
  }

  @Bean
  HardenedHosts hardenedHosts(
      AwsClients aws, ClusterProperties clusters, IsolationProperties isolation) {
    return new HardenedHosts(aws.asking(), clusters, isolation);
  }

  @Bean
  TaskLauncher taskLauncher(
      AwsClients aws,
      TaskDefinitions definitions,
      JobCatalog catalog,
      LaunchRequests requests,
      TaskLauncher.Pacing pacing,
      LaunchMetrics metrics) {
    return new TaskLauncher(
        aws.launching(), definitions, new Revisions(catalog), requests, pacing, metrics);
  }

  @Bean
  LaunchRequests launchRequests(DispatcherProperties properties, Capabilities capabilities) {
    return new LaunchRequests(properties.callbackUrl(), capabilities);
  }

  @Bean
  GroupCommit<Entry, Optional<InvocationState>> dispatchNews(InvocationLedger ledger) {
    return new GroupCommit<>("iguazu-dispatch-news", MOST_NEWS_AT_ONCE, ledger::append);
  }

  @Bean
  NewsRecorder newsRecorder(
      GroupCommit<Entry, Optional<InvocationState>> dispatchNews, TaskLauncher.Pacing pacing) {
    return new NewsRecorder(dispatchNews::doAll, pacing.pause(), pacing.clock());
  }

  @Bean
  LaunchPool launchPool(
      TaskLauncher launcher,
      NewsRecorder recorder,
      InvocationReader reader,
      LaunchMetrics metrics,
      TaskLauncher.Pacing pacing,
      DispatcherProperties properties) {
    return new LaunchPool(launcher, recorder, reader, metrics, pacing, properties);
  }

  @Bean
  Dispatcher dispatcher(
      ServerName server,
      InvocationLedger ledger,
      LaunchPool pool,
      LaunchMetrics metrics,
      TaskLauncher.Pacing pacing,
      DispatcherProperties properties) {
    return new Dispatcher(server.value(), ledger, pool, metrics, pacing, properties);
  }

  @Bean
  TaskStopper taskStopper(AwsClients aws, TaskLauncher.Pacing pacing) {
    return new TaskStopper(aws.asking(), pacing.budget(), pacing.clock());
  }

  @Bean
  TaskReader taskReader(AwsClients aws) {
    return new TaskReader(aws.asking());
  }

  @Bean
  FollowLoop.Followers followers(
      ServerName server,
      InvocationLedger ledger,
      InvocationReader invocations,
      TaskReader tasks,
      TaskStopper stopper,
      TaskLauncher launcher,
      Dispatcher dispatcher,
      DispatcherProperties properties,
      TaskLauncher.Pacing pacing) {
    return new FollowLoop.Followers(
        new TaskFollower(
            ledger,
            tasks,
            stopper,
            properties.launchProof(),
            dispatcher::roomPerhaps,
            pacing.clock()),
        new Reconciler(
            server.value(), ledger, launcher, tasks, properties, pacing.clock(), pacing.threads()),
        new StrayTasks(tasks, invocations, stopper),
        stopper);
  }

  @Bean
  FollowLoop followLoop(
      ServerName server,
      InvocationLedger ledger,
      InvocationReader reader,
      Leases leases,
      JobCatalog catalog,
      FollowLoop.Followers followers,
      DispatcherProperties properties,
      InstantSource clock) {
    return new FollowLoop(
        server.value(),
        new FollowLoop.Records(ledger, reader, leases, catalog::clusters),
        followers,
        properties,
        new Pause(),
        clock);
  }

  @Bean
  EventLoop eventLoop(
      AwsClients aws,
      EventProperties properties,
      FollowLoop.Followers followers,
      MeterRegistry registry) {
    return new EventLoop(
        new TaskEventQueue(aws.sqs(), properties),
        followers.tasks(),
        new EventMetrics(registry),
        new Pause());
  }

  @Bean
  TaskLogs taskLogs(AwsClients aws, LogProperties properties) {
    return new TaskLogs(aws.logs(), properties);
  }

  @Bean
  DispatcherLifecycle dispatcherLifecycle(
      DispatcherProperties properties,
      Dispatcher dispatcher,
      FollowLoop followLoop,
      EventLoop eventLoop,
      Wakeups wakeups) {
    return new DispatcherLifecycle(properties, dispatcher, followLoop, eventLoop, wakeups);
  }
}
