package org.iguazu.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevFilesTest {

  @TempDir private Path directory = Path.of("");

  @Test
  void aSecretIsMadeOnceAndReadableByItsOwnerOnly() throws IOException {
    Path file = directory.resolve("key");

    String secret = DevKey.in(file, "igz_dev_");

    assertThat(secret).matches("igz_dev_[0-9a-f]{40}").isEqualTo(DevKey.in(file, "igz_dev_"));
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aPortIsKeptWhileItIsFree() throws IOException {
    Path file = directory.resolve("port");
    int port = Ports.remembered(file);

    assertThat(Ports.remembered(file)).isEqualTo(port);
    try (var taker = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Ports.remembered(file)).isNotEqualTo(taker.getLocalPort());
    }
  }

  @Test
  void aSecondCopyIsToldWhoTheFirstIs() throws IOException {
    var home = new DevHome(directory);
    try (DevLock lock = DevLock.take(home)) {
      lock.note(URI.create("http://127.0.0.1:8080"));

      assertThatThrownBy(() -> DevLock.take(home))
          .isInstanceOf(DevFailure.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("http://127.0.0.1:8080");
    }
    DevLock.take(home).close();
  }

  @Test
  void whatIsWipedIsToldFirst() throws IOException {
    Path data = Files.createDirectories(directory.resolve("postgres/base"));
    Files.writeString(data.resolve("1"), "x".repeat(3000));
    Files.writeString(directory.resolve("cli.jsa"), "stays");
    List<String> told = new ArrayList<>();

    Wipe.all(new DevHome(directory), told::add);

    assertThat(told)
        .containsExactly(
            "Wiping for good:",
            "  %s/postgres: all jobs, schedules, invocations and API keys (3 KiB)"
                .formatted(directory));
    assertThat(directory.resolve("postgres")).doesNotExist();
    assertThat(directory.resolve("cli.jsa")).exists();
  }

  @Test
  void onlyTheEndOfALogIsShown() throws IOException {
    Path log = Files.writeString(directory.resolve("log"), "1\n2\n\tat Some.code(Some.java)\n3\n");

    assertThat(LogTail.of(log, 2)).isEqualTo("2\n3");
    assertThat(LogTail.of(directory.resolve("none"), 2)).isEmpty();
  }
}
