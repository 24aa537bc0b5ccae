package org.iguazu.loopback.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FaultsTest {

  private static List<Boolean> hits(long seed, When when, int calls) {
    var faults = new Faults(seed);
    faults.add("RunTask", when, new Fault.FailedAfter());
    return IntStream.range(0, calls).mapToObj(_ -> !faults.of("RunTask").isEmpty()).toList();
  }

  @Test
  void aRuleHitsTheCallsItNames() {
    assertThat(hits(0, new When.Nth(2), 3)).containsExactly(false, true, false);
    assertThat(hits(0, new When.First(2), 3)).containsExactly(true, true, false);
    assertThat(hits(0, new When.Always(), 2)).containsExactly(true, true);
  }

  @Test
  void otherActionsAreNotCounted() {
    var faults = new Faults(0);
    faults.add("RunTask", new When.Nth(1), new Fault.Throttled());

    assertThat(faults.of("StopTask")).isEmpty();
    assertThat(faults.of("RunTask")).containsExactly(new Fault.Throttled());
  }

  @Test
  void chanceIsDecidedByTheSeedAlone() {
    List<Boolean> first = hits(42, new When.Chance(0.3), 1000);

    assertThat(hits(42, new When.Chance(0.3), 1000)).isEqualTo(first);
    assertThat(hits(43, new When.Chance(0.3), 1000)).isNotEqualTo(first);
    assertThat(first.stream().filter(hit -> hit).count()).isBetween(250L, 350L);
  }

  @Test
  void faultsAddUpAndCanBeCleared() {
    var faults = new Faults(0);
    faults.add("*", new When.Always(), new Fault.FailedBefore());
    faults.add("RunTask", new When.Always(), new Fault.CutAfter());
    assertThat(faults.of("RunTask")).hasSize(2);

    faults.clear();

    assertThat(faults.of("RunTask")).isEmpty();
  }
}
