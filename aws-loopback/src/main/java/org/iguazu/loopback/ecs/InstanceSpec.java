package org.iguazu.loopback.ecs;

import java.time.Duration;
import java.util.List;

/**
 * Instances to launch.
 *
 * @param cpu of each, in units of 1/1024 core
 * @param memory of each, in MiB
 * @param boot how long each takes from its launch until it can take tasks
 * @param attributes names of what each says of itself beside what all do, such as {@code
 *     com.amazonaws.ecs.capability.apparmor}; without influence on what it can do
 */
public record InstanceSpec(int count, int cpu, int memory, Duration boot, List<String> attributes) {

  public InstanceSpec {
    attributes = List.copyOf(attributes);
    if (count < 0 || cpu < 1 || memory < 1 || boot.isNegative()) {
      throw new IllegalArgumentException(
          "no such instances: count=%d cpu=%d memory=%d boot=%s"
              .formatted(count, cpu, memory, boot));
    }
  }

  public static InstanceSpec of(int count, int cpu, int memory) {
    return new InstanceSpec(count, cpu, memory, Duration.ZERO, List.of());
  }

  public InstanceSpec bootingFor(Duration boot) {
    return new InstanceSpec(count, cpu, memory, boot, attributes);
  }

  public InstanceSpec withAttributes(String... attributes) {
    return new InstanceSpec(count, cpu, memory, boot, List.of(attributes));
  }
}
