package org.iguazu.loopback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.iguazu.loopback.engine.docker.DockerEngine;
import org.iguazu.loopback.engine.docker.DockerOptions;
import org.iguazu.loopback.engine.docker.NeedsDocker;
import org.iguazu.loopback.engine.docker.TestImage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Containers on the bridge get and put objects by presigned URLs. */
@NeedsDocker
final class DockerS3IT {

  @TempDir Path directory;
  private Loopback loopback;

  @BeforeEach
  void start() {
    loopback =
        Loopback.in(
            directory, config -> config.withEngine(DockerEngine.with(DockerOptions.defaults())));
  }

  @AfterEach
  void stop() {
    loopback.close();
  }

  private URI endpoint() {
    return loopback.server.s3EndpointForContainers().orElseThrow();
  }

  private S3Presigner presigner() {
    return S3Presigner.builder()
        .endpointOverride(endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("loopback", "loopback")))
        .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
        .build();
  }

  private static String sha256(String content) throws Exception {
    return Base64.getEncoder()
        .encodeToString(MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8)));
  }

  private URL urlToPut(String content) throws Exception {
    String checksum = sha256(content);
    try (S3Presigner presigner = presigner()) {
      return presigner
          .presignPutObject(put ->
              put.signatureDuration(Duration.ofMinutes(5))
                  .putObjectRequest(it -> it.bucket("files").key("out").checksumSHA256(checksum)))
          .url();
    }
  }

  private URL urlToGet() {
    try (S3Presigner presigner = presigner()) {
      return presigner
          .presignGetObject(get ->
              get.signatureDuration(Duration.ofMinutes(5))
                  .getObjectRequest(it -> it.bucket("files").key("out")))
          .url();
    }
  }

  /** What a container sees of the answers, one line each. */
  private List<String> ask(String python) {
    String script =
        """
        python3 - 2>&1 <<'END'
        import urllib.request as u, urllib.error
        def ask(method, url, data=None, **headers):
          headers = {name.replace("_", "-"): value for name, value in headers.items()}
          try:
            with u.urlopen(u.Request(url, data, headers, method=method)) as it:
              print(it.status, it.read().decode())
          except urllib.error.HTTPError as e: print(e.code)
        %s
        END
        """
            .formatted(python);
    String definition =
        loopback.register(
            "caller",
            main -> main.image(TestImage.NAME).command("sh", "-c", script).stopTimeout(2));
    return loopback.log(loopback.awaitStopped(loopback.run(definition)).taskArn());
  }

  @Test
  void whatAContainerPutsByAUrlItGetsByAUrl() throws Exception {
    List<String> answers =
        ask(
            """
            ask("PUT", "%s", b"hello", x_amz_checksum_sha256="%s")
            ask("GET", "%s")
            """
                .formatted(urlToPut("hello"), sha256("hello"), urlToGet()));

    assertThat(answers).containsExactly("200 ", "200 hello");
    try (InputStream here = urlToGet().openStream()) {
      assertThat(here).as("seen from this machine").hasContent("hello");
    }
  }

  @Test
  void aUrlTakesNoOtherContentThanItsSignatureSays() throws Exception {
    String url = urlToPut("hello").toString();

    assertThat(
            ask(
                """
                ask("PUT", "%s", b"other", x_amz_checksum_sha256="%s")
                ask("PUT", "%s", b"other", x_amz_checksum_sha256="%s")
                ask("GET", "%s")
                """
                    .formatted(url, sha256("hello"), url, sha256("other"), urlToGet())))
        .containsExactly("400", "403", "404");
  }

  @Test
  void nothingElseOfTheLoopbackIsThere() {
    assertThat(
            ask(
                """
                ask("POST", "%1$s/", b"{}", X_Amz_Target="AmazonEC2ContainerServiceV20141113.ListTasks")
                ask("GET", "%1$s/_loopback/hosts")
                ask("GET", "%1$s/files/out")
                """
                    .formatted(endpoint())))
        .containsExactly("403", "403", "403");
  }

  @Test
  void aWebPageIsKeptOutThereToo() throws Exception {
    String path = "GET " + urlToGet().getFile() + " HTTP/1.1\r\n";
    String host = endpoint().getAuthority();

    assertThat(statusOf(path + "Host: " + host + "\r\n")).contains(" 404 ");
    assertThat(statusOf(path + "Host: " + host + "\r\nOrigin: http://page\r\n")).contains(" 403 ");
    assertThat(answerTo(path + "Host: page\r\n")).contains("only for programs on this machine");
    assertThat(answerTo(path + "Host: 127.0.0.1\r\n"))
        .contains("only for programs on this machine");
  }

  private String statusOf(String request) throws Exception {
    return answerTo(request).lines().findFirst().orElse("");
  }

  private String answerTo(String request) throws Exception {
    try (var socket = new Socket(endpoint().getHost(), endpoint().getPort())) {
      socket.getOutputStream().write((request + "Connection: close\r\n\r\n").getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
