package com.example.quiz.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SampleQuizTest {

  private static final String SHA_256 =
      "e1a40bc65d219882110b66e4ca15a95d30ce1fb32ab5babf32eaf415aef0a54e";

  @Test
  void itIsTheSameInEveryBuildAndOnEveryJdk() throws Exception {
    var written = new StringWriter();

    SampleQuiz.write(written);

    assertThat(sha256(written.toString().getBytes(StandardCharsets.UTF_8))).isEqualTo(SHA_256);
  }

  @Test
  void itIsTheOneInTheJar() throws Exception {
    assertThat(sha256(bundled())).isEqualTo(SHA_256);
  }

  private static byte[] bundled() throws IOException {
    try (InputStream file = SampleQuiz.class.getResourceAsStream("/quizzes/linear-algebra.csv")) {
      return Objects.requireNonNull(file).readAllBytes();
    }
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
