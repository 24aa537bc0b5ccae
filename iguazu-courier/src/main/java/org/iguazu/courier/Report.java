package org.iguazu.courier;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.iguazu.api.dispatch.Failure;
import org.iguazu.api.dispatch.OutputFiles;
import org.iguazu.api.dispatch.Success;
import org.iguazu.api.dispatch.TaskContainers;
import org.iguazu.api.job.Outputs;
import org.iguazu.api.json.JsonTree;
import org.iguazu.api.upload.UploadTarget;
import org.iguazu.courier.Siblings.State;
import org.iguazu.job.dispatch.DeniedException;
import org.iguazu.job.dispatch.DispatchClient;
import org.iguazu.job.dispatch.Http;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Waits until the job has ended, keeps what it left, and tells how it ended. */
final class Report {

  private static final Logger log = LoggerFactory.getLogger(Report.class);

  private final DispatchClient dispatch;
  private final Siblings siblings;
  private final Path out;

  Report(DispatchClient dispatch, Siblings siblings, Path out) {
    this.dispatch = dispatch;
    this.siblings = siblings;
    this.out = out;
  }

  /** Does it all, and says whether it could. */
  boolean run() {
    try {
      State job = Wait.until(siblings, TaskContainers.MAIN, State::isStopped);
      return job.exitCode() == null || report(job.exitCode());
    } catch (IOException e) {
      log.error("what the job left could not be kept", e);
      return false;
    }
  }

  /** A job that failed leaves files too; that it failed is for the ECS agent to say. */
  private boolean report(int exitCode) throws IOException {
    try {
      Outputs limits = dispatch.files().outputs();
      List<LeftFile> left = limits == null ? List.of() : new LeftFiles(limits).in(out);
      JsonNode result = keep(left);
      return exitCode != 0 || taken(dispatch.succeeded(new Success(result), Instant.MIN));
    } catch (UnfitException e) {
      log.error(e.getMessage());
      return exitCode != 0
          || taken(
              dispatch.failed(
                  new Failure("OutputRefused", String.valueOf(e.getMessage())), Instant.MIN));
    } catch (DeniedException e) {
      log.warn("nobody wants what the job left any more: {}", e.getMessage());
      return true;
    }
  }

  private static boolean taken(Http.Answer answer) {
    if (answer.status() / 100 != 2) {
      log.error("Iguazú did not take the report of the job's end: {}", answer.problem());
    }
    return answer.status() / 100 == 2;
  }

  /** Keeps the files, all but the result, which it returns. */
  private @Nullable JsonNode keep(List<LeftFile> left) throws IOException, UnfitException {
    JsonNode result = null;
    var kept = new ArrayList<LeftFile>();
    for (LeftFile file : left) {
      if (file.described().name().equals(Outputs.RESULT)) {
        result = read(file);
      } else {
        kept.add(file);
      }
    }
    if (!kept.isEmpty()) {
      put(kept);
    }
    return result;
  }

  private void put(List<LeftFile> kept) throws IOException {
    var files = new OutputFiles(kept.stream().map(LeftFile::described).toList());
    List<UploadTarget> targets = dispatch.targets(files).targets();
    for (int i = 0; i < kept.size(); i++) {
      LeftFile file = kept.get(i);
      Store.put(targets.get(i), file.described().size(), file::open);
    }
    dispatch.keep(files);
    log.info("kept {} files", kept.size());
  }

  /** As the server does, which would refuse the whole report. */
  private static void requireFits(long size, String how) throws UnfitException {
    if (size > Success.LARGEST_RESULT) {
      throw new UnfitException(
          "the job left a %s of %,d bytes%s, but a result may have %,d"
              .formatted(Outputs.RESULT, size, how, Success.LARGEST_RESULT));
    }
  }

  private static JsonNode read(LeftFile file) throws IOException, UnfitException {
    requireFits(file.described().size(), "");
    try (var content = file.open()) {
      JsonNode result = JsonTree.read(content);
      requireFits(JsonTree.write(result).length, " when it is written anew");
      return result;
    } catch (JacksonException e) {
      throw new UnfitException("the job left a %s that is no JSON".formatted(Outputs.RESULT));
    }
  }
}
