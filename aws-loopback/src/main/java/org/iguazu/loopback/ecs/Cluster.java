package org.iguazu.loopback.ecs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.iguazu.loopback.arn.Arns;
import org.iguazu.loopback.state.Journal;
import org.jspecify.annotations.Nullable;

/** One cluster: its instances, its tasks, and the tokens it has seen. All methods are atomic. */
final class Cluster {

  static final String TASK = "task";
  static final String TOKEN = "token";

  private final String name;
  private final Agent agent;
  private final Journal journal;
  private final Consumer<String> events;
  private final InstantSource clock;
  private final Map<String, Instance> instances = new LinkedHashMap<>();
  private final Tasks tasks = new Tasks();
  private final ClientTokens tokens = new ClientTokens(id -> tasks.get(id) != null);
  private long places;

  Cluster(String name, Agent agent, Journal journal, Consumer<String> events, InstantSource clock) {
    this.name = name;
    this.agent = agent;
    this.journal = journal;
    this.events = events;
    this.clock = clock;
  }

  String name() {
    return name;
  }

  /** Takes back a task of an earlier run; whatever ran then has died with its host. */
  synchronized void restore(Task task) {
    Instant now = clock.instant();
    places = Math.max(places, task.place());
    tasks.put(
        task.isStopped()
            ? task
            : task.stopping(Stop.hostTerminated(task.host().ec2InstanceId(), now)).stopped(now));
  }

  synchronized void restore(ClientTokens.Seen seen) {
    tokens.remember(seen);
  }

  /** What a later run has to be told. */
  synchronized void remember(Map<String, Object> allTasks, Map<String, Object> allTokens) {
    forgetOld();
    tasks.all().forEach(task -> allTasks.put(task.id(), task));
    tokens.remembered().forEach((token, seen) -> allTokens.put(name + "/" + token, seen));
  }

  private void forgetOld() {
    Instant now = clock.instant();
    forgetOldTasks(now);
    tokens.forgetOld(now).forEach(token -> journal.forget(TOKEN, name + "/" + token));
  }

  private void forgetOldTasks(Instant now) {
    tasks.forgetOld(now).forEach(id -> journal.forget(TASK, id));
  }

  /** Runs a task, or says what came of it when it was asked for before with the same token. */
  synchronized Ran run(Launch launch) {
    Instant now = clock.instant();
    forgetOldTasks(now);
    Optional<ClientTokens.Seen> before = launch.token().flatMap(token -> tokens.find(token, now));
    if (before.isPresent()) {
      return repeated(before.get(), launch, now);
    }
    Ran ran = place(launch, now);
    launch.token().ifPresent(token -> remember(token, launch.fingerprint(), ran, now));
    return ran;
  }

  private Ran repeated(ClientTokens.Seen seen, Launch launch, Instant now) {
    List<Task> known = seen.tasks().stream().flatMap(id -> find(id).stream()).toList();
    if (!seen.fingerprint().equals(launch.fingerprint())) {
      return new Ran.Conflict(known.stream().map(Task::arn).toList());
    }
    boolean old = !now.isBefore(seen.at().plus(Duration.ofHours(1)));
    List<Failure> failures =
        old
            ? seen.failures().stream().map(_ -> new Failure(null, null, null)).toList()
            : seen.failures();
    return new Ran.Before(known, failures);
  }

  private void remember(String token, String fingerprint, Ran ran, Instant now) {
    if (ran instanceof Ran.Now(var placed, var failures)) {
      List<String> ids = placed.stream().map(Task::id).toList();
      var seen = new ClientTokens.Seen(name, token, fingerprint, ids, failures, now);
      tokens.remember(seen);
      journal.put(TOKEN, name + "/" + token, seen);
    }
  }

  private Ran place(Launch launch, Instant now) {
    List<Instance> candidates =
        registered(now).stream().filter(i -> i.status() == Instance.Status.ACTIVE).toList();
    if (candidates.isEmpty()) {
      return new Ran.NoInstances();
    }
    List<Task> placed = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (int i = 0; i < launch.count(); i++) {
      switch (launch.choose(candidates)) {
        case Placement.Choice.On(var instance) -> placed.add(start(launch, instance, now));
        case Placement.Choice.Nowhere(var reasons) -> failures.addAll(reasons);
      }
    }
    return new Ran.Now(placed, failures);
  }

