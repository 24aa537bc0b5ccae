package org.iguazu.loopback.ecs;

import static java.util.Comparator.naturalOrder;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.iguazu.loopback.arn.Arns;
import org.iguazu.loopback.state.Journal;
import org.iguazu.loopback.wire.AwsError;
import org.jspecify.annotations.Nullable;

/** All clusters. */
final class Clusters {

  private static final String KIND = "cluster";

  private final Agent agent;
  private final Journal journal;
  private final Consumer<String> events;
  private final InstantSource clock;
  private final Map<String, Cluster> clusters = new ConcurrentSkipListMap<>();

  Clusters(Agent agent, Journal journal, Consumer<String> events, InstantSource clock) {
    this.agent = agent;
    this.journal = journal;
    this.events = events;
    this.clock = clock;
    restore();
    forgetOld();
  }

  private void restore() {
    journal.values(KIND, String.class).forEach(this::made);
    // in the order they stopped, for that is the order in which they are forgotten
    journal.values(Cluster.TASK, Task.class).stream()
        .sorted(Comparator.comparing(Task::stoppedAt, Comparator.nullsLast(naturalOrder())))
        .forEach(task -> made(task.cluster()).restore(task));
    journal
        .values(Cluster.TOKEN, ClientTokens.Seen.class)
        .forEach(seen -> made(seen.cluster()).restore(seen));
  }

  private void forgetOld() {
    Map<String, Object> tasks = new LinkedHashMap<>();
    Map<String, Object> tokens = new LinkedHashMap<>();
    clusters.values().forEach(cluster -> cluster.remember(tasks, tokens));
    journal.keepOnly(Cluster.TASK, tasks);
    journal.keepOnly(Cluster.TOKEN, tokens);
  }

  Cluster create(String name) {
    if (!clusters.containsKey(name)) {
      journal.put(KIND, name, name);
    }
    return made(name);
  }

  private Cluster made(String name) {
    return clusters.computeIfAbsent(name, _ -> new Cluster(name, agent, journal, events, clock));
  }

  Optional<Cluster> find(String arnOrName) {
    return Optional.ofNullable(clusters.get(Arns.lastPart(arnOrName)));
  }

  /** By name or ARN; the cluster {@code default} if none is named. */
  Cluster existing(@Nullable String arnOrName) {
    return find(arnOrName == null || arnOrName.isEmpty() ? "default" : arnOrName)
        .orElseThrow(() -> AwsError.of("ClusterNotFoundException", "Cluster not found."));
  }

  List<Cluster> all() {
    return List.copyOf(clusters.values());
  }
}
