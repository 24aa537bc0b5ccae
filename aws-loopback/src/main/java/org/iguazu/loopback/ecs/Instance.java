package org.iguazu.loopback.ecs;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.iguazu.loopback.arn.Arns;

/** A container instance; guarded by its cluster. */
final class Instance {

  enum Status {
    ACTIVE,
    DRAINING
  }

  private final String id = Arns.newId();
  private final String ec2InstanceId = "i-" + id.substring(0, 17);
  private final String cluster;
  private final Reservation registered;
  private final List<String> attributes;
  private final Instant registeredAt;
  private final Map<String, Reservation> tasks = new LinkedHashMap<>();
  private Reservation remaining;
  private Status status = Status.ACTIVE;
  private boolean up;
  private boolean connected = true;
  private int version = 1;

  Instance(String cluster, InstanceSpec spec, Instant launchedAt) {
    this.cluster = cluster;
    this.registered = new Reservation(spec.cpu(), spec.memory());
    this.remaining = registered;
    this.attributes = spec.attributes();
    this.registeredAt = launchedAt.plus(spec.boot());
    this.up = spec.boot().isZero();
  }

  String id() {
    return id;
  }

  String arn() {
    return Arns.containerInstance(cluster, id);
  }

  Task.Host host() {
    return new Task.Host(arn(), ec2InstanceId);
  }

  String ec2InstanceId() {
    return ec2InstanceId;
  }

  /** Once it is, it stays so, wherever ECS's clock goes. */
  boolean isRegistered(Instant now) {
    up |= !registeredAt.isAfter(now);
    return up;
  }

  Status status() {
    return status;
  }

  boolean isConnected() {
    return connected;
  }

  Reservation remaining() {
    return remaining;
  }

  Set<String> tasks() {
    return tasks.keySet();
  }

  void change(Status status) {
    this.status = status;
    version++;
  }

  void disconnect() {
    connected = false;
    version++;
  }

  void reserve(String task, Reservation reservation) {
    tasks.put(task, reservation);
    remaining = remaining.minus(reservation);
    version++;
  }

  void release(String task) {
    Reservation released = tasks.remove(task);
    if (released != null) {
      remaining = remaining.plus(released);
      version++;
    }
  }

  /** As DescribeContainerInstances shows it. */
  Map<String, Object> shown(long runningTasks) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("containerInstanceArn", arn());
    shown.put("ec2InstanceId", ec2InstanceId);
    shown.put("version", version);
    shown.put("versionInfo", Map.of("agentVersion", "1.105.1"));
    shown.put("registeredResources", resources(registered));
    shown.put("remainingResources", resources(remaining));
    shown.put("status", status.name());
    shown.put("agentConnected", connected);
    shown.put("runningTasksCount", runningTasks);
    shown.put("pendingTasksCount", tasks.size() - runningTasks);
    shown.put("registeredAt", registeredAt);
    shown.put("attributes", attributes());
    return shown;
  }

  private List<Map<String, String>> attributes() {
    Stream<Map<String, String>> zone =
        Stream.of(Map.of("name", "ecs.availability-zone", "value", Arns.ZONE));
    return Stream.concat(zone, attributes.stream().map(it -> Map.of("name", it))).toList();
  }

  private static List<Map<String, Object>> resources(Reservation reservation) {
    return List.of(
        Map.of("name", "CPU", "type", "INTEGER", "integerValue", reservation.cpu()),
        Map.of("name", "MEMORY", "type", "INTEGER", "integerValue", reservation.memory()));
  }
}
