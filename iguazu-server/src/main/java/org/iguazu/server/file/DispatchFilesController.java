package org.iguazu.server.file;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.iguazu.api.dispatch.OutputFiles;
import org.iguazu.api.dispatch.StagedFiles;
import org.iguazu.api.dispatch.StagedInput;
import org.iguazu.api.job.InputFile;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.core.capability.Capability;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.core.file.FileRecords;
import org.iguazu.core.file.GivenFile;
import org.iguazu.core.file.KeptFile;
import org.iguazu.core.invocation.InvocationLedger;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.dispatcher.file.FileProperties;
import org.iguazu.dispatcher.file.FileStore;
import org.iguazu.server.security.NeedsCapability;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a courier asks and tells about the files of its dispatch. */
@RestController
@RequestMapping(path = "/api/dispatch", produces = MediaType.APPLICATION_JSON_VALUE)
@NeedsCapability
final class DispatchFilesController {

  private final InvocationLedger ledger;
  private final InvocationReader invocations;
  private final JobCatalog jobs;
  private final FileRecords files;
  private final FileStore store;
  private final FileProperties properties;
  private final InstantSource clock;

  DispatchFilesController(
      InvocationLedger ledger,
      InvocationReader invocations,
      JobCatalog jobs,
      FileRecords files,
      FileStore store,
      FileProperties properties,
      InstantSource clock) {
    this.ledger = ledger;
    this.invocations = invocations;
    this.jobs = jobs;
    this.files = files;
    this.store = store.forContainers();
    this.properties = properties;
    this.clock = clock;
  }

  /** The files that are to be put in place, and what may be kept of those that the job leaves. */
  @GetMapping("/files")
  StagedFiles files(Capability capability) {
    JobDefinition job = jobOf(capability);
    Map<String, GivenFile> given =
        files.inputs(capability.invocation()).stream()
            .collect(Collectors.toMap(GivenFile::name, Function.identity()));
    Instant now = clock.instant();
    return new StagedFiles(
        job.inputs().stream()
            .filter(input -> given.containsKey(input.name()))
            .map(input -> staged(input, Objects.requireNonNull(given.get(input.name())), now))
            .toList(),
        job.outputs());
  }

  private StagedInput staged(InputFile declared, GivenFile given, Instant now) {
    return new StagedInput(
        declared, store.link(FileKeys.of(given.upload()), now).url(), given.size(), given.sha256());
  }

  /** Where the files that the job has left are to be PUT. */
  @PostMapping(path = "/outputs/targets", consumes = MediaType.APPLICATION_JSON_VALUE)
  OutputFiles.Targets targets(@RequestBody OutputFiles outputs, Capability capability) {
    OutputCheck.check(outputs, jobOf(capability).outputs());
    Instant now = clock.instant();
    return new OutputFiles.Targets(
        outputs.files().stream()
            .map(file ->
                store.target(
                    FileKeys.of(capability.invocation(), capability.dispatch(), file),
                    file.size(),
                    file.sha256(),
                    now))
            .toList());
  }

  /** The files that the job has left have been PUT. May be repeated. */
  @PostMapping(path = "/outputs", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void keep(@RequestBody OutputFiles outputs, Capability capability) {
    OutputCheck.check(outputs, jobOf(capability).outputs());
    List<KeptFile> kept =
        outputs.files().stream()
            .map(file -> new KeptFile(capability.invocation(), capability.dispatch(), file))
            .toList();
    Instant now = clock.instant();
    files.keep(kept, now, now.plus(properties.outputsKept()));
  }

  /** The job, as long as this dispatch of it goes on. */
  private JobDefinition jobOf(Capability capability) {
    if (ledger.control(capability.invocation(), capability.dispatch()).cancelled()) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "This dispatch is over or is to end: its files are of no use any more.");
    }
    return invocations
        .find(capability.invocation())
        .flatMap(it -> jobs.revision(it.job(), it.revision()))
        .orElseThrow()
        .definition();
  }
}
