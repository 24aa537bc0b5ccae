package org.iguazu.server.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.iguazu.server.IguazuServer;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the server's process says and does when it cannot start, and when it is to end. */
@ExtendWith(PostgresExtension.class)
class StartupIT {

  private static final String KEY = "igz_boot_0123456789abcdef0123456789abcdef";

  private final TestDatabase database;

  StartupIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void aTakenPortIsSaidInOneLine() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended ended = run(Map.of("SERVER_PORT", Integer.toString(taken.getLocalPort())));

      assertThat(ended.code()).isNotZero();
      assertThat(ended.complaint())
          .contains("Port " + taken.getLocalPort() + " is taken")
          .contains("SERVER_PORT");
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsSaidInOneLine() throws Exception {
    Ended ended = run(Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:1/iguazu"));

    assertThat(ended.code()).isNotZero();
    assertThat(ended.complaint()).contains("Start PostgreSQL").contains("SPRING_DATASOURCE_URL");
  }

  @Test
  void aDatabaseUserThatIsRefusedIsSaidInOneLine() throws Exception {
    Ended ended = run(Map.of("SPRING_DATASOURCE_USERNAME", "nobody"));

    assertThat(ended.code()).isNotZero();
    assertThat(ended.complaint()).contains("SPRING_DATASOURCE_PASSWORD").contains("'nobody'");
  }

  @Test
  void tablesOfAnotherVersionAreSaidInOneLine() throws Exception {
    try (TestDatabase newer = TestDatabase.create()) {
      newer
          .jdbc()
          .sql("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '001'")
          .update();

      Ended ended = run(Map.of("SPRING_DATASOURCE_URL", newer.url()));

      assertThat(ended.code()).isNotZero();
      assertThat(ended.complaint())
          .contains("made by another version of Iguazú")
          .contains("Start the version that made them");
    }
  }

  @Test
  void aDatabaseThatHoldsSomethingElseIsSaidInOneLine() throws Exception {
    try (TestDatabase theirs = TestDatabase.create()) {
      theirs.jdbc().sql("DROP TABLE flyway_schema_history").update();

      Ended ended = run(Map.of("SPRING_DATASOURCE_URL", theirs.url()));

      assertThat(ended.code()).isNotZero();
      assertThat(ended.complaint())
          .contains("holds tables that are not Iguazú's")
          .contains("SPRING_DATASOURCE_URL");
    }
  }

  @Test
  void aMigrationThatFailsIsSaidWithItsReason() throws Exception {
    try (TestDatabase halfWay = TestDatabase.create()) {
      halfWay
          .jdbc()
          .sql(
              """
              DELETE FROM flyway_schema_history
               WHERE version = (SELECT max(version) FROM flyway_schema_history)
              """) // what it made is there
          .update();

      Ended ended = run(Map.of("SPRING_DATASOURCE_URL", halfWay.url()));

      assertThat(ended.code()).isNotZero();
      assertThat(ended.output())
          .noneMatch(line -> line.startsWith("\tat "))
          .filteredOn(line -> line.contains("cannot start: "))
          .singleElement()
          .asString()
          .contains("cannot be brought up to date: ERROR: "); // as PostgreSQL says it
    }
  }

  @Test
  void aBootstrapKeyThatIsNoneIsSaidInOneLineWithoutIt() throws Exception {
    Ended ended = run(Map.of("IGUAZU_BOOTSTRAP_KEY", "hunter2"));

    assertThat(ended.code()).isNotZero();
    assertThat(ended.complaint()).contains("IGUAZU_BOOTSTRAP_KEY").doesNotContain("hunter2");
  }

  @Test
  void theServerDoesNotOutliveTheProcessItWasStartedFor() throws Exception {
    Process parent = new ProcessBuilder("sleep", "600").start();
    Process server = start(Map.of("IGUAZU_PARENT_PID", Long.toString(parent.pid())));
    try (Stream<String> lines = server.inputReader().lines()) {
      assertThat(lines.anyMatch(line -> line.contains("Started IguazuServer"))).isTrue();
      parent.destroyForcibly();

      assertThat(server.waitFor(15, TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).isZero();
    } finally {
      parent.destroyForcibly();
      server.destroyForcibly();
    }
  }

  /** What a process left behind. */
  private record Ended(int code, List<String> output) {

    /** The one line that says what is wrong; there is no other, and no stack trace. */
    String complaint() {
      assertThat(output).noneMatch(line -> line.startsWith("\tat "));
      List<String> complaints =
          output.stream().filter(line -> line.contains("WARN") || line.contains("ERROR")).toList();
      assertThat(complaints).hasSize(1);
      assertThat(complaints.getFirst()).contains("cannot start: ");
      return complaints.getFirst();
    }
  }

  private Ended run(Map<String, String> environment) throws IOException, InterruptedException {
    Process process = start(environment);
    List<String> output = process.inputReader().lines().toList();
    return new Ended(process.waitFor(), output);
  }

  private Process start(Map<String, String> environment) throws IOException {
    var builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "-Dspringdoc.api-docs.enabled=false",
            IguazuServer.class.getName());
    var all = new TreeMap<String, String>();
    all.put("SERVER_PORT", "0");
    all.put("SERVER_ADDRESS", "127.0.0.1");
    all.put("SPRING_DATASOURCE_URL", database.url());
    all.put("SPRING_DATASOURCE_USERNAME", database.user());
    all.put("SPRING_DATASOURCE_PASSWORD", database.password());
    all.put("IGUAZU_BOOTSTRAP_KEY", KEY);
    all.put("IGUAZU_AWS_ENDPOINT", "http://127.0.0.1:1");
    all.put("IGUAZU_DISPATCHER_ENABLED", "false");
    all.putAll(environment);
    builder.environment().putAll(all);
    return builder.redirectErrorStream(true).start();
  }
}
