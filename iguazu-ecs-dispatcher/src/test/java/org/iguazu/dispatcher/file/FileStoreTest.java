package org.iguazu.dispatcher.file;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.dispatcher.aws.AwsClients;
import org.iguazu.dispatcher.aws.AwsProperties;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class FileStoreTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void withoutABucketItSaysWhatIsToBeSet() {
    var aws =
        new AwsProperties(
            URI.create("https://s3.example.org"), null, "eu-central-1", MINUTE, MINUTE, 1);
    try (AwsClients clients = AwsClients.create(aws, Map.of())) {
      var files = FileStore.forCallers(clients.s3(), properties(DataSize.ofGigabytes(1), MINUTE));

      assertThatThrownBy(() -> files.target("uploads/x", 1, "00".repeat(32), Instant.EPOCH))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("iguazu.files.bucket");
    }
  }

  @Test
  void settingsThatCannotWorkAreRefused() {
    assertThatThrownBy(() -> properties(DataSize.ofGigabytes(6), MINUTE))
        .hasMessageContaining("5GB");
    assertThatThrownBy(() -> properties(DataSize.ofGigabytes(1), Duration.ofDays(1)))
        .hasMessageContaining("iguazu.files.url-validity (PT24H) must be less");
  }

  private static FileProperties properties(DataSize largest, Duration urlValidity) {
    return new FileProperties(null, largest, Duration.ofDays(1), Duration.ofDays(30), urlValidity);
  }
}
