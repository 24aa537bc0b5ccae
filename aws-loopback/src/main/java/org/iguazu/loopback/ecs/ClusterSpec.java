package org.iguazu.loopback.ecs;

import java.util.List;

/** A cluster that is there from the start, and what it consists of. */
public record ClusterSpec(String name, List<InstanceSpec> instances) {

  public ClusterSpec {
    if (!name.matches("[a-zA-Z0-9_-]{1,255}")) {
      throw new IllegalArgumentException("not a cluster's name: '" + name + "'");
    }
    instances = List.copyOf(instances);
  }

  public static ClusterSpec of(String name, InstanceSpec... instances) {
    return new ClusterSpec(name, List.of(instances));
  }
}
