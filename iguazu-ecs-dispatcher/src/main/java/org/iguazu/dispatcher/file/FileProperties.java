package org.iguazu.dispatcher.file;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Files that are handed over by callers, and that jobs leave.
 *
 * @param bucket the S3 bucket they are kept in; without it none can be handed over, except to a
 *     loopback, which has every bucket
 * @param largestUpload how large a file may be, up to 5 GB: S3 takes no more in one request
 * @param uploadsKept how long a file is kept after it was announced
 * @param outputsKept how long a file that a job left is kept
 * @param urlValidity how long after it was made a URL may be used: its bytes may begin to be put or
 *     got; less than they are kept
 */
@ConfigurationProperties("iguazu.files")
public record FileProperties(
    @Nullable String bucket,
    @DefaultValue("1GB") DataSize largestUpload,
    @DefaultValue("24h") Duration uploadsKept,
    @DefaultValue("30d") Duration outputsKept,
    @DefaultValue("15m") Duration urlValidity) {

  private static final DataSize S3_LIMIT = DataSize.ofGigabytes(5);

  public FileProperties {
    if (largestUpload.compareTo(S3_LIMIT) > 0) {
      throw new IllegalArgumentException(
          "iguazu.files.largest-upload is %s; S3 takes at most 5GB in one request"
              .formatted(largestUpload));
    }
    requireLess(urlValidity, uploadsKept, "uploads-kept");
    requireLess(urlValidity, outputsKept, "outputs-kept");
  }

  private static void requireLess(Duration urlValidity, Duration kept, String name) {
    if (urlValidity.compareTo(kept) >= 0) {
      throw new IllegalArgumentException(
          "iguazu.files.url-validity (%s) must be less than iguazu.files.%s (%s)"
              .formatted(urlValidity, name, kept));
    }
  }
}
