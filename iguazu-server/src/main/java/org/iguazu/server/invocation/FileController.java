package org.iguazu.server.invocation;

import java.time.Instant;
import java.time.InstantSource;
import org.iguazu.api.invocation.InvocationFile;
import org.iguazu.api.invocation.InvocationFiles;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.key.Scope;
import org.iguazu.core.file.FileRecords;
import org.iguazu.core.file.GivenFile;
import org.iguazu.core.file.KeptFile;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.dispatcher.file.FileLink;
import org.iguazu.dispatcher.file.FileStore;
import org.iguazu.server.file.FileKeys;
import org.iguazu.server.security.Needs;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Invocations: their files. */
@RestController
@RequestMapping(path = "/api/invocations", produces = MediaType.APPLICATION_JSON_VALUE)
final class FileController {

  private final InvocationReader invocations;
  private final FileRecords files;
  private final FileStore store;
  private final InstantSource clock;

  FileController(
      InvocationReader invocations, FileRecords files, FileStore store, InstantSource clock) {
    this.invocations = invocations;
    this.files = files;
    this.store = store;
    this.clock = clock;
  }

  /** What it was given and what it left, each with a URL for its bytes. */
  @GetMapping("/{id}/files")
  @Needs(Scope.READ)
  InvocationFiles files(@PathVariable InvocationId id) {
    if (invocations.find(id).isEmpty()) {
      throw Unknown.invocation(id);
    }
    Instant now = clock.instant();
    return new InvocationFiles(
        files.inputs(id).stream().map(given -> shown(given, now)).toList(),
        files.outputs(id, now).stream().map(kept -> shown(kept, now)).toList());
  }

  private InvocationFile shown(GivenFile given, Instant now) {
    FileLink link = store.link(FileKeys.of(given.upload()), now);
    return new InvocationFile(given.name(), given.size(), given.sha256(), link.url(), link.until());
  }

  private InvocationFile shown(KeptFile kept, Instant now) {
    FileLink link = store.link(FileKeys.of(kept.invocation(), kept.dispatch(), kept.file()), now);
    return new InvocationFile(
        kept.file().name(), kept.file().size(), kept.file().sha256(), link.url(), link.until());
  }
}
