package org.iguazu.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.iguazu.loopback.ecs.ClusterSpec;
import org.iguazu.loopback.ecs.InstanceSpec;
import org.iguazu.loopback.throttle.Throttling;
import org.junit.jupiter.api.Test;

final class ArgumentsTest {

  private static LoopbackConfig config(String line) {
    return ((Arguments.Start) Arguments.parse(words(line))).config();
  }

  private static String wrong(String line) {
    return ((Arguments.Wrong) Arguments.parse(words(line))).message();
  }

  private static List<String> words(String line) {
    return line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
  }

  @Test
  void withoutArgumentsThereIsOneClusterOnPort8081() {
    assertThat(config("").port()).isEqualTo(8081);
    assertThat(config("").clusters())
        .containsExactly(ClusterSpec.of("default", InstanceSpec.of(1, 4096, 8192)));
    assertThat(config("").throttling()).isEqualTo(Throttling.off());
  }

  @Test
  void everythingCanBeSaid() {
    LoopbackConfig config =
        config(
            "--port 0 --state /s --cluster a=2x1024cpu/2048mem --cluster b=1x512cpu/512mem,boot=30s"
                + " --throttle --missing 1500 --seed 7");

    InstanceSpec slow = InstanceSpec.of(1, 512, 512).bootingFor(Duration.ofSeconds(30));
    assertThat(config.port()).isZero();
    assertThat(config.stateDirectory()).isEqualTo(Path.of("/s"));
    assertThat(config.clusters())
        .containsExactly(
            ClusterSpec.of("a", InstanceSpec.of(2, 1024, 2048)), ClusterSpec.of("b", slow));
    assertThat(config.throttling()).isEqualTo(Throttling.likeEcs());
    assertThat(config.missingWindow()).isEqualTo(Duration.ofMillis(1500));
    assertThat(config.seed()).isEqualTo(7);
  }

  @Test
  void whatMakesNoSenseIsNamed() {
    assertThat(wrong("--prot 1")).contains("--prot");
    assertThat(wrong("--port")).contains("--port needs a value");
    assertThat(wrong("--port x")).contains("'x'");
    assertThat(wrong("--port 65536")).contains("'65536'");
    assertThat(wrong("--cluster default=2")).contains("'default=2'");
    assertThat(wrong("--engine podman")).contains("'podman'");
    assertThat(wrong("--pids-limit many")).contains("--pids-limit", "'many'");
    assertThat(wrong("--cleanup-delay -1")).contains("--cleanup-delay", "'-1'");
    assertThat(wrong("--cluster a=1x0cpu/1mem")).contains("cpu=0");
  }

  @Test
  void whatWasChosenIsSaidWithTheReason() {
    var start = (Arguments.Start) Arguments.parse(words("--engine process"));

    assertThat(start.engine()).isEqualTo("tasks run as child processes, as it was asked for");
  }

  @Test
  void helpGoesFirst() {
    assertThat(Arguments.parse(words("--port x --help"))).isInstanceOf(Arguments.Help.class);
  }
}
