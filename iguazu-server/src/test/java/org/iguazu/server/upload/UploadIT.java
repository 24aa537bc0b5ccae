package org.iguazu.server.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.iguazu.api.problem.ProblemCode.CONFLICT;
import static org.iguazu.api.problem.ProblemCode.INVALID_REQUEST;
import static org.iguazu.api.problem.ProblemCode.NOT_FOUND;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.invocation.InvocationFile;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.job.InputFile;
import org.iguazu.api.job.Isolation;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.api.upload.Upload;
import org.iguazu.api.upload.UploadId;
import org.iguazu.api.upload.UploadRequest;
import org.iguazu.api.upload.UploadTarget;
import org.iguazu.core.sql.Hashes;
import org.iguazu.core.upload.NewUpload;
import org.iguazu.core.upload.Uploads;
import org.iguazu.dispatcher.file.FileStore;
import org.iguazu.loopback.LoopbackConfig;
import org.iguazu.loopback.LoopbackServer;
import org.iguazu.server.file.FileKeys;
import org.iguazu.server.file.FileRetention;
import org.iguazu.server.test.Calls;
import org.iguazu.server.test.RunningServer;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files are handed over: announced to the server, put into the loopback's S3, completed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadIT {

  private static final byte[] ESSAY = "Once upon a time".getBytes(UTF_8);
  private static final UploadRequest REQUEST =
      new UploadRequest("essay.txt", ESSAY.length, Hashes.sha256(ESSAY));

  private final HttpClient http = HttpClient.newHttpClient();
  private LoopbackServer loopback;
  private RunningServer server;
  private Calls calls;
  private IguazuClient client;

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
                "sealed",
                "iguazu.files.largest-upload",
                "1MB"));
    calls = server.calls();
    client = IguazuClient.connect(server.url(), RunningServer.ADMIN_KEY);
  }

  @AfterAll
  void stop() {
    client.close();
    server.close();
    loopback.close();
    http.close();
  }

  private HttpResponse<String> put(UploadTarget target, byte[] content) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(target.url())).PUT(BodyPublishers.ofByteArray(content));
    target.headers().forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static UploadTarget target(Upload upload) {
    return Objects.requireNonNull(upload.target());
  }

  @Test
  void aFileIsHandedOver(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("essay.txt"), ESSAY);

    Upload upload = client.uploads().upload(file);

    assertThat(upload.name()).isEqualTo("essay.txt");
    assertThat(upload.sha256()).isEqualTo(Hashes.sha256(ESSAY));
    assertThat(upload.completedAt()).isAfterOrEqualTo(upload.createdAt());
    assertThat(upload.expiresAt()).isEqualTo(upload.createdAt().plus(Duration.ofHours(24)));
    assertThat(client.uploads().get(upload.id())).isEqualTo(upload);
    assertThat(upload.target()).isNull();
  }

  @Test
  void bytesInMemoryAreHandedOver() {
    assertThat(client.uploads().upload("nothing", new byte[0]).completedAt()).isNotNull();
  }

  @Test
  void whatIsNotThereIsNotComplete() throws Exception {
    Upload announced = client.uploads().announce(REQUEST);
    String complete = "/api/uploads/" + announced.id() + "/complete";

    assertThat(calls.post(complete, "").problem(CONFLICT).detail())
        .contains("'essay.txt'", "is not there", "PUT it");
    assertThat(client.uploads().get(announced.id()).completedAt()).isNull();

    assertThat(put(target(announced), ESSAY).statusCode()).isEqualTo(200);
    Upload completed = client.uploads().complete(announced.id());
    assertThat(completed.completedAt()).isNotNull();
    assertThat(client.uploads().complete(announced.id())).isEqualTo(completed);
  }

  @Test
  void theStoreTakesNothingElseThanWasAnnouncedAlsoLater() throws Exception {
    Upload announced = client.uploads().announce(REQUEST);
    byte[] other = "Once upon a tide".getBytes(UTF_8);

    assertThat(put(target(announced), other).body()).contains("BadDigest");
    assertThatThrownBy(() -> client.uploads().complete(announced.id()))
        .isInstanceOf(ProblemException.class);

    put(target(announced), ESSAY);
    client.uploads().complete(announced.id());
    assertThat(put(target(announced), other).body()).contains("BadDigest");
  }

  @Test
  void theStoreTakesNoMoreThanWasAnnounced() throws Exception {
    Upload announced =
        client.uploads().announce(new UploadRequest("essay.txt", 3, Hashes.sha256(ESSAY)));

    assertThat(put(target(announced), ESSAY).body()).contains("SignatureDoesNotMatch");

    assertThat(
            calls
                .post("/api/uploads/" + announced.id() + "/complete", "")
                .problem(CONFLICT)
                .detail())
        .contains("is not there");
  }

  @ParameterizedTest
  @CsvSource({
    "essay.txt,1048577,ab,/size",
    "essay.txt,-1,ab,/size",
    "essay.txt,1,AB,/sha256",
    "essay.txt,1,abc,/sha256",
    "a/b,1,ab,/name",
    "a\\u009bb,1,ab,/name",
    "a\\u202eb,1,ab,/name",
    "'',1,ab,/name",
  })
  void whatCannotBeIsRefused(String name, long size, String digits, String pointer) {
    String body =
        "{\"name\":\"%s\",\"size\":%d,\"sha256\":\"%s\"}".formatted(name, size, digits.repeat(32));

    assertThat(calls.post("/api/uploads", body).problem(INVALID_REQUEST).errors())
        .extracting(FieldError::pointer)
        .containsExactly(pointer);
  }

  @Test
  void othersDoNotSeeIt() {
    Upload upload = client.uploads().upload("essay.txt", ESSAY);
    Calls stranger = calls.with(calls.newKey("INVOKE"));

    stranger.get("/api/uploads/" + upload.id()).problem(NOT_FOUND);
    stranger.post("/api/uploads/" + upload.id() + "/complete", "").problem(NOT_FOUND);
  }

  @Test
  void anExpiredOneIsGoneAndItsBytesAreRemoved() throws Exception {
    FileStore files = server.get(FileStore.class);
    Uploads uploads = server.get(Uploads.class);
    Instant now = server.get(InstantSource.class).instant();
    var id = new UploadId(UUID.randomUUID());
    String key = FileKeys.of(id);
    String owner = RunningServer.ADMIN_KEY.split("_", -1)[1];
    uploads.add(new NewUpload(id, owner, REQUEST, now.minusSeconds(90), now.minusSeconds(61)));
    put(files.target(key, ESSAY.length, REQUEST.sha256(), now), ESSAY);
    Upload kept = client.uploads().upload("essay.txt", ESSAY);
    assertThat(files.find(key)).isPresent();

    calls.get("/api/uploads/" + id).problem(NOT_FOUND);
    server.get(FileRetention.class).removeExpired();

    assertThat(files.find(key)).isEmpty();
    assertThat(uploads.expired(now, 1)).isEmpty();
    assertThat(files.find(FileKeys.of(kept.id()))).isPresent();
    assertThat(client.uploads().get(kept.id())).isEqualTo(kept);
  }

  private void registerGrading() {
    client
        .jobs()
        .register(
            JobDefinition.named("grading")
                .image("grader")
                .cpu(128)
                .memory(64)
                .isolation(Isolation.HARDENED)
                .cluster("sealed")
                .inputs(List.of(InputFile.named("essay").build()))
                .build());
  }

  /** More than there are connections to the database: an invocation gives its own back. */
  @Test
  void asManyInvocationsAsOneLikesAreGivenFiles() {
    registerGrading();
    UploadId essay = client.uploads().upload("essay.txt", ESSAY).id();
    var request = InvocationRequest.of("grading").inputs(Map.of("essay", essay)).build();

    for (int i = 0; i < 2 * server.get(HikariDataSource.class).getMaximumPoolSize(); i++) {
      assertThat(client.files(client.invoke(request)).inputs()).hasSize(1);
    }
  }

  @Test
  void oneThatAnInvocationWaitsForIsKeptUntilThatHasEnded() {
    registerGrading();
    Upload upload = client.uploads().upload("essay.txt", ESSAY);
    InvocationId waiting =
        client.invoke(InvocationRequest.of("grading").inputs(Map.of("essay", upload.id())).build());
    server
        .database()
        .jdbc()
        .sql("UPDATE upload SET created_at = 'epoch', expires_at = '1970-01-02' WHERE id = :id")
        .param("id", upload.id().value())
        .update();
    FileStore files = server.get(FileStore.class);
    String key = FileKeys.of(upload.id());

    server.get(FileRetention.class).removeExpired();
    assertThat(files.find(key)).isPresent();
    assertThat(client.files(waiting).inputs())
        .extracting(InvocationFile::name)
        .containsExactly("essay");

    client.cancel(waiting);
    server.get(FileRetention.class).removeExpired();
    assertThat(files.find(key)).isEmpty();
    assertThat(client.files(waiting).inputs()).isEmpty();
  }
}
