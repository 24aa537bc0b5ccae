package org.iguazu.dispatcher.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** AppArmor's own parser takes our profile; no kernel with AppArmor is needed for that. */
class AppArmorProfileTest {

  private static final Path PARSER = Path.of("/usr/sbin/apparmor_parser");
  private static final Path PROFILE = Path.of("../deploy/apparmor/iguazu-hardened");

  static boolean hasParser() {
    if (!Files.isExecutable(PARSER)) {
      System.err.println("left out: AppArmorProfileTest: apparmor_parser is not installed");
      return false;
    }
    return true;
  }

  @Test
  @EnabledIf("hasParser")
  void parses() throws Exception {
    Process parser =
        new ProcessBuilder(
                PARSER.toString(), "--skip-cache", "--skip-kernel-load", PROFILE.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(parser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(parser.waitFor()).as(said).isZero();
  }
}