  private Task start(Launch launch, Instance instance, Instant now) {
    Task task = launch.task(name, ++places, instance.host(), now);
    instance.reserve(task.id(), task.order().reservation());
    save(task);
    agent.start(this, task, launch.workload());
    return task;
  }

  /** Changes a task because of what the engine says; nothing is heard from a host that is gone. */
  synchronized void report(String id, BiFunction<Task, Instant, Task> change) {
    Task task = tasks.get(id);
    if (task != null && !task.isStopped() && isHeard(task)) {
      change(change.apply(task, clock.instant()));
    }
  }

  private boolean isHeard(Task task) {
    return instance(task.host().arn()).filter(Instance::isConnected).isPresent();
  }

  /** The task as it is to stop now; empty if there is none. */
  synchronized Optional<Task> stop(String id, String reason) {
    Task task = tasks.get(id);
    if (task == null || task.isStopped()) {
      return Optional.ofNullable(task);
    }
    Task stopping = task.stopping(Stop.byUser(reason, clock.instant())).withoutTags();
    save(stopping);
    if (isHeard(stopping)) {
      agent.stop(id);
    }
    return Optional.of(stopping);
  }

  private void change(Task changed) {
    save(changed);
    if (changed.isStopped()) {
      instances.values().forEach(instance -> instance.release(changed.id()));
    }
  }

  private void save(Task task) {
    @Nullable Task before = tasks.get(task.id());
    tasks.put(task);
    journal.put(TASK, task.id(), task);
    if (before == null || before.version() < task.version()) {
      events.accept(TaskStateChange.of(task, clock.instant()));
    }
  }

  synchronized Optional<Task> find(String id) {
    forgetOldTasks(clock.instant());
    return Optional.ofNullable(tasks.get(id));
  }

  synchronized List<Task> tasks() {
    forgetOld();
    return List.copyOf(tasks.all());
  }

  synchronized void launch(InstanceSpec spec) {
    for (int i = 0; i < spec.count(); i++) {
      var instance = new Instance(name, spec, clock.instant());
      instances.put(instance.id(), instance);
    }
  }

  synchronized List<Instance> instances() {
    return registered(clock.instant());
  }

  private List<Instance> registered(Instant now) {
    return instances.values().stream().filter(instance -> instance.isRegistered(now)).toList();
  }

  synchronized Optional<Instance> instance(String arnOrId) {
    return Optional.ofNullable(instances.get(Arns.lastPart(arnOrId)))
        .filter(instance -> instance.isRegistered(clock.instant()));
  }

  synchronized Map<String, Object> shown(Instance instance) {
    return instance.shown(running(instance));
  }

  private long running(Instance instance) {
    return instance.tasks().stream().filter(id -> isRunning(tasks.get(id))).count();
  }

  private static boolean isRunning(@Nullable Task task) {
    return task != null && task.lastStatus().equals("RUNNING");
  }

  synchronized void change(Instance instance, Instance.Status status) {
    instance.change(status);
  }

  /** The instance is gone; with a reason its tasks stop, without one they seem to run on. */
  synchronized void dies(Instance instance, @Nullable Stop noticed) {
    List<String> ids = List.copyOf(instance.tasks());
    instance.disconnect();
    ids.forEach(agent::kill);
    if (noticed != null) {
      instances.remove(instance.id());
      ids.stream()
          .flatMap(id -> Optional.ofNullable(tasks.get(id)).stream())
          .forEach(task -> change(task.stopping(noticed).stopped(noticed.at())));
    }
  }

  /** As DescribeClusters shows it. */
  synchronized Map<String, Object> shown() {
    List<Instance> registered = instances();
    long running = registered.stream().mapToLong(this::running).sum();
    long all = registered.stream().mapToLong(instance -> instance.tasks().size()).sum();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("clusterArn", Arns.cluster(name));
    shown.put("clusterName", name);
    shown.put("status", "ACTIVE");
    shown.put("registeredContainerInstancesCount", registered.size());
    shown.put("runningTasksCount", running);
    shown.put("pendingTasksCount", all - running);
    shown.put("activeServicesCount", 0);
    return shown;
  }
}
