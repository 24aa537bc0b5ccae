package org.iguazu.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresIT {

  @TempDir private static Path shared = Path.of("");

  private DevHome home = new DevHome(Path.of(""));

  @BeforeAll
  static void unpackOnce() throws IOException {
    PostgresBinaries.unpacked(shared.resolve("postgres-programs"));
  }

  @BeforeEach
  void createHome(@TempDir Path directory) throws IOException {
    home = new DevHome(Files.createDirectories(directory.resolve("with a space")));
    Files.createSymbolicLink(home.path("postgres-programs"), shared.resolve("postgres-programs"));
  }

  @AfterEach
  void stop() throws Exception {
    Postgres.prepare(home).close();
  }

  @Test
  void isDurableAndListensOnThisMachineOnly() throws Exception {
    try (Postgres postgres = Postgres.prepare(home).start();
        Connection connection = connect(postgres, postgres.password())) {
      assertThat(show(connection, "fsync")).isEqualTo("on");
      assertThat(show(connection, "synchronous_commit")).isEqualTo("on");
      assertThat(show(connection, "full_page_writes")).isEqualTo("on");
      assertThat(show(connection, "listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(postgres.version()).isEqualTo("PostgreSQL " + show(connection, "server_version"));
    }
  }

  @Test
  void letsNobodyInWithoutThePassword() throws Exception {
    try (Postgres postgres = Postgres.prepare(home).start()) {
      assertThatThrownBy(() -> connect(postgres, "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void whatALauncherThatWasKilledLeftRunningIsReplacedWithItsDataKept() throws Exception {
    Postgres orphan = Postgres.prepare(home).start();
    try (Connection connection = connect(orphan, orphan.password())) {
      connection.createStatement().execute("CREATE TABLE kept (n int)");
    }
    long orphanPid = pid();

    try (Postgres next = Postgres.prepare(home).start();
        Connection connection = connect(next, next.password())) {
      assertThat(pid()).isNotEqualTo(orphanPid);
      assertThat(ProcessHandle.of(orphanPid)).isEmpty();
      connection.createStatement().executeQuery("SELECT * FROM kept").close();
    }
    assertThat(home.path("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void aProcessNumberThatAnotherProgramHasNowIsNotKilled() throws Exception {
    Postgres.prepare(home).start().close();
    Path pidFile = home.path("postgres/postmaster.pid");
    Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");

    try (Postgres postgres = Postgres.prepare(home).start()) {
      assertThat(postgres.isNew()).isFalse();
    }
  }

  private long pid() throws IOException {
    return Long.parseLong(
        Files.readAllLines(home.path("postgres/postmaster.pid")).getFirst().strip());
  }

  private static Connection connect(Postgres postgres, String password) throws SQLException {
    return DriverManager.getConnection(postgres.url(), postgres.user(), password);
  }

  private static String show(Connection connection, String setting) throws SQLException {
    try (ResultSet rows = connection.createStatement().executeQuery("SHOW " + setting)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
