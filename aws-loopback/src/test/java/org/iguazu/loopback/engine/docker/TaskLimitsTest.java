package org.iguazu.loopback.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.HostConfig;
import java.util.List;
import java.util.Optional;
import org.iguazu.loopback.engine.Confinement;
import org.iguazu.loopback.engine.Confinement.Linux;
import org.iguazu.loopback.engine.Resources;
import org.iguazu.loopback.engine.Specs;
import org.iguazu.loopback.engine.TaskSpec;
import org.junit.jupiter.api.Test;

final class TaskLimitsTest {

  private static final TaskSpec TASK =
      Specs.task(
          Specs.script("one", "image", "true").with(new Resources(256, 64, 0)).spec(),
          Specs.script("two", "image", "true").with(new Resources(0, 64, 0)).spec());

  @Test
  void aTaskWithoutCpuOfItsOwnWeighsAsMuchAsItsContainers() {
    assertThat(TaskLimits.of(TASK, 100))
        .contains(TaskLimits.Value.of("cpu", "shares", 256 + 2))
        .noneMatch(value -> value.file().equals("cfs_quota_us"));
  }

  @Test
  void memoryAndSwapTogetherAreNoMoreThanMemoryUnlessItsContainersMaySwap() {
    var swapping =
        new Confinement(
            null,
            false,
            false,
            List.of(),
            List.of(),
            new Linux(List.of(), List.of(), false, List.of(), 16, null, 0));
    TaskSpec swaps = Specs.task(Specs.script("one", "image", "true").with(swapping).spec());

    assertThat(TaskLimits.of(Specs.limited(TASK, 0, 48), 100)).contains(memorySwap(48));
    assertThat(TaskLimits.of(Specs.limited(swaps, 0, 48), 100)).contains(memorySwap(48 + 16));
  }

  private static TaskLimits.Value memorySwap(int mib) {
    return new TaskLimits.Value("memory", "memsw.limit_in_bytes", mib * HostConfigs.MIB, true);
  }

  @Test
  void withoutAControlGroupForAllEachContainerHasTheLimitsOfItsTask() {
    TaskSpec limited = Specs.limited(TASK, 512, 48);

    HostConfig alone =
        HostConfigs.of(limited, limited.containers().getFirst(), List.of(), Optional.empty(), 100);
    HostConfig grouped =
        HostConfigs.of(
            limited, limited.containers().getFirst(), List.of(), Optional.of("/group"), 100);

    assertThat(alone.getCpuQuota()).isEqualTo(50_000);
    assertThat(alone.getCpuPeriod()).isEqualTo(100_000);
    assertThat(alone.getCgroupParent()).isNull();
    assertThat(grouped.getCpuQuota()).isNull();
    assertThat(grouped.getCgroupParent()).isEqualTo("/group");
  }
}
