package org.iguazu.dispatcher.dispatch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.JobRevision;
import org.iguazu.core.task.TaskDefinitionStore;
import org.iguazu.dispatcher.aws.CallFailure;
import org.iguazu.dispatcher.dispatch.Refusal.Kind;
import org.iguazu.dispatcher.dispatch.RegisteredDefinition.Missing;
import org.iguazu.dispatcher.dispatch.RegisteredDefinition.Ready;
import org.iguazu.dispatcher.pace.Pause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/**
 * Task definitions at ECS, each registered once for its content: ECS takes one registration a
 * second. Equal content is shared by revisions, jobs' restarts and servers.
 */
public final class TaskDefinitions {

  private static final Logger LOG = LoggerFactory.getLogger(TaskDefinitions.class);
  private static final Duration AFTER_THROTTLE = Duration.ofSeconds(1);
  private static final int PATIENCE = 30;

  private final EcsClient ecs;
  private final TaskDefinitionStore store;
  private final TaskDefinitionRequests requests;
  private final Pause pause;
  private final InstantSource clock;
  private final Cache<JobDefinition, String> hashes =
      Caffeine.newBuilder().maximumSize(10_000).build();
  private final Cache<String, String> arns = Caffeine.newBuilder().maximumSize(10_000).build();
  private final ConcurrentHashMap<String, CompletableFuture<RegisteredDefinition>> underWay =
      new ConcurrentHashMap<>();
  private final Semaphore oneAtATime = new Semaphore(1);

  public TaskDefinitions(
      EcsClient ecs,
      TaskDefinitionStore store,
      TaskDefinitionRequests requests,
      Pause pause,
      InstantSource clock) {
    this.ecs = ecs;
    this.store = store;
    this.requests = requests;
    this.pause = pause;
    this.clock = clock;
  }

  /** Registers the task definition ahead of its first invocation, without waiting for it. */
  public void prepare(JobRevision revision) {
    JobDefinition job = revision.definition();
    Thread.ofVirtual().name("prepare-" + job.name()).start(() -> prepare(job));
  }

  private void prepare(JobDefinition job) {
    try {
      if (of(job) instanceof Missing(Refusal refusal)) {
        LOG.info("job {} is not prepared, its first invocation tries: {}", job.name(), refusal);
      }
    } catch (RuntimeException e) {
      LOG.warn("job {} is not prepared, its first invocation tries", job.name(), e);
    }
  }

  /** The job's task definition, registered now if it never was. */
  RegisteredDefinition of(JobDefinition job) {
    String hash = hashOf(job);
    String known = arns.getIfPresent(hash);
    return known == null ? lookUpOrRegister(job, hash) : new Ready(known);
  }

  /** ECS does not run {@code arn} any more: the next call registers again. */
  void forget(JobDefinition job, String arn) {
    String hash = hashOf(job);
    if (arns.asMap().remove(hash, arn)) {
      LOG.info("task definition {} of job {} is gone; registering it again", arn, job.name());
      store.forget(hash);
    }
  }

  private String hashOf(JobDefinition job) {
    return hashes.get(job, definition -> ContentHash.of(requests.of(definition)));
  }

  /** Whoever asks for the same content meanwhile gets the same answer. */
  private RegisteredDefinition lookUpOrRegister(JobDefinition job, String hash) {
    var mine = new CompletableFuture<RegisteredDefinition>();
    CompletableFuture<RegisteredDefinition> others = underWay.putIfAbsent(hash, mine);
    if (others != null) {
      return others.join();
    }
    try {
      Optional<String> stored = store.arn(hash);
      RegisteredDefinition answer =
          stored.isPresent() ? new Ready(stored.get()) : registerInTurn(job, hash);
      if (answer instanceof Ready(String arn)) {
        arns.put(hash, arn);
      }
      mine.complete(answer);
      return answer;
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      underWay.remove(hash, mine);
    }
  }

  private RegisteredDefinition registerInTurn(JobDefinition job, String hash) {
    oneAtATime.acquireUninterruptibly();
    try {
      return register(job, hash);
    } finally {
      oneAtATime.release();
    }
  }

  private RegisteredDefinition register(JobDefinition job, String hash) {
    RegisterTaskDefinitionRequest request = requests.of(job);
    for (int tries = 0; tries < PATIENCE; tries++) {
      try {
        String arn = ecs.registerTaskDefinition(request).taskDefinition().taskDefinitionArn();
        store.remember(hash, arn, clock.instant());
        return new Ready(arn);
      } catch (SdkException e) {
        switch (CallFailure.of(e)) {
          case CallFailure.Throttled _ -> {
            if (!pause.of(AFTER_THROTTLE)) {
              return unsent("the server is stopping");
            }
          }
          case CallFailure.Rejected(String code, String message) -> {
            return new Missing(
                new Refusal(
                    Kind.WRONG,
                    "ECS refuses the task definition of job %s: %s (%s)"
                        .formatted(job.name(), message, code)));
          }
          case CallFailure.NotSent(String why) -> {
            return unreachable(why);
          }
          case CallFailure.Unanswered(String why) -> {
            return unreachable(why);
          }
        }
      }
    }
    return unsent("ECS accepts no task definition now: too many are being registered");
  }

  private static RegisteredDefinition unreachable(String why) {
    return unsent("waiting for ECS, which does not answer: " + why);
  }

  /**
   * Nothing was launched; an unanswered registration at worst leaves a definition that nobody uses.
   */
  private static RegisteredDefinition unsent(String reason) {
    return new Missing(new Refusal(Kind.UNPLACEABLE, reason));
  }
}
