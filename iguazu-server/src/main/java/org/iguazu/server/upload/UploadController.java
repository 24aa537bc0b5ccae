package org.iguazu.server.upload;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.iguazu.api.key.Scope;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.api.problem.Violations;
import org.iguazu.api.upload.Upload;
import org.iguazu.api.upload.UploadId;
import org.iguazu.api.upload.UploadRequest;
import org.iguazu.api.upload.UploadTarget;
import org.iguazu.core.upload.NewUpload;
import org.iguazu.core.upload.Uploads;
import org.iguazu.dispatcher.file.FileProperties;
import org.iguazu.dispatcher.file.FileStore;
import org.iguazu.dispatcher.file.StoredFile;
import org.iguazu.server.file.FileKeys;
import org.iguazu.server.problem.NotFound;
import org.iguazu.server.security.Caller;
import org.iguazu.server.security.Needs;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Uploads: files for invocations. */
@RestController
@RequestMapping(path = "/api/uploads", produces = MediaType.APPLICATION_JSON_VALUE)
final class UploadController {

  private final Uploads uploads;
  private final FileStore files;
  private final FileProperties properties;
  private final InstantSource clock;

  UploadController(
      Uploads uploads, FileStore files, FileProperties properties, InstantSource clock) {
    this.uploads = uploads;
    this.files = files;
    this.properties = properties;
    this.clock = clock;
  }

  /** Announces a file and is told where to PUT it; after that, it is to be completed. */
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @Needs(Scope.INVOKE)
  ResponseEntity<Upload> announce(@RequestBody UploadRequest request, Caller caller) {
    checkSize(request);
    Instant now = clock.instant();
    var id = new UploadId(UUID.randomUUID());
    UploadTarget target = files.target(FileKeys.of(id), request.size(), request.sha256(), now);
    Instant expiry = now.plus(properties.uploadsKept());
    uploads.add(new NewUpload(id, caller.id(), request, now, expiry));
    return ResponseEntity.created(URI.create("/api/uploads/" + id))
        .body(
            new Upload(
                id, request.name(), request.size(), request.sha256(), now, null, expiry, target));
  }

  /** Says that the file has been PUT; it may be said again. */
  @PostMapping("/{id}/complete")
  @Needs(Scope.INVOKE)
  Upload complete(@PathVariable UploadId id, Caller caller) {
    Upload upload = get(id, caller);
    if (upload.completedAt() != null) {
      return upload;
    }
    StoredFile stored =
        files.find(FileKeys.of(id)).orElseThrow(() -> incomplete(upload, "is not there"));
    if (stored.size() != upload.size() || !upload.sha256().equals(stored.sha256())) {
      throw incomplete(
          upload, "has %d bytes and SHA-256 %s".formatted(stored.size(), stored.sha256()));
    }
    uploads.complete(id, clock.instant());
    return get(id, caller);
  }

  /** The upload, to whoever announced it. */
  @GetMapping("/{id}")
  @Needs(Scope.INVOKE)
  Upload get(@PathVariable UploadId id, Caller caller) {
    return uploads
        .find(id, caller.id(), clock.instant())
        .orElseThrow(() ->
            NotFound.of(
                "upload",
                id,
                "POST /api/uploads makes one; they are kept for %s, for the key that made them."
                    .formatted(properties.uploadsKept())));
  }

  private void checkSize(UploadRequest request) {
    long most = properties.largestUpload().toBytes();
    new Violations()
        .require(
            request.size() <= most,
            "/size",
            "must be at most %d bytes, but is %d".formatted(most, request.size()))
        .orThrow();
  }

  private static ProblemException incomplete(Upload upload, String found) {
    return new ProblemException(
        ProblemCode.CONFLICT,
        ("The file '%s' of %d bytes and SHA-256 %s %s. PUT it to the upload's target, whole, and"
                + " complete it again; once the target is over, announce it anew.")
            .formatted(upload.name(), upload.size(), upload.sha256(), found));
  }
}
