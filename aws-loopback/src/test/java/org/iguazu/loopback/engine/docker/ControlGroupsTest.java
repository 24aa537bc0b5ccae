package org.iguazu.loopback.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Info;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.iguazu.loopback.engine.Specs;
import org.iguazu.loopback.engine.TaskSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a task cannot have a control group, its containers are limited each for itself. */
final class ControlGroupsTest {

  private static final TaskSpec PAIR =
      Specs.limited(
          Specs.task(
              Specs.script("one", "image", "true").spec(),
              Specs.script("two", "image", "true").spec()),
          512,
          48);

  private final Logger logger = Logger.getLogger(ControlGroups.class.getName());
  private final List<String> warnings = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          warnings.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  @Test
  void thatIsSaidOnce() {
    var groups = new ControlGroups(false);

    assertThat(groups.make("iguazu-a-1", PAIR, 10)).isEmpty();
    assertThat(groups.make("iguazu-a-2", PAIR, 10)).isEmpty();

    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("the CPU and memory of a task limit each of its containers");
  }

  @Test
  void nothingIsSaidWhereItMakesNoDifference() {
    TaskSpec single = Specs.task(Specs.script("one", "image", "true").spec());

    new ControlGroups(false).make("iguazu-a-1", Specs.limited(single, 512, 48), 10);
    new ControlGroups(false).make("iguazu-a-2", Specs.limited(PAIR, 0, 0), 10);

    assertThat(warnings).isEmpty();
  }

  @Test
  void thenEachContainerIsLimited() {
    HostConfig alone =
        HostConfigs.of(PAIR, PAIR.containers().getFirst(), List.of(), Optional.empty(), 10);

    assertThat(alone.getCpuQuota()).isEqualTo(50_000);
    assertThat(alone.getCpuPeriod()).isEqualTo(100_000);
    assertThat(alone.getMemory()).isEqualTo(48L << 20);
    assertThat(alone.getCgroupParent()).isNull();
  }

  @Test
  void otherwiseTheGroupLimitsThem() {
    HostConfig grouped =
        HostConfigs.of(PAIR, PAIR.containers().getFirst(), List.of(), Optional.of("/g"), 10);

    assertThat(grouped.getCgroupParent()).isEqualTo("/g");
    assertThat(grouped.getCpuQuota()).isNull();
  }

  @Test
  void aDaemonThatMakesThemOtherwiseIsLeftAlone() {
    assertThat(ControlGroups.of(daemon("systemd", "1"), true).areUsable()).isFalse();
    assertThat(ControlGroups.of(daemon("cgroupfs", "2"), true).areUsable()).isFalse();
    assertThat(ControlGroups.of(daemon("cgroupfs", "1"), false).areUsable()).isFalse();
  }

  private static Info daemon(String driver, String version) {
    return new Info().withCGroupDriver(driver).withCGroupVersion(version);
  }
}
