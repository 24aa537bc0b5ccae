package org.iguazu.server.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.dispatch.OutputFile;
import org.iguazu.api.dispatch.OutputFiles;
import org.iguazu.api.dispatch.StagedFiles;
import org.iguazu.api.dispatch.StagedInput;
import org.iguazu.api.invocation.InvocationFile;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.job.InputFile;
import org.iguazu.api.job.Isolation;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.Outputs;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.upload.UploadId;
import org.iguazu.api.upload.UploadTarget;
import org.iguazu.core.sql.Hashes;
import org.iguazu.dispatcher.file.FileStore;
import org.iguazu.loopback.LoopbackConfig;
import org.iguazu.loopback.LoopbackServer;
import org.iguazu.server.test.Answer;
import org.iguazu.server.test.Dispatches;
import org.iguazu.server.test.Dispatches.Dispatched;
import org.iguazu.server.test.RunningServer;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What couriers ask and tell; the test plays the courier, and S3 is the loopback's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DispatchFilesIT {

  private static final OutputFile GRADE = file("grade.txt", "A");
  private static final OutputFile COPY = file("sub/copy.txt", "A");

  private final HttpClient http = HttpClient.newHttpClient();
  private LoopbackServer loopback;
  private RunningServer server;
  private IguazuClient iguazu;
  private Dispatches dispatches;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    loopback = LoopbackServer.start(LoopbackConfig.in(directory));
    server =
        RunningServer.start(
            TestDatabase.create(),
            Map.of(
                "iguazu.aws.endpoint",
                loopback.endpoint().toString(),
                "iguazu.clusters.hardened",
                "sealed"));
    iguazu = IguazuClient.connect(server.url(), RunningServer.ADMIN_KEY);
    dispatches = new Dispatches(server);
    register(sealed("grading").outputs(new Outputs(2, 1)));
  }

  @AfterAll
  void stop() {
    iguazu.close();
    server.close();
    loopback.close();
    http.close();
  }

  private static JobDefinition.Builder sealed(String job) {
    return JobDefinition.named(job)
        .image("grader")
        .cpu(128)
        .memory(64)
        .isolation(Isolation.HARDENED)
        .cluster("sealed");
  }

  private void register(JobDefinition.Builder job) {
    iguazu.jobs().register(job.build());
  }

  private static OutputFile file(String name, String content) {
    return new OutputFile(name, content.length(), Hashes.sha256(content.getBytes(UTF_8)));
  }

  private static Answer post(Dispatched dispatched, String path, OutputFile... files) {
    String body = IguazuJson.strict().writeValueAsString(new OutputFiles(List.of(files)));
    return dispatched.container().post("/api/dispatch/" + path, body);
  }

  private int put(UploadTarget target, String content) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(target.url())).PUT(BodyPublishers.ofString(content));
    target.headers().forEach(request::header);
    return http.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private String get(String url) throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  @Test
  void aCourierIsToldWhatToBringAndWhatMayBeKept() throws Exception {
    InputFile essay = InputFile.named("essay").maxSize(3).unpack(true).build();
    register(
        sealed("reading")
            .inputs(List.of(essay, InputFile.named("notes").required(false).build()))
            .outputs(new Outputs(5, 6)));
    UploadId upload = iguazu.uploads().upload("mine.txt", "once".getBytes(UTF_8)).id();
    Dispatched dispatched =
        dispatches.begin(InvocationRequest.of("reading").inputs(Map.of("essay", upload)));

    StagedFiles told = dispatched.container().get("/api/dispatch/files").as(StagedFiles.class);

    assertThat(told.outputs()).isEqualTo(new Outputs(5, 6));
    assertThat(told.inputs()).extracting(StagedInput::file).containsExactly(essay);
    assertThat(told.inputs().getFirst().sha256()).isEqualTo(Hashes.sha256("once".getBytes(UTF_8)));
    assertThat(get(told.inputs().getFirst().url())).isEqualTo("once");
  }

  @Test
  void whatWasPutIsKeptUnderItsNamesHoweverOftenThatIsSaid() throws Exception {
    Dispatched dispatched = dispatches.running("grading");

    List<UploadTarget> targets =
        post(dispatched, "outputs/targets", GRADE, COPY).as(OutputFiles.Targets.class).targets();
    assertThat(put(targets.getFirst(), "B")).as("other content").isEqualTo(400);
    assertThat(put(targets.getFirst(), "A")).isEqualTo(200);
    assertThat(post(dispatched, "outputs", GRADE, COPY).status()).isEqualTo(204);
    assertThat(post(dispatched, "outputs", GRADE, COPY).status()).isEqualTo(204);

    List<InvocationFile> kept = iguazu.files(dispatched.invocation()).outputs();
    assertThat(kept).extracting(InvocationFile::name).containsExactly("grade.txt", "sub/copy.txt");
    assertThat(get(kept.get(1).url())).isEqualTo("A");
  }

  @Test
  void whatHasExpiredIsRemoved() throws Exception {
    Dispatched dispatched = dispatches.running("grading");
    List<UploadTarget> targets =
        post(dispatched, "outputs/targets", GRADE, COPY).as(OutputFiles.Targets.class).targets();
    put(targets.getFirst(), "A");
    post(dispatched, "outputs", GRADE, COPY);
    String key = FileKeys.of(dispatched.invocation(), 1, GRADE);
    FileRetention retention = server.get(FileRetention.class);

    retention.removeExpired();
    assertThat(server.get(FileStore.class).find(key)).isPresent();

    server
        .database()
        .jdbc()
        .sql(
            "UPDATE invocation_output SET stored_at = 'epoch', expires_at = '1970-01-02' WHERE"
                + " invocation_id = :id")
        .param("id", dispatched.invocation().value())
        .update();
    assertThat(iguazu.files(dispatched.invocation()).outputs()).isEmpty();
    retention.removeExpired();
    assertThat(server.get(FileStore.class).find(key)).isEmpty();
    assertThat(rowsOf(dispatched)).isZero();
  }

  private int rowsOf(Dispatched dispatched) {
    return server
        .database()
        .jdbc()
        .sql("SELECT count(*) FROM invocation_output WHERE invocation_id = :id")
        .param("id", dispatched.invocation().value())
        .query(Integer.class)
        .single();
  }

  @Test
  void aDispatchThatIsOverHasNoFilesAnyMore() {
    Dispatched dispatched = dispatches.running("grading");
    dispatched.container().post("/api/dispatch/succeeded", "{}");

    dispatched.container().get("/api/dispatch/files").problem(ProblemCode.CONFLICT);
    post(dispatched, "outputs/targets", GRADE).problem(ProblemCode.CONFLICT);
    post(dispatched, "outputs", GRADE).problem(ProblemCode.CONFLICT);
    assertThat(rowsOf(dispatched)).isZero();
  }

  @Test
  void aJobWithoutOutputsKeepsNone() {
    register(sealed("quiet"));

    post(dispatches.running("quiet"), "outputs", GRADE).problem(ProblemCode.CONFLICT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "a//b", ".", "..", "a/../b", "../a", "a\nb"})
  void aNameThatIsNoPathBelowTheDirectoryIsRefused(String name) {
    Dispatched dispatched = dispatches.running("grading");

    var problem = post(dispatched, "outputs", file(name, "A")).problem(ProblemCode.INVALID_REQUEST);

    assertThat(problem.errors()).extracting(FieldError::pointer).containsExactly("/files/0/name");
  }

  @Test
  void moreThanTheJobMayLeaveIsRefused() {
    Dispatched dispatched = dispatches.running("grading");
    OutputFile large = new OutputFile("a", 1 << 20, GRADE.sha256());

    assertThat(post(dispatched, "outputs/targets", large).status()).isEqualTo(200);
    post(dispatched, "outputs", large, GRADE).problem(ProblemCode.INVALID_REQUEST);
    post(dispatched, "outputs", GRADE, COPY, file("third", "A"))
        .problem(ProblemCode.INVALID_REQUEST);
    post(dispatched, "outputs", new OutputFile("a", 1, "0".repeat(63)))
        .problem(ProblemCode.INVALID_REQUEST);
  }

  @Test
  void nobodyElseAsksForTheFilesOfADispatch() {
    server.calls().get("/api/dispatch/files").problem(ProblemCode.UNAUTHENTICATED);
    server
        .calls()
        .get("/api/invocations/" + UUID.randomUUID() + "/files")
        .problem(ProblemCode.NOT_FOUND);
  }
}
