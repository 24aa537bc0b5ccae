package org.iguazu.api.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.api.upload.Upload;
import org.iguazu.api.upload.UploadId;
import org.iguazu.api.upload.UploadRequest;
import org.iguazu.api.upload.UploadTarget;

/** Files for invocations. Their bytes go to the store of files directly, not through Iguazú. */
public final class UploadsClient {

  private final Transport transport;

  UploadsClient(Transport transport) {
    this.transport = transport;
  }

  /**
   * Hands over a file under its own name, and returns when it is there, whole.
   *
   * @throws IOException if the file cannot be read, or changes while it is
   */
  public Upload upload(java.nio.file.Path file) throws IOException {
    String name = file.toAbsolutePath().getFileName().toString();
    var request = new UploadRequest(name, Files.size(file), Sha256.of(file));
    return upload(request, BodyPublishers.ofFile(file));
  }

  /** Hands over a small file. */
  public Upload upload(String name, byte[] content) {
    var request = new UploadRequest(name, content.length, Sha256.of(content));
    return upload(request, BodyPublishers.ofByteArray(content));
  }

  private Upload upload(UploadRequest request, BodyPublisher bytes) {
    Upload announced = announce(request);
    UploadTarget target = announced.target();
    if (target == null) {
      throw new IllegalStateException("Iguazú does not say where to put " + announced);
    }
    transport.put(URI.create(target.url()), target.headers(), bytes);
    return complete(announced.id());
  }

  /** Announces a file; whoever has the answer's target may put it there. */
  public Upload announce(UploadRequest request) {
    return transport.exchange(Call.post("/api/uploads", request), Upload.class);
  }

  /**
   * Says that the file has been put.
   *
   * @throws ProblemException with the code {@code conflict} if it is not there
   */
  public Upload complete(UploadId id) {
    var path = Path.of("api", "uploads", id.toString(), "complete");
    return transport.exchange(Call.post(path.toString(), null), Upload.class);
  }

  public Upload get(UploadId id) {
    return transport.exchange(
        Call.get(Path.of("api", "uploads", id.toString()).toString()), Upload.class);
  }
}
