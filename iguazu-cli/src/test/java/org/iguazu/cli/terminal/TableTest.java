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
  void aCellCannotPlayTricksOnTheTerminal() {
    var table = Table.of("NAME", "SIZE").row("a\u009b2Jb\nc\u202ed\u001b[1m", "1");

    assertThat(table.toString().lines().skip(1)).containsExactly("a?2Jb c?d?[1m  1");
  }

  @Test
  void factsThatSayNothingAreLeftOut() {
    var table = Table.ofFacts().row("job", "export").fact("reason", "");

    assertThat(table).hasToString("job  export");
  }
}
