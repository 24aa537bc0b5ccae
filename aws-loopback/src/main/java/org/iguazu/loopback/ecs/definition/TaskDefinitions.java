package org.iguazu.loopback.ecs.definition;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.iguazu.loopback.arn.Arns;
import org.iguazu.loopback.state.Journal;
import tools.jackson.databind.node.ObjectNode;

/** All task definitions; they survive a restart. */
public final class TaskDefinitions {

  private static final String KIND = "task-definition";

  private final Journal journal;
  private final InstantSource clock;
  private final Map<String, NavigableMap<Integer, TaskDefinition>> families = new TreeMap<>();

  public TaskDefinitions(Journal journal, InstantSource clock) {
    this.journal = journal;
    this.clock = clock;
    journal.values(KIND, TaskDefinition.class).forEach(this::put);
  }

  synchronized TaskDefinition register(String family, ObjectNode content) {
    NavigableMap<Integer, TaskDefinition> revisions =
        families.getOrDefault(family, new TreeMap<>());
    int revision = revisions.isEmpty() ? 1 : revisions.lastKey() + 1;
    return saved(new TaskDefinition(family, revision, content, clock.instant(), null));
  }

  synchronized Optional<TaskDefinition> deregister(String reference) {
    return find(reference).map(found -> saved(found.deregistered(clock.instant())));
  }

  /** By ARN, {@code family:revision}, or {@code family} alone for its newest active revision. */
  public synchronized Optional<TaskDefinition> find(String reference) {
    String name = Arns.lastPart(reference);
    int colon = name.lastIndexOf(':');
    NavigableMap<Integer, TaskDefinition> revisions =
        families.getOrDefault(colon < 0 ? name : name.substring(0, colon), new TreeMap<>());
    return colon < 0
        ? revisions.descendingMap().values().stream().filter(TaskDefinition::isActive).findFirst()
        : number(name.substring(colon + 1)).map(revisions::get);
  }

  /** By family, then by revision. */
  synchronized List<TaskDefinition> all() {
    return families.values().stream()
        .flatMap(revisions -> revisions.values().stream())
        .sorted(Comparator.comparing(TaskDefinition::family))
        .toList();
  }

  private TaskDefinition saved(TaskDefinition definition) {
    put(definition);
    journal.put(KIND, definition.family() + ":" + definition.revision(), definition);
    return definition;
  }

  private void put(TaskDefinition definition) {
    families
        .computeIfAbsent(definition.family(), _ -> new TreeMap<>())
        .put(definition.revision(), definition);
  }

  private static Optional<Integer> number(String digits) {
    return Stream.of(digits)
        .filter(text -> text.matches("\\d{1,9}"))
        .map(Integer::valueOf)
        .findFirst();
  }
}
