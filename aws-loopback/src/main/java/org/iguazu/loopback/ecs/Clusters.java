package org.iguazu.loopback.ecs;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.iguazu.loopback.arn.Arns;
import org.iguazu.loopback.state.Journal;
import org.iguazu.loopback.wire.AwsError;
import org.jspecify.annotations.Nullable;

/** All clusters. */
final class Clusters {

  private static final String KIND = "cluster";

  private final Agent agent;
  private final Journal journal;
  private final InstantSource clock;
  private final Map<String, Cluster> clusters = new ConcurrentSkipListMap<>();

  Clusters(Agent agent, Journal journal, InstantSource clock) {
    this.agent = agent;
    this.journal = journal;
    this.clock = clock;
    journal.values(KIND, String.class).forEach(this::create);
    journal.values(Cluster.TASK, Task.class).forEach(task -> create(task.cluster()).restore(task));
    journal
        .values(Cluster.TOKEN, ClientTokens.Seen.class)
        .forEach(seen -> create(seen.cluster()).restore(seen));
    forgetOld();
  }

  /** Rewrites the journal without what is forgotten by now. */
  private void forgetOld() {
    Map<String, Object> tasks = new LinkedHashMap<>();
    Map<String, Object> tokens = new LinkedHashMap<>();
    clusters.values().forEach(cluster -> cluster.remember(tasks, tokens));
    journal.keepOnly(Cluster.TASK, tasks);
    journal.keepOnly(Cluster.TOKEN, tokens);
  }

  Cluster create(String name) {
    return clusters.computeIfAbsent(
        name,
        _ -> {
          journal.put(KIND, name, name);
          return new Cluster(name, agent, journal, clock);
        });
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
