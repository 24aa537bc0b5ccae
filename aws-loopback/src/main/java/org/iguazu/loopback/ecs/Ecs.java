package org.iguazu.loopback.ecs;

import com.sun.net.httpserver.HttpHandler;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.iguazu.loopback.ecs.definition.DefinitionsApi;
import org.iguazu.loopback.ecs.definition.TaskDefinitions;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.faults.Fault;
import org.iguazu.loopback.logs.LogStore;
import org.iguazu.loopback.state.Journal;
import org.iguazu.loopback.wire.Operation;
import org.iguazu.loopback.wire.Service;

/** Amazon ECS as a whole: builds its parts and shows what others may use of them. */
public final class Ecs implements AutoCloseable {

  private final EcsClock clock;
  private final Clusters clusters;
  private final TaskDefinitions definitions;
  private final Metadata metadata;
  private final Hosts hosts;
  private final TasksApi tasksApi;
  private final InstancesApi instancesApi;

  /**
   * What ECS stands on.
   *
   * @param metadata where {@link #metadata} is served
   * @param missingWindow how long DescribeTasks and ListTasks do not know a new task
   * @param events is sent an event at each change of a task
   */
  public record Ground(
      TaskEngine engine,
      LogStore logs,
      Journal journal,
      URI metadata,
      Duration missingWindow,
      Consumer<String> events,
      InstantSource clock) {}

  /** Takes up what the journal tells of an earlier run, and launches the clusters' instances. */
  public Ecs(Ground ground, List<ClusterSpec> specs) {
    this.clock = new EcsClock(ground.clock);
    this.metadata = new Metadata(ground.metadata, ground.clock);
    var agent = new Agent(ground.engine, ground.logs, metadata);
    this.clusters = new Clusters(agent, ground.journal, ground.events, clock);
    this.definitions = new TaskDefinitions(ground.journal, clock);
    ground.journal.compact();
    this.hosts = new Hosts(clusters, clock);
    this.tasksApi = new TasksApi(clusters, ground.missingWindow, clock);
    this.instancesApi = new InstancesApi(clusters, clock);
    for (ClusterSpec spec : specs) {
      spec.instances().forEach(clusters.create(spec.name())::launch);
    }
  }

  public Service service() {
    Map<String, Operation> operations = new HashMap<>(new DefinitionsApi(definitions).operations());
    operations.putAll(clusterOperations());
    operations.putAll(taskOperations());
    operations.putAll(instanceOperations());
    operations.replaceAll((_, operation) -> hosts.mortal(withWrongClock(operation)));
    return new Service("AmazonEC2ContainerServiceV20141113", operations);
  }

  /** The same operation, with a clock that goes wrong before it if a fault says so. */
  private Operation withWrongClock(Operation operation) {
    return call -> {
      call.faults(Fault.ClockWrong.class).forEach(fault -> clock.wrongBy(fault.ahead()));
      return operation.answer(call);
    };
  }

  private Map<String, Operation> clusterOperations() {
    var api = new ClustersApi(clusters);
    return Map.of(
        "CreateCluster", Operation.of(ClustersApi.Create.class, api::create),
        "DescribeClusters", Operation.of(ClustersApi.Describe.class, api::describe),
        "ListClusters", Operation.of(ClustersApi.ListAll.class, api::list));
  }

  private Map<String, Operation> taskOperations() {
    return Map.of(
        "RunTask",
        new RunTask(clusters, definitions),
        "DescribeTasks",
        tasksApi::describe,
        "ListTasks",
        Operation.of(TasksApi.Find.class, tasksApi::list),
        "StopTask",
        Operation.of(TasksApi.StopOne.class, tasksApi::stop));
  }

  private Map<String, Operation> instanceOperations() {
    InstancesApi api = instancesApi;
    return Map.of(
        "ListContainerInstances", Operation.of(InstancesApi.Find.class, api::list),
        "DescribeContainerInstances", Operation.of(InstancesApi.Describe.class, api::describe),
        "UpdateContainerInstancesState", Operation.of(InstancesApi.Update.class, api::update),
        "DeregisterContainerInstance",
            Operation.of(InstancesApi.Deregister.class, api::deregister));
  }

  public Hosts hosts() {
    return hosts;
  }

  /** Serves {@code /v4/}. */
  public HttpHandler metadata() {
    return metadata;
  }

  /** All hosts die: a later run finds their tasks stopped, and says why. */
  @Override
  public void close() {
    hosts.all().forEach((cluster, arns) -> arns.forEach(arn -> hosts.terminate(cluster, arn)));
  }
}
