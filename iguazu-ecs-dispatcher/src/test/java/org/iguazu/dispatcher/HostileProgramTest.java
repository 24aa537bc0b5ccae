package org.iguazu.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HostileProgramTest {

  @Test
  void eachProgramStandsInTheDocumentation() throws Exception {
    String documentation = Files.readString(Path.of("../docs/security.md"));

    assertThat(HostileProgram.all())
        .hasSizeGreaterThan(40)
        .allSatisfy(program ->
            assertThat(documentation.lines())
                .anyMatch(line ->
                    line.startsWith("| `%s` | %s | ".formatted(program.name(), program.attack()))
                        && line.endsWith(" | %s |".formatted(program.defence()))));
  }
}
