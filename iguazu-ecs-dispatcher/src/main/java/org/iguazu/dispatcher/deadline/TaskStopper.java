package org.iguazu.dispatcher.deadline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.iguazu.dispatcher.aws.CallFailure;
import org.iguazu.dispatcher.pace.LaunchBudget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;

/**
 * Stops tasks: the one place that calls StopTask. A task that was asked to stop gets its {@code
 * stopTimeout}; it is asked again only if it is still there some time later.
 */
public final class TaskStopper {

  private static final Logger LOG = LoggerFactory.getLogger(TaskStopper.class);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);

  private final EcsClient ecs;
  private final LaunchBudget budget;
  private final InstantSource clock;
  private final Cache<String, Instant> stopped = Caffeine.newBuilder().maximumSize(50_000).build();

  public TaskStopper(EcsClient ecs, LaunchBudget budget, InstantSource clock) {
    this.ecs = ecs;
    this.budget = budget;
    this.clock = clock;
  }

  /**
   * Stops the task, unless that was done a moment ago. If ECS does not do it now, the next round
   * tries again.
   *
   * @param reason what ECS keeps as the reason
   */
  public void stop(String cluster, String task, String reason) {
    Instant now = clock.instant();
    Instant before = stopped.getIfPresent(task);
    if (before != null && now.isBefore(before.plus(AGAIN_AFTER))) {
      return;
    }
    try {
      budget.reserve(now); // it is sent at once, and the launches make room for it
      ecs.stopTask(request -> request.cluster(cluster).task(task).reason(reason));
      stopped.put(task, now);
    } catch (SdkException e) {
      if (CallFailure.of(e) instanceof CallFailure.Throttled) {
        budget.throttled(now);
      }
      LOG.warn("could not stop task {}, trying again: {}", task, e.getMessage());
    }
  }
}
