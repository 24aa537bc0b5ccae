package org.iguazu.loopback.engine.docker;

import java.util.ArrayList;
import java.util.List;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.TaskSpec;

/** What all containers of a task together may use, in the words of control groups of version 1. */
final class TaskLimits {

  private TaskLimits() {}

  /**
   * A number in a file of a controller.
   *
   * @param optional whether the kernel may lack it
   */
  record Value(String controller, String file, long number, boolean optional) {

    static Value of(String controller, String file, long number) {
      return new Value(controller, file, number, false);
    }
  }

  /** In the order in which they have to be written. */
  static List<Value> of(TaskSpec task, int processes) {
    List<Value> values = new ArrayList<>();
    values.add(Value.of("pids", "max", processes));
    if (task.limits().cpu() > 0) {
      values.add(Value.of("cpu", "cfs_period_us", HostConfigs.CPU_PERIOD_MICROS));
      values.add(Value.of("cpu", "cfs_quota_us", HostConfigs.quota(task.limits().cpu())));
    } else {
      values.add(Value.of("cpu", "shares", shares(task)));
    }
    if (task.limits().memory() > 0) {
      long memory = task.limits().memory() * HostConfigs.MIB;
      values.add(Value.of("memory", "limit_in_bytes", memory));
      values.add(new Value("memory", "memsw.limit_in_bytes", memory + swap(task), true));
    }
    return values;
  }

  /** A task that has no CPU of its own weighs as much as its containers. */
  private static long shares(TaskSpec task) {
    return task.containers().stream().mapToLong(HostConfigs::shares).sum();
  }

  private static long swap(TaskSpec task) {
    return task.containers().stream().mapToLong(TaskLimits::swap).sum();
  }

  private static long swap(ContainerSpec container) {
    Integer swap = container.confinement().linux().maxSwap();
    return swap == null ? 0 : swap * HostConfigs.MIB;
  }
}
