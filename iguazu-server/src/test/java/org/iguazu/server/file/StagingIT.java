package org.iguazu.server.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationFile;
import org.iguazu.api.invocation.InvocationFiles;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.invocation.LogLine;
import org.iguazu.api.invocation.Outcome;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.api.job.InputFile;
import org.iguazu.api.job.Isolation;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.Outputs;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.api.upload.UploadId;
import org.iguazu.api.upload.UploadTarget;
import org.iguazu.core.sql.Hashes;
import org.iguazu.dispatcher.file.FileStore;
import org.iguazu.loopback.LoopbackConfig;
import org.iguazu.loopback.LoopbackServer;
import org.iguazu.loopback.ecs.ClusterSpec;
import org.iguazu.loopback.ecs.InstanceSpec;
import org.iguazu.loopback.engine.docker.DockerEngine;
import org.iguazu.loopback.engine.docker.DockerOptions;
import org.iguazu.loopback.engine.docker.DockerSocket;
import org.iguazu.server.test.RunningServer;
import org.iguazu.test.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files go into sealed containers and come out of them, by the couriers beside them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf("canRun")
class StagingIT {

  private static final String IMAGE = "iguazu/test:latest";
  private static final String CLUSTER = "sealed";
  private static final Duration LONG = Duration.ofSeconds(90);

  private final HttpClient http = HttpClient.newHttpClient();
  private LoopbackServer loopback;
  private RunningServer server;
  private IguazuClient iguazu;

  static boolean canRun() throws Exception {
    if (!DockerSocket.answers(DockerOptions.defaults().socket())) {
      return leftOut("no Docker daemon");
    }
    return status("docker", "image", "inspect", IMAGE) == 0
        || leftOut("no test image; docker/test/build-test-image makes it");
  }

  private static boolean leftOut(String why) {
    System.err.println("left out: StagingIT: " + why);
    return false;
  }

