package org.iguazu.loopback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/** Objects are put and got by the SDK, and by whoever is handed a presigned URL. */
final class S3IT {

  private static final S3Configuration PLAIN =
      S3Configuration.builder().pathStyleAccessEnabled(true).chunkedEncodingEnabled(false).build();

  @TempDir Path directory;

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> Instant.now().plus(ahead.get());
  private final HttpClient http = HttpClient.newHttpClient();
  private LoopbackServer loopback;

  @BeforeEach
  void start() throws IOException {
    loopback = LoopbackServer.start(LoopbackConfig.in(directory).withClock(clock));
  }

  @AfterEach
  void stop() {
    http.close();
    loopback.close();
  }

  private S3Client client(String secret) {
    return S3Client.builder()
        .endpointOverride(loopback.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials("loopback", secret))
        .serviceConfiguration(PLAIN)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }

  private static StaticCredentialsProvider credentials(String key, String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret));
  }

  private S3Presigner presigner(String key) {
    return S3Presigner.builder()
        .endpointOverride(loopback.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials(key, "loopback"))
        .serviceConfiguration(PLAIN)
        .build();
  }

  private static String sha256(String content) throws Exception {
    return Base64.getEncoder()
        .encodeToString(MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8)));
  }

  private PresignedPutObjectRequest presignedPut(Consumer<PutObjectRequest.Builder> changes) {
    try (S3Presigner presigner = presigner("loopback")) {
      return presigner.presignPutObject(r ->
          r.signatureDuration(Duration.ofMinutes(5))
              .putObjectRequest(put -> put.bucket("files").key("in/a b+ü").applyMutation(changes)));
    }
  }

  private String presignedGet(String accessKey) {
    try (S3Presigner presigner = presigner(accessKey)) {
      return presigner
          .presignGetObject(r ->
              r.signatureDuration(Duration.ofMinutes(5))
                  .getObjectRequest(get -> get.bucket("files").key("in/a b+ü")))
          .url()
          .toString();
    }
  }

  private HttpResponse<String> put(PresignedPutObjectRequest presigned, String body)
      throws Exception {
    var request =
        HttpRequest.newBuilder(presigned.url().toURI()).PUT(BodyPublishers.ofString(body));
    presigned
        .signedHeaders()
        .forEach((name, values) -> {
          if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
            request.header(name, values.getFirst());
          }
        });
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String url, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url));
    return http.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }

  private void put(String content) throws Exception {
    assertThat(put(presignedPut(_ -> {}), content).statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsPutByAUrlIsGotByTheSdkAndByAUrl() throws Exception {
    put("hello");

    try (S3Client s3 = client("loopback")) {
      assertThat(s3.getObjectAsBytes(r -> r.bucket("files").key("in/a b+ü")).asUtf8String())
          .isEqualTo("hello");
      HeadObjectResponse head =
          s3.headObject(r -> r.bucket("files").key("in/a b+ü").checksumMode(ChecksumMode.ENABLED));
      assertThat(head.contentLength()).isEqualTo(5);
      assertThat(head.checksumSHA256()).isEqualTo(sha256("hello"));
    }
    assertThat(get(presignedGet("loopback")).body()).isEqualTo("hello");
  }

  @Test
  void theSdkPutsAndDeletes() throws IOException {
    try (S3Client s3 = client("loopback")) {
      s3.putObject(r -> r.bucket("files").key("k"), RequestBody.fromString("one"));
      s3.putObject(r -> r.bucket("files").key("k"), RequestBody.fromString("other"));
      assertThat(s3.getObjectAsBytes(r -> r.bucket("files").key("k")).asUtf8String())
          .isEqualTo("other");
      assertThat(blobs()).isOne();

      s3.deleteObject(r -> r.bucket("files").key("k"));
      s3.deleteObject(r -> r.bucket("files").key("k"));

      assertThatExceptionOfType(NoSuchKeyException.class)
          .isThrownBy(() -> s3.headObject(r -> r.bucket("files").key("k")));
      assertThatExceptionOfType(NoSuchKeyException.class)
          .isThrownBy(() -> s3.getObjectAsBytes(r -> r.bucket("files").key("k")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=1-3,206,123,bytes 1-3/10",
    "bytes=7-,206,789,bytes 7-9/10",
    "bytes=-2,206,89,bytes 8-9/10",
    "bytes=5-99,206,56789,bytes 5-9/10",
    "lines=1-2,200,0123456789,"
  })
  void aPartCanBeGot(String range, int status, String body, String contentRange) throws Exception {
    put("0123456789");

    HttpResponse<String> part = get(presignedGet("loopback"), "Range", range);

    assertThat(part.statusCode()).isEqualTo(status);
    assertThat(part.body()).isEqualTo(body);
    assertThat(part.headers().firstValue("Content-Range").orElse(null)).isEqualTo(contentRange);
    assertThat(part.headers().map()).doesNotContainKey("x-amz-checksum-sha256"); // the whole's
  }

  @Test
  void aPartBehindTheEndCannotBeGot() throws Exception {
    put("0123456789");

    assertThat(get(presignedGet("loopback"), "Range", "bytes=10-").statusCode()).isEqualTo(416);
  }

  @Test
  void aBodyOfAnotherChecksumIsRefusedAndNotKept() throws Exception {
    var presigned = presignedPut(r -> r.checksumSHA256(sha256Of("promised")));

    assertThat(put(presigned, "delivered").body()).contains("<Code>BadDigest</Code>");
    assertThat(get(presignedGet("loopback")).statusCode()).isEqualTo(404);
    assertThat(blobs()).isZero();
    assertThat(put(presigned, "promised").statusCode()).isEqualTo(200);
  }

  private static String sha256Of(String content) {
    try {
      return sha256(content);
    } catch (Exception impossible) {
      throw new AssertionError(impossible);
    }
  }

  private long blobs() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("s3/blobs"))) {
      return files.count();
    }
  }

  @Test
  void whatIsToBeNewDoesNotReplaceAnother() throws Exception {
    put("first");

    HttpResponse<String> second = put(presignedPut(r -> r.ifNoneMatch("*")), "second");

    assertThat(second.statusCode()).isEqualTo(412);
    assertThat(get(presignedGet("loopback")).body()).isEqualTo("first");
    assertThat(blobs()).isOne();
  }

  @Test
  void aUrlThatWasChangedIsRefused() throws Exception {
    put("hello");
    String url = presignedGet("loopback");

    for (String changed :
        new String[] {
          url.replace("in/a", "in/b"),
          url.replace("X-Amz-Expires=300", "X-Amz-Expires=3000"),
          url.replaceFirst("Signature=.", "Signature=g"),
          url + "&versionId=1",
          presignedGet("somebody")
        }) {
      assertThat(get(changed).statusCode()).as(changed).isEqualTo(403);
    }
    assertThat(get(url, "x-amz-checksum-mode", "ENABLED").body()).contains("not signed");
    assertThat(get(url.replace("SignedHeaders=host", "SignedHeaders=x")).body())
        .contains("headers are not signed: host");
    assertThat(get(url.replace("Expires=300", "Expires=700000")).body()).contains("a week");
    assertThat(get(loopback.endpoint() + "/files/in/a").body()).contains("is not signed with");
  }

  @Test
  void aUrlForGettingIsNoneForPutting() throws Exception {
    URI url = URI.create(presignedGet("loopback"));
    var request = HttpRequest.newBuilder(url).PUT(BodyPublishers.ofString("x")).build();

    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
  }

  @Test
  void aHeaderThatWasSignedMustBeSent() throws Exception {
    var presigned = presignedPut(r -> r.checksumSHA256(sha256Of("promised")));
    var without =
        HttpRequest.newBuilder(presigned.url().toURI()).PUT(BodyPublishers.ofString("other"));

    assertThat(http.send(without.build(), BodyHandlers.ofString()).body())
        .contains("SignatureDoesNotMatch");
  }

  @Test
  void aUrlExpires() throws Exception {
    put("hello");
    String url = presignedGet("loopback");

    ahead.set(Duration.ofMinutes(6));

    assertThat(get(url).body()).contains("Request has expired");
  }

  @Test
  void aSignatureFromTheFutureIsRefused() throws Exception {
    ahead.set(Duration.ofMinutes(-20));

    assertThat(get(presignedGet("loopback")).statusCode()).isEqualTo(403);
  }

  @Test
  void theSdkWithAnotherSecretIsRefused() {
    try (S3Client s3 = client("guessed")) {
      assertThatExceptionOfType(S3Exception.class)
          .isThrownBy(() -> s3.deleteObject(r -> r.bucket("files").key("k")))
          .satisfies(it -> assertThat(it.statusCode()).isEqualTo(403));
    }
  }

  @Test
  void aBodyThatIsNotTheSignedOneIsRefused() throws Exception {
    SignedRequest signed = signedPut("promised");
    var request =
        HttpRequest.newBuilder(signed.request().getUri())
            .header("Authorization", header(signed, "Authorization"))
            .header("x-amz-date", header(signed, "X-Amz-Date"))
            .header("x-amz-content-sha256", header(signed, "x-amz-content-sha256"));

    assertThat(send(request.PUT(BodyPublishers.ofString("delivered"))))
        .contains("XAmzContentSHA256Mismatch");
    assertThat(send(request.PUT(BodyPublishers.ofString("promised")))).isEmpty();
  }

  private SignedRequest signedPut(String body) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.PUT)
            .uri(loopback.endpoint().resolve("/files/key"))
            .build();
    return AwsV4HttpSigner.create()
        .sign(r ->
            r.identity(AwsBasicCredentials.create("loopback", "loopback"))
                .request(request)
                .payload(ContentStreamProvider.fromUtf8String(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
  }

  private static String header(SignedRequest signed, String name) {
    return signed.request().firstMatchingHeader(name).orElseThrow();
  }

  private String send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString()).body();
  }

  @Test
  void aBodyThatIsCutOffIsNotKept() throws Exception {
    URI url = presignedPut(_ -> {}).url().toURI();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
      String head =
          "PUT %s?%s HTTP/1.1\r\nHost: %s\r\nContent-Length: 10\r\n\r\nhalf"
              .formatted(url.getRawPath(), url.getRawQuery(), url.getAuthority());
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes(); // until the loopback has done with it
    }

    assertThat(get(presignedGet("loopback")).statusCode()).isEqualTo(404);
    assertThat(blobs()).isZero();
  }

  @Test
  void aBodyMustSayItsLength() throws Exception {
    URI url = presignedPut(_ -> {}).url().toURI();
    var unknown = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[3]));

    assertThat(send(HttpRequest.newBuilder(url).PUT(unknown))).contains("MissingContentLength");
  }

  @Test
  void callsOnBucketsAreNotAnswered() {
    try (S3Client s3 = client("loopback")) {
      assertThatExceptionOfType(S3Exception.class)
          .isThrownBy(() -> s3.listObjectsV2(r -> r.bucket("files")))
          .satisfies(it -> assertThat(it.statusCode()).isEqualTo(501));
    }
  }

  @Test
  void objectsOutliveTheLoopback() throws Exception {
    put("hello");
    loopback.close();
    loopback = LoopbackServer.start(LoopbackConfig.in(directory).withClock(clock));

    assertThat(get(presignedGet("loopback")).body()).isEqualTo("hello");
  }

  @Test
  void childProcessesNeedNoOtherAddress() {
    assertThat(loopback.s3EndpointForContainers()).isEmpty();
  }
}
