package org.iguazu.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columnsLineUpAndNoLineEndsInBlanks() {
    var table = Table.of("JOB", "STATUS").row("export", "running").row("übung", "");

    assertThat(table.toString().lines())
        .containsExactly("JOB     STATUS", "export  running", "übung");
  }

  @Test
  void factsThatSayNothingAreLeftOut() {
    var table = Table.ofFacts().row("job", "export").fact("reason", "");

    assertThat(table).hasToString("job  export");
  }
}
