package org.iguazu.core.invocation;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.iguazu.core.limit.JobLimit;
import org.jspecify.annotations.Nullable;

/** The free slots of some jobs: how many more invocations may become active. */
final class Slots {

  private final Map<String, JobLimit> limits;
  private final Map<String, Integer> active = new HashMap<>();
  private final Map<Group, Integer> activeOfKey = new HashMap<>();

  /** Invocations of a job with the same concurrency key, or with none: {@code ""}. */
  record Group(String job, String key) {}

  /** So many of a group are active. */
  record Active(Group group, int count) {}

  Slots(Collection<JobLimit> limits, List<Active> active) {
    this.limits =
        limits.stream().collect(Collectors.toUnmodifiableMap(JobLimit::job, Function.identity()));
    active.forEach(it -> add(it.group(), it.count()));
  }

  private void add(Group group, int count) {
    active.merge(group.job(), count, Integer::sum);
    activeOfKey.merge(group, count, Integer::sum);
  }

  /** How many more of the group may become active; none of a job whose limits are not known. */
  int free(Group group) {
    JobLimit limit = limits.get(group.job());
    if (limit == null) {
      return 0;
    }
    int ofJob = left(limit.maxConcurrent(), active.getOrDefault(group.job(), 0));
    return group.key().isEmpty()
        ? ofJob
        : Math.min(ofJob, left(limit.maxPerKey(), activeOfKey.getOrDefault(group, 0)));
  }

  private static int left(@Nullable Integer max, int taken) {
    return max == null ? Integer.MAX_VALUE : Math.max(0, max - taken);
  }

  /** Takes a slot for one of the group, if there is one. */
  boolean take(Group group) {
    if (free(group) == 0) {
      return false;
    }
    add(group, 1);
    return true;
  }
}
