package org.iguazu.dispatcher.file;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

final class FilePropertiesTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private static FileProperties properties(DataSize largest, Duration uploads, Duration outputs) {
    return new FileProperties(null, largest, uploads, outputs, HOUR);
  }

  @Test
  void aUrlMustNotOutliveTheFile() {
    DataSize size = DataSize.ofMegabytes(1);
    assertThatThrownBy(() -> properties(size, HOUR, DAY))
        .hasMessage(
            "iguazu.files.url-validity (PT1H) must be less than iguazu.files.uploads-kept (PT1H)");
    assertThatThrownBy(() -> properties(size, DAY, HOUR))
        .hasMessage(
            "iguazu.files.url-validity (PT1H) must be less than iguazu.files.outputs-kept (PT1H)");
  }

  @Test
  void anUploadMustFitIntoOneRequest() {
    assertThatThrownBy(() -> properties(DataSize.ofGigabytes(6), DAY, DAY))
        .hasMessageContaining("largest-upload")
        .hasMessageContaining("at most 5GB");
  }
}
