package org.iguazu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {

  private static final String ID = "019f0000-0000-7000-8000-000000000001";
  private static final String SUCCEEDED =
      """
      "outcome":{"kind":"SUCCEEDED","reason":"said so","exitCode":0},"result":{"rows":3},
      "startedAt":"2026-11-24T12:00:01Z","finishedAt":"2026-11-24T12:00:02.5Z","status":"FINISHED"
      """;
  private static final String FAILED =
      """
      "outcome":{"kind":"FAILED","reason":"exited with 7","exitCode":7},"status":"FINISHED"
      """;

  private final StubServer server = new StubServer();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void invokePrintsTheIdAloneSoThatAScriptMayUseIt() {
    server.on("POST /api/invocations", 201, invocation("\"status\":\"QUEUED\""));

    int exitCode =
        iguazu(
            "invoke",
            "export",
            "-p",
            "quiz=week 3",
            "-p",
            "n=5",
            "-p",
            "s=\"5\"",
            "--label",
            "a=b");

    assertThat(exitCode).isZero();
    assertThat(out.toString().strip()).isEqualTo(ID);
    assertThat(err.toString()).contains("iguazu wait " + ID);
    assertThat(server.lastBody())
        .isEqualTo(
            "{\"job\":\"export\",\"parameters\":{\"quiz\":\"week 3\",\"n\":5,\"s\":\"5\"},"
                + "\"priority\":0,\"labels\":{\"a\":\"b\"}}");
  }

  @Test
  void parametersMayComeFromAFileAndBeChangedSingly(@TempDir Path directory) throws IOException {
    server.on("POST /api/invocations", 201, invocation("\"status\":\"QUEUED\""));
    Path file = Files.writeString(directory.resolve("p.json"), "{\"quiz\":1,\"all\":true}");

    iguazu("invoke", "export", "--parameters", "@" + file, "-p", "quiz=2");

    assertThat(server.lastBody()).contains("\"parameters\":{\"quiz\":2,\"all\":true}");
  }

  @Test
  void aDueTimeIsSentAsAnInstant() {
    server.on("POST /api/invocations", 201, invocation("\"status\":\"QUEUED\""));

    iguazu("invoke", "export", "--due-at", "2026-11-24T14:05:00+01:00", "--start-within", "10m");

    assertThat(server.lastBody())
        .contains("\"dueAt\":\"2026-11-24T13:05:00Z\"", "\"startWithin\":\"PT10M\"");
  }

  @Test
  void waitingPrintsTheResultAndSucceedsIfTheJobDid() {
    server
        .on("POST /api/invocations", 201, invocation("\"status\":\"QUEUED\""))
        .on("GET /api/invocations/" + ID, 200, invocation(SUCCEEDED));

    assertThat(iguazu("invoke", "export", "--wait")).isZero();
    assertThat(out.toString()).contains("\"rows\"").contains("3");
    assertThat(err.toString()).contains("export succeeded after 1.5 s");
  }

  @Test
  void waitingFailsIfTheJobDidNotSucceed() {
    server.on("GET /api/invocations/" + ID, 200, invocation(FAILED));

    assertThat(iguazu("wait", ID)).isEqualTo(1);
    assertThat(err.toString()).contains("export failed: exited with 7");
  }

  @Test
  void waitingFailsIfTheTimeIsOver() {
    server.on("GET /api/invocations/" + ID, 200, invocation("\"status\":\"RUNNING\""));

    assertThat(iguazu("wait", ID, "--timeout", "0s")).isEqualTo(1);
    assertThat(err.toString()).contains("Not finished after 0 ms: it is running.");
  }

  @Test
  void followingPrintsTheLogAndTellsTheEnd() {
    server
        .on("GET /api/invocations/" + ID, 200, invocation(FAILED))
        .onEvents(
            "GET /api/invocations/" + ID + "/log",
            """
            event: line
            data: {"at":"2026-11-24T12:00:00Z","text":"hello"}

            event: end
            data: {}

            """);

    assertThat(iguazu("log", ID, "-f")).isEqualTo(1);
    assertThat(out.toString().strip()).isEqualTo("hello");
    assertThat(err.toString()).contains("failed");
  }

  @Test
  void aListIsATableForPeopleAndJsonForPrograms() {
    server.on(
        "GET /api/invocations",
        200,
        "{\"items\":[" + invocation(FAILED) + "],\"next\":\"" + ID + "\"}");

    assertThat(iguazu("list", "--job", "export", "--status", "finished")).isZero();
    assertThat(server.lastTarget())
        .isEqualTo("/api/invocations?job=export&status=FINISHED&limit=20");
    assertThat(out.toString().lines().toList().getFirst()).startsWith("ID ");
    assertThat(out.toString().lines().toList().get(1))
        .contains(ID, "export", "failed", "exited with 7");
    assertThat(err.toString()).contains("--before " + ID);

    out.getBuffer().setLength(0);
    iguazu("list", "--json");
    assertThat(out.toString()).startsWith("{").contains("\"kind\" : \"FAILED\"");
  }

  @Test
  void aLongRemarkIsCutInAListForItIsATable() {
    String talkative = FAILED.replace("exited with 7", "line one\\nline two " + "x".repeat(200));
    server.on("GET /api/invocations", 200, "{\"items\":[" + invocation(talkative) + "]}");

    iguazu("list");

    assertThat(out.toString().lines().toList()).hasSize(2);
    assertThat(out.toString().strip()).endsWith("x…").contains("line one line two");
  }

  @Test
  void registeringMayNameAnotherImage(@TempDir Path directory) throws IOException {
    server.on("PUT /api/jobs/export", 201, revision());
    Path file =
        Files.writeString(
            directory.resolve("job.json"), "{\"name\":\"export\",\"cpu\":128,\"memory\":64}");

    assertThat(iguazu("jobs", "register", file.toString(), "--image", "other")).isZero();
    assertThat(server.lastBody()).contains("\"image\":\"other\"");
    assertThat(out.toString()).contains("export is registered, revision 2 is current.");
  }

  @Test
  void aFileThatDefinesNoJobIsAMistakeOfTheCaller(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("job.json"), "{\"name\":\"export\",\"cpu\":1}");

    assertThat(iguazu("jobs", "register", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("/image must name", "/cpu must be 128");
  }

  @Test
  void aScheduleMayBeWrittenOnTheCommandLine() {
    server.on("PUT /api/schedules/nightly", 201, schedule());

    assertThat(
            iguazu(
                "schedules",
                "put",
                "--name",
                "nightly",
                "--job",
                "export",
                "--cron",
                "30 2 * * *",
                "--zone",
                "Europe/Berlin",
                "--overlap",
                "queue_one"))
        .isZero();
    assertThat(server.lastBody())
        .contains(
            "\"cron\":\"30 2 * * *\"", "\"zone\":\"Europe/Berlin\"", "\"overlap\":\"QUEUE_ONE\"");
    assertThat(out.toString()).contains("30 2 * * *, in Europe/Berlin");
  }

  @Test
  void aScheduleThatWasPausedLaterDoesNotSayItWasWrittenThen() {
    server.on(
        "GET /api/schedules/nightly",
        200,
        """
        {"definition":{"name":"nightly","job":"export","cron":"30 2 * * *","zone":"Europe/Berlin"},
         "state":"PAUSED","createdBy":"dev","createdAt":"2026-11-24T12:00:00Z",
         "updatedAt":"2026-11-24T13:30:00Z",
         "lastLeftOut":{"at":"2026-11-24T01:30:00Z","reason":"invocation 1 has not ended"}}
        """);

    assertThat(iguazu("schedules", "show", "nightly")).isZero();
    assertThat(out.toString())
        .containsPattern("state +paused")
        .containsPattern("created +2026-11-24")
        .containsPattern("last change +2026-11-24")
        .containsPattern("last left out +2026-11-24 .*: invocation 1 has not ended")
        .containsPattern("written by +dev");
  }

  @Test
  void aScheduleWithoutItsJobIsAMistakeOfTheCaller() {
    assertThat(iguazu("schedules", "put", "--name", "nightly")).isEqualTo(2);
    assertThat(err.toString()).contains("give either a FILE, or all of --name, --job and --cron");
  }

  @Test
  void aNewKeyIsPrintedAlone() {
    server.on(
        "POST /api/keys",
        201,
        """
        {"key":{"id":"k1","name":"ci","scopes":["INVOKE","READ"],"createdAt":"2026-11-24T12:00:00Z"},
         "secret":"igz_k1_s3cret"}
        """);

    assertThat(iguazu("keys", "create", "--name", "ci", "--scope", "invoke,read")).isZero();
    assertThat(out.toString().strip()).isEqualTo("igz_k1_s3cret");
  }

  @Test
  void aWebhooksSecretIsPrintedAlone() {
    server.on("PUT /api/webhooks/grades", 201, webhook("\"secret\":\"whsec_s3cret\","));

    assertThat(iguazu("webhooks", "put", "grades", "https://example.org/")).isZero();
    assertThat(out.toString().strip()).isEqualTo("whsec_s3cret");
    assertThat(server.lastBody()).isEqualTo("{\"url\":\"https://example.org/\"}");
  }

  @Test
  void aWebhookThatOnlyHasAnotherAddressPrintsNoSecret() {
    server.on("PUT /api/webhooks/grades", 200, webhook(""));

    assertThat(iguazu("webhooks", "put", "grades", "https://example.org/")).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("its secret is the same");
  }

  @Test
  void anInvocationNamesItsWebhook() {
    server.on("POST /api/invocations", 201, invocation("\"status\":\"QUEUED\""));

    assertThat(iguazu("invoke", "export", "--webhook", "grades")).isZero();
    assertThat(server.lastBody()).contains("\"webhook\":\"grades\"");
  }

  @Test
  void anInvocationIsLimitedByItsKey() {
    server.on("POST /api/invocations", 201, invocation("\"status\":\"QUEUED\""));

    assertThat(iguazu("invoke", "export", "--concurrency-key", "ml-101")).isZero();
    assertThat(server.lastBody()).contains("\"concurrencyKey\":\"ml-101\"");
  }

  @Test
  void anInvocationMayReplaceWhatIsPending() {
    server.on("POST /api/invocations", 201, invocation("\"status\":\"QUEUED\""));

    assertThat(iguazu("invoke", "export", "--unique-key", "week-3", "--unique-policy", "replace"))
        .isZero();
    assertThat(server.lastBody())
        .contains("\"unique\":{\"key\":\"week-3\",\"policy\":\"REPLACE\"}");
  }

  @Test
  void eventsAreFollowedToTheEnd() {
    server.onEvents(
        "GET /api/invocations/" + ID + "/events",
        """
        id: 1
        event: change
        data: {"sequence":1,"at":"2026-11-24T12:00:00Z","kind":"submitted","details":{"by":"dev"}}

        event: end
        data: {}

        """);

    assertThat(iguazu("events", "-f", ID)).isZero();
    assertThat(out.toString()).contains("submitted", "by=dev");
  }

  private static String webhook(String secret) {
    return """
    {%s"webhook":{"name":"grades","url":"https://example.org/","owner":"dev",
     "createdAt":"2026-11-24T12:00:00Z","updatedAt":"2026-11-24T12:00:00Z"}}
    """
        .formatted(secret);
  }

  @Test
  void aProblemIsToldInItsOwnWordsFieldByField() {
    server.on(
        "POST /api/invocations",
        422,
        """
        {"type":"t","title":"T","status":422,"code":"invalid-parameters","detail":"They do not fit.",
         "errors":[{"pointer":"/parameters/quiz","message":"is missing"}]}
        """);

    assertThat(iguazu("invoke", "export")).isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly("They do not fit.", "  /parameters/quiz is missing");
  }

  @Test
  void whereNothingListensTheFixIsTold() throws IOException {
    int freePort;
    try (var socket = new ServerSocket(0)) {
      freePort = socket.getLocalPort();
    }

    int exitCode = run("list", "--url", "http://127.0.0.1:" + freePort);

    assertThat(exitCode).isEqualTo(3);
    assertThat(err.toString())
        .contains("No Iguazú answers at http://127.0.0.1:" + freePort)
        .contains("start one with iguazu dev, or give --url");
  }

  @Test
  void mistakesOnTheCommandLineAreToldWithoutAStackTrace() {
    assertThat(run("get", "42")).isEqualTo(2);
    assertThat(run("frobnicate")).isEqualTo(2);
    assertThat(run("list", "--url", "nonsense")).isEqualTo(2);
    assertThat(err.toString())
        .contains("must be an invocation id (a UUID), but is '42'")
        .contains("frobnicate")
        .contains("'nonsense' is not an address")
        .doesNotContain("\tat ");
  }

  @Test
  void everyCommandHasHelp() {
    assertThat(run("--help")).isZero();
    for (String command : List.of("invoke", "get", "list", "wait", "log", "events", "cancel")) {
      assertThat(run(command, "--help")).isZero();
    }
    assertThat(run("schedules", "put", "--help")).isZero();
    assertThat(out.toString()).contains("Exit codes:", "--due-in", "--cron");
  }

  @Test
  void uploadPutsTheFileWhereItIsToldAndPrintsTheId(@TempDir Path directory) throws IOException {
    server.on("POST /api/uploads", 201, upload("\"target\":%s".formatted(target())));
    server.on("PUT /bucket/key", 200, "");
    server.on("POST /api/uploads/%s/complete".formatted(ID), 200, upload("\"target\":null"));
    Path file = Files.writeString(directory.resolve("essay.txt"), "Once upon a time");

    int exitCode = iguazu("upload", file.toString());

    assertThat(exitCode).isZero();
    assertThat(out.toString().strip()).isEqualTo(ID);
    assertThat(server.lastBody()).isEqualTo("Once upon a time");
    assertThat(server.lastTarget()).isEqualTo("/api/uploads/%s/complete".formatted(ID));
  }

  @Test
  void anUploadThatTheStoreRefusesIsSaidInASentence(@TempDir Path directory) throws IOException {
    server.on("POST /api/uploads", 201, upload("\"target\":%s".formatted(target())));
    server.on("PUT /bucket/key", 400, "BadDigest");
    Path file = Files.writeString(directory.resolve("essay.txt"), "Once upon a time");

    assertThat(iguazu("upload", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("refused the file with HTTP 400: BadDigest");
  }

  @Test
  void anUploadOfNoFileIsAUsageError() {
    assertThat(iguazu("upload", "nothing-here.txt")).isEqualTo(2);
    assertThat(err.toString()).contains("There is no file 'nothing-here.txt'.");
  }

  @Test
  void invokeHandsOverItsInputsFirst(@TempDir Path directory) throws IOException {
    server.on("POST /api/uploads", 201, upload("\"target\":%s".formatted(target())));
    server.on("PUT /bucket/key", 200, "");
    server.on("POST /api/uploads/%s/complete".formatted(ID), 200, upload("\"target\":null"));
    server.on("POST /api/invocations", 201, invocation("\"status\":\"QUEUED\""));
    Path file = Files.writeString(directory.resolve("essay.txt"), "Once upon a time");

    assertThat(iguazu("invoke", "grade", "-i", "submission=" + file)).isZero();
    assertThat(server.lastBody()).contains("\"inputs\":{\"submission\":\"%s\"}".formatted(ID));

    assertThat(iguazu("invoke", "grade", "--input", "submission=nothing")).isEqualTo(2);
    assertThat(err.toString()).contains("There is no file 'nothing'.");
  }

  @Test
  void filesGetsWhatWasLeftIntoTheDirectoryAndNowhereElse(@TempDir Path directory)
      throws IOException {
    server.on("GET /api/invocations/%s/files".formatted(ID), 200, files("a/b.txt"));
    server.on("GET /bucket/key", 200, "left");
    Path to = directory.resolve("to");

    assertThat(iguazu("files", ID, "--to", to.toString())).isZero();
    assertThat(to.resolve("a/b.txt")).hasContent("left");

    server.on("GET /api/invocations/%s/files".formatted(ID), 200, files("../b.txt"));
    assertThat(iguazu("files", ID, "--to", to.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("'../b.txt' would not be in");
    assertThat(directory.resolve("b.txt")).doesNotExist();

    server.on("GET /api/invocations/%s/files".formatted(ID), 200, files("a/b.txt"));
    server.on("GET /bucket/key", 200, "changed");
    assertThat(iguazu("files", ID, "--to", to.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is not what was kept");
    assertThat(to.resolve("a/b.txt")).hasContent("left");
    assertThat(to.resolve("a")).isDirectoryNotContaining("glob:**.part");
  }

  private String files(String output) {
    return """
    {"inputs":[],"outputs":[{"name":"%s","size":4,"url":"%s/bucket/key?signed","until":"2026-11-24T12:15:00Z",
     "sha256":"360f84035942243c6a36537ae2f8673485e6c04455a0a85a0db19690f2541480"}]}
    """
        .formatted(output, server.url());
  }

  private String target() {
    return "{\"url\":\"%s/bucket/key?signed\",\"headers\":{\"x-amz-a\":\"b\"},\"until\":\"2026-11-24T12:15:00Z\"}"
        .formatted(server.url());
  }

  private static String upload(String more) {
    return """
    {"id":"%s","name":"essay.txt","size":16,"sha256":"%s","createdAt":"2026-11-24T12:00:00Z",
     "expiresAt":"2026-11-25T12:00:00Z",%s}
    """
        .formatted(ID, "0".repeat(64), more);
  }

  private int iguazu(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", server.url(), "--key", "igz_k1_test"));
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return Main.commandLine(new PrintWriter(out), new PrintWriter(err)).execute(arguments);
  }

  private static String invocation(String more) {
    return """
    {"id":"%s","job":"export","revision":1,"priority":0,"dispatch":0,"createdBy":"dev",
     "createdAt":"2026-11-24T12:00:00Z","dueAt":"2026-11-24T12:00:00Z",
     "startBy":"2026-11-24T13:00:00Z",%s}
    """
        .formatted(ID, more);
  }

  private static String revision() {
    return """
    {"revision":2,"definition":{"name":"export","image":"other","cpu":128,"memory":64},
     "registeredAt":"2026-11-24T12:00:00Z","registeredBy":"dev","current":true}
    """;
  }

  private static String schedule() {
    return """
    {"definition":{"name":"nightly","job":"export","cron":"30 2 * * *","zone":"Europe/Berlin"},
     "state":"ACTIVE","createdBy":"dev","createdAt":"2026-11-24T12:00:00Z",
     "updatedAt":"2026-11-24T12:00:00Z","nextFireAt":"2026-11-25T01:30:00Z"}
    """;
  }
}