  private static int status(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.INHERIT)
        .start()
        .waitFor();
  }

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    assertThat(status("../docker/courier/build-courier-image")).isZero();
    int port = freePort();
    loopback =
        LoopbackServer.start(
            LoopbackConfig.in(directory)
                .withCluster(ClusterSpec.of(CLUSTER, InstanceSpec.of(1, 4_096, 4_096)))
                .withEngine(
                    DockerEngine.with(
                        DockerOptions.defaults()
                            .withHostPorts(Set.of(port))
                            .withCleanupDelay(Duration.ZERO))));
    server =
        RunningServer.start(
            TestDatabase.create(),
            Map.of(
                "server.port",
                Integer.toString(port),
                "iguazu.aws.endpoint",
                loopback.endpoint().toString(),
                "iguazu.aws.endpoint-for-containers",
                loopback.s3EndpointForContainers().orElseThrow().toString(),
                "iguazu.dispatcher.callback-url",
                "http://127.0.0.1:" + port,
                "iguazu.clusters.hardened",
                CLUSTER,
                "iguazu.dispatcher.enabled",
                "true"));
    iguazu = IguazuClient.connect(server.url(), RunningServer.ADMIN_KEY);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  void stop() {
    iguazu.close();
    server.close();
    loopback.close();
    http.close();
  }

  private static JobDefinition.Builder sealed(String job, String script) {
    return JobDefinition.named(job)
        .image(IMAGE)
        .command(List.of("sh", "-c", script))
        .cpu(512)
        .memory(64)
        .timeout(Duration.ofSeconds(60))
        .stopTimeout(Duration.ofSeconds(2))
        .isolation(Isolation.HARDENED)
        .cluster(CLUSTER);
  }

  private void register(JobDefinition.Builder job) {
    iguazu.jobs().register(job.build());
  }

  private Invocation run(InvocationRequest.Builder request) {
    return iguazu.await(iguazu.invoke(request.build()), LONG);
  }

  private UploadId uploaded(String name, byte[] content) {
    return iguazu.uploads().upload(name, content).id();
  }

  private String content(InvocationFile file) throws Exception {
    var answer =
        http.send(HttpRequest.newBuilder(URI.create(file.url())).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private static String reason(Invocation invocation) {
    return Objects.requireNonNull(invocation.outcome()).reason();
  }

  private String all(Invocation invocation) {
    return invocation + "\n" + iguazu.log(invocation.id()).map(LogLine::text).toList();
  }

  @Test
  void aSealedJobIsGivenItsFileAndItsParametersAndLeavesFilesAndAResult() throws Exception {
    String script =
        """
        mkdir /iguazu/out/report
        tr a-z A-Z < /iguazu/in/essay.txt > /iguazu/out/report/loud.txt
        cp /iguazu/in/parameters.json /iguazu/out/
        echo '{"grade": 9}' > /iguazu/out/result.json
        touch /iguazu/in/mine 2>&1; env | grep -c IGUAZU; ls /sys/class/net
        """;
    register(
        sealed("grade", script)
            .inputs(List.of(InputFile.named("essay.txt").build()))
            .outputs(Outputs.usual()));
    UploadId essay = uploaded("mine.txt", "once upon a time".getBytes(UTF_8));

    Invocation ended =
        run(
            InvocationRequest.of("grade")
                .parameters(IguazuJson.strict().readTree("{\"course\":7}"))
                .inputs(Map.of("essay.txt", essay)));

    assertThat(ended.outcome())
        .as(() -> all(ended))
        .extracting(Outcome::kind)
        .isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(ended.result()).hasToString("{\"grade\":9}");
    InvocationFiles files = iguazu.files(ended.id());
    assertThat(files.inputs()).extracting(InvocationFile::name).containsExactly("essay.txt");
    assertThat(files.outputs())
        .extracting(InvocationFile::name)
        .containsExactly("parameters.json", "report/loud.txt");
    assertThat(content(files.outputs().get(0))).isEqualTo("{\"course\":7}");
    assertThat(content(files.outputs().get(1))).isEqualTo("ONCE UPON A TIME");
    assertThat(iguazu.log(ended.id()).map(LogLine::text))
        .containsExactly("touch: cannot touch '/iguazu/in/mine': Read-only file system", "0", "lo");
  }

  @Test
  void aJobThatFailsLeavesFilesTooAndItsExitCodeIsTold() throws Exception {
    register(sealed("failing", "echo why > /iguazu/out/log; exit 3").outputs(Outputs.usual()));

    Invocation ended = run(InvocationRequest.of("failing"));

    assertThat(ended.outcome()).extracting(Outcome::exitCode).isEqualTo(3);
    assertThat(reason(ended)).isEqualTo("exited with code 3");
    assertThat(content(iguazu.files(ended.id()).outputs().getFirst())).isEqualTo("why\n");
  }

  @Test
  void anArchiveIsUnpackedAndATrapIsRefused() throws Exception {
    register(
        sealed("unpacking", "cat /iguazu/in/project/src/a.py")
            .inputs(List.of(InputFile.named("project").unpack(true).maxSize(1).build())));

    Invocation fine =
        run(
            InvocationRequest.of("unpacking")
                .inputs(Map.of("project", uploaded("project.zip", zip("src/a.py")))));
    Invocation trap =
        run(
            InvocationRequest.of("unpacking")
                .inputs(Map.of("project", uploaded("project.zip", zip("../a.py")))));

    assertThat(fine.outcome()).extracting(Outcome::kind).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(iguazu.log(fine.id()).map(LogLine::text)).containsExactly("content of src/a.py");
    assertThat(trap.outcome()).extracting(Outcome::kind).isEqualTo(OutcomeKind.FAILED);
    assertThat(reason(trap))
        .startsWith(
            "InputRefused: input 'project': the archive is refused for its entry '../a.py'");
    assertThat(iguazu.log(trap.id()).map(LogLine::text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar", "tar.gz", "gz"})
  void whateverItIsPackedByItIsUnpacked(String format) throws Exception {
    boolean single = format.equals("gz");
    register(
        sealed(
                "unpacking-" + format.replace('.', '-'),
                "cd /iguazu/in; find . -type f; cat $(find essay* -type f)")
            .inputs(List.of(InputFile.named("essay.gz").unpack(true).maxSize(1).build())));
    byte[] tar = tar("a/b.txt", "content");
    byte[] packed = single ? gzip("content".getBytes(UTF_8)) : tar;

    Invocation ended =
        run(
            InvocationRequest.of("unpacking-" + format.replace('.', '-'))
                .inputs(
                    Map.of(
                        "essay.gz", uploaded("x", format.equals("tar.gz") ? gzip(tar) : packed))));

    assertThat(iguazu.log(ended.id()).map(LogLine::text))
        .containsExactlyInAnyOrder(
            single ? "./essay.gz/essay" : "./essay.gz/a/b.txt", "./parameters.json", "content");
  }

  private static byte[] tar(String name, String content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      var entry = new TarArchiveEntry(name);
      entry.setSize(content.length());
      tar.putArchiveEntry(entry);
      tar.write(content.getBytes(UTF_8));
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  /** Each takes a page of memory, which is more than it has in it. */
  @ParameterizedTest
  @CsvSource({"40,", "39,InputRefused: input 'many': the archive is refused: takes more than"})
  void manySmallFilesHaveRoomOrAreRefused(int maxSize, @Nullable String refusal) throws Exception {
    String job = "many-" + maxSize;
    register(
        sealed(job, "find /iguazu/in/many -type f | wc -l")
            .inputs(List.of(InputFile.named("many").unpack(true).maxSize(maxSize).build())));
    var files = new String[InputFile.MOST_ENTRIES];
    Arrays.setAll(files, i -> "f" + i);

    Invocation ended =
        run(InvocationRequest.of(job).inputs(Map.of("many", uploaded("many.zip", zip(files)))));

    if (refusal == null) {
      assertThat(iguazu.log(ended.id()).map(LogLine::text))
          .as(() -> all(ended))
          .containsExactly(Integer.toString(InputFile.MOST_ENTRIES));
    } else {
      assertThat(reason(ended)).startsWith(refusal);
    }
  }

  @Test
  void whatIsNotWhatWasUploadedIsNotGivenToTheJob() throws Exception {
    register(
        sealed("careful", "cat /iguazu/in/essay")
            .inputs(List.of(InputFile.named("essay").build())));
    UploadId essay = uploaded("essay", "mine".getBytes(UTF_8));
    byte[] evil = "evil".getBytes(UTF_8);
    UploadTarget target =
        server
            .get(FileStore.class)
            .target(FileKeys.of(essay), evil.length, Hashes.sha256(evil), Instant.now());
    var put =
        HttpRequest.newBuilder(URI.create(target.url())).PUT(BodyPublishers.ofByteArray(evil));
    target.headers().forEach(put::header);
    assertThat(http.send(put.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(200);

    Invocation ended = run(InvocationRequest.of("careful").inputs(Map.of("essay", essay)));

    assertThat(reason(ended))
        .startsWith(
            "InputRefused: the store's content of input 'essay' is not what was uploaded: SHA-256");
    assertThat(iguazu.log(ended.id()).map(LogLine::text)).isEmpty();
  }

  @Test
  void aResultKeepsAllDigitsAndIsMeasuredAsItIsKept() {
    String precise = "{\"sum\":0.12345678901234567890,\"large\":1E+400}";
    register(
        sealed("precise", "echo '%s' > /iguazu/out/result.json".formatted(precise))
            .outputs(Outputs.usual()));
    register(
        sealed(
                "swelling",
                "python3 -c 'print(\"[\" + \"1e5,\" * 65530 + \"1]\")' > /iguazu/out/result.json")
            .outputs(Outputs.usual()));

    assertThat(run(InvocationRequest.of("precise")).result()).hasToString(precise);
    assertThat(reason(run(InvocationRequest.of("swelling"))))
        .startsWith("OutputRefused: the job left a result.json of")
        .endsWith("when it is written anew, but a result may have 262,144");
  }

  private static byte[] zip(String... entries) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(("content of " + entry).getBytes(UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ln -s /etc/passwd a                         | 'a' is a symbolic link
          ln -s / a                                   | 'a' is a symbolic link
          mkfifo a                                    | 'a' is no plain file
          python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("a")' | 'a' is no plain file
          echo x > a; ln a b                          | has a second name (a hard link)
          touch a b c d                               | more than 3 files
          truncate -s 3M a                            | more than 2 MiB
          touch "$(printf 'a\033[2Jb')"               | 'a?[2Jb' has a name that is too long or not printable
          touch "$(printf 'a\\302\\233b')"            | 'a?b' has a name that is too long or not printable
          echo x > a; chmod 000 a                     | 'a' cannot be read
          mkdir -p $(seq -s / 20)                     | lies deeper than 16 directories
          echo x > result.json                        | result.json that is no JSON
          """)
  void whatIsNoPlainFileOrTooMuchIsNotTaken(String trick, String reason) {
    register(
        sealed("trick", "cd /iguazu/out && " + trick)
            .outputs(new Outputs.Builder().maxFiles(3).maxSize(2).build()));

    Invocation ended = run(InvocationRequest.of("trick"));

    assertThat(ended.outcome()).extracting(Outcome::kind).isEqualTo(OutcomeKind.FAILED);
    assertThat(reason(ended)).startsWith("OutputRefused: ").contains(reason);
    assertThat(iguazu.files(ended.id()).outputs()).isEmpty();
  }

  @Test
  void theRoomForFilesIsAsLargeAsItIsSaidToBe() {
    register(
        sealed("filling", "head -c 3M /dev/zero > /iguazu/out/a; rm /iguazu/out/a; echo $?")
            .outputs(new Outputs.Builder().maxSize(2).build()));

    Invocation ended = run(InvocationRequest.of("filling"));

    assertThat(iguazu.log(ended.id()).map(LogLine::text))
        .anyMatch(line -> line.contains("No space left on device"));
  }

  @Test
  void oneThatTakesTooLongIsStoppedAndSaysSo() {
    register(
        sealed("endless", "sleep 100").outputs(Outputs.usual()).timeout(Duration.ofSeconds(3)));

    Invocation ended = run(InvocationRequest.of("endless"));

    assertThat(ended.outcome()).extracting(Outcome::kind).isEqualTo(OutcomeKind.TIMED_OUT);
  }

  @Test
  void oneThatTakesTooMuchMemoryOrHasNoImageIsToldAsEver() {
    register(sealed("hog", "python3 -c 'bytearray(1 << 28)'").outputs(Outputs.usual()));
    register(sealed("nowhere", "true").image("127.0.0.1:1/no:1").outputs(Outputs.usual()));

    assertThat(reason(run(InvocationRequest.of("hog"))))
        .isEqualTo("was killed for using more than its 64 MiB of memory");
    assertThat(reason(run(InvocationRequest.of("nowhere"))))
        .startsWith("the image could not be pulled: ");
  }

  @Test
  void whatWasCancelledLeavesNothing() {
    register(
        sealed("slow", "echo x > /iguazu/out/a; echo there; sleep 100").outputs(Outputs.usual()));
    InvocationId id = iguazu.invoke("slow");
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(iguazu.log(id).map(LogLine::text)).contains("there"));

    iguazu.cancel(id);

    assertThat(iguazu.await(id, LONG).outcome())
        .extracting(Outcome::kind)
        .isEqualTo(OutcomeKind.STOPPED);
    assertThat(iguazu.files(id).outputs()).isEmpty();
  }

  @Test
  void filesThatAreNotWhatTheJobTakesAreRefusedByName() {
    register(
        sealed("picky", "true")
            .inputs(
                List.of(
                    InputFile.named("one").maxSize(1).build(),
                    InputFile.named("two").required(false).build())));
    UploadId large = uploaded("large", new byte[(1 << 20) + 1]);

    assertThatThrownBy(() ->
            iguazu.invoke(
                InvocationRequest.of("picky")
                    .inputs(Map.of("two", new UploadId(UUID.randomUUID()), "three", large))
                    .build()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem().errors())
                    .extracting(FieldError::pointer)
                    .containsExactly("/inputs/one", "/inputs/three", "/inputs/two"));
    assertThatThrownBy(
            () -> iguazu.invoke(InvocationRequest.of("picky").inputs(Map.of("one", large)).build()))
        .hasMessageContaining("has 1,048,577 bytes, but the job takes at most 1 MiB");
  }
}
