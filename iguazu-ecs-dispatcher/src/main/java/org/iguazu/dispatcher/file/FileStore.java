package org.iguazu.dispatcher.file;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.api.upload.UploadTarget;
import org.iguazu.dispatcher.aws.S3Clients;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/** The bucket of files. Bytes go to it and come from it by presigned URLs, never through us. */
public final class FileStore {

  private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);
  private static final Set<String> SAID_BY_CLIENTS = Set.of("host", "content-length");
  private static final String BUCKET_OF_LOOPBACK = "iguazu-files";

  private final S3Clients s3;
  private final Supplier<S3Presigner> presigner;
  private final FileProperties properties;

  private FileStore(S3Clients s3, Supplier<S3Presigner> presigner, FileProperties properties) {
    this.s3 = s3;
    this.presigner = presigner;
    this.properties = properties;
  }

  /** The bucket, with URLs for those who call us. */
  public static FileStore forCallers(S3Clients s3, FileProperties properties) {
    return new FileStore(s3, s3::presigner, properties);
  }

  /** The same bucket, with URLs that containers can reach. */
  public FileStore forContainers() {
    return new FileStore(s3, s3::presignerForContainers, properties);
  }

  /**
   * Where to put a file, and only this one: its size and SHA-256 are signed with the URL, so that
   * S3 takes no other content, then or later, and reads no more of it.
   *
   * @throws ProblemException with the code {@code conflict} if there is no bucket
   */
  public UploadTarget target(String key, long size, String sha256, Instant now) {
    PresignedPutObjectRequest presigned =
        presigner
            .get()
            .presignPutObject(presign ->
                presign
                    .signatureDuration(properties.urlValidity())
                    .putObjectRequest(put ->
                        put.bucket(bucket())
                            .key(key)
                            .contentLength(size)
                            .checksumSHA256(base64(sha256))));
    Map<String, String> headers = new TreeMap<>();
    presigned.signedHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    headers.keySet().removeAll(SAID_BY_CLIENTS);
    return new UploadTarget(
        presigned.url().toString(), headers, now.plus(properties.urlValidity()));
  }

  /**
   * Where a file can be got, by whoever has the URL.
   *
   * @throws ProblemException with the code {@code conflict} if there is no bucket
   */
  public FileLink link(String key, Instant now) {
    var presigned =
        presigner
            .get()
            .presignGetObject(presign ->
                presign
                    .signatureDuration(properties.urlValidity())
                    .getObjectRequest(get -> get.bucket(bucket()).key(key)));
    return new FileLink(presigned.url().toString(), now.plus(properties.urlValidity()));
  }

  /**
   * What is there under this key.
   *
   * @throws ProblemException with the code {@code unavailable} if S3 does not tell
   */
  public Optional<StoredFile> find(String key) {
    try {
      HeadObjectResponse head =
          s3.client()
              .headObject(it -> it.bucket(bucket()).key(key).checksumMode(ChecksumMode.ENABLED));
      return Optional.of(new StoredFile(head.contentLength(), hex(head.checksumSHA256())));
    } catch (NoSuchKeyException notThere) {
      return Optional.empty();
    } catch (SdkException e) {
      throw unavailable(key, e);
    }
  }

  /**
   * Removes a file, if it is there.
   *
   * @throws SdkException if S3 does not do it now
   */
  public void delete(String key) {
    s3.client().deleteObject(it -> it.bucket(bucket()).key(key));
  }

  private String bucket() {
    String bucket = properties.bucket();
    if (bucket != null) {
      return bucket;
    }
    if (s3.isLoopback()) {
      return BUCKET_OF_LOOPBACK;
    }
    throw new ProblemException(
        ProblemCode.CONFLICT,
        "This Iguazú keeps no files: its operator has to set iguazu.files.bucket to an S3 bucket.");
  }

  private static ProblemException unavailable(String key, SdkException e) {
    LOG.warn("S3 does not tell of {}: {}", key, e.toString());
    var problem =
        new ProblemException(
            ProblemCode.UNAVAILABLE, "S3, which keeps the files, does not answer. Try again.");
    problem.initCause(e);
    return problem;
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  private static @Nullable String hex(@Nullable String base64) {
    return base64 == null ? null : HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }
}
