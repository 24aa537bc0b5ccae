package org.iguazu.courier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.iguazu.api.dispatch.Failure;
import org.iguazu.api.dispatch.StagedInput;
import org.iguazu.api.dispatch.StartReply;
import org.iguazu.api.dispatch.StartRequest;
import org.iguazu.api.dispatch.TaskContainers;
import org.iguazu.api.job.InputFile;
import org.iguazu.api.json.JsonTree;
import org.iguazu.archive.Limits;
import org.iguazu.archive.SafeArchive;
import org.iguazu.archive.Unpacking;
import org.iguazu.job.dispatch.DispatchClient;
import org.iguazu.job.dispatch.Leave;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes the start fence for the job, and puts its files in place. */
final class Stage {

  private static final Logger log = LoggerFactory.getLogger(Stage.class);

  private static final long MIB = 1 << 20;

  private final DispatchClient dispatch;
  private final Siblings siblings;
  private final Path in;

  Stage(DispatchClient dispatch, Siblings siblings, Path in) {
    this.dispatch = dispatch;
    this.siblings = siblings;
    this.in = in;
  }

  /**
   * Does it all.
   *
   * @param task the task's ARN, where it is known
   * @return whether the job may start now
   */
  boolean run(@Nullable String task) {
    Leave leave = dispatch.start(new StartRequest(UUID.randomUUID(), task), new CountDownLatch(1));
    return switch (leave) {
      case Leave.Granted(StartReply start) -> bring(start);
      case Leave.Refused(String why) -> {
        log.error("no leave to start, so nothing was brought: {}", why);
        yield false;
      }
      case Leave.Unanswered(String why) -> {
        log.error("no answer whether to start, so nothing was brought: {}", why);
        yield false;
      }
    };
  }

  private boolean bring(StartReply start) {
    try {
      for (StagedInput input : dispatch.files().inputs()) {
        bring(input);
      }
      Files.write(in.resolve(InputFile.PARAMETERS), JsonTree.write(start.parameters()));
      Wait.until(siblings, TaskContainers.REPORT, state -> state.isRunning() || state.isStopped());
      return true;
    } catch (UnfitException e) {
      return failed("InputRefused", e.getMessage(), start.deadline());
    } catch (IOException e) {
      log.error("the files could not be brought", e);
      return failed(
          "InputNotBrought", "the files could not be brought: " + e.getMessage(), start.deadline());
    }
  }

  private void bring(StagedInput input) throws IOException, UnfitException {
    InputFile file = input.file();
    Path place = in.resolve(file.name());
    Path arrived = file.unpack() ? packed(file) : place;
    Digests.Copied copied = fetch(input, arrived);
    if (copied.size() != input.size() || !copied.sha256().equals(input.sha256())) {
      throw new UnfitException(
          "the store's content of input '%s' is not what was uploaded: SHA-256 %s, expected %s"
              .formatted(file.name(), copied.sha256(), input.sha256()));
    }
    if (file.unpack()) {
      unpack(file, arrived, place);
    }
    log.info("brought {} ({} bytes)", file.name(), input.size());
  }

  /** Where an archive lies under its own name: a gz file names its content by it. */
  private Path packed(InputFile file) throws IOException {
    return Files.createDirectory(in.resolve(".packed")).resolve(file.name());
  }

  private static Digests.Copied fetch(StagedInput input, Path arrived) throws IOException {
    return Store.get(
        input.url(),
        connection -> {
          try (InputStream from = connection.getInputStream();
              OutputStream to = Files.newOutputStream(arrived)) {
            return Digests.copy(from, to, input.size());
          }
        });
  }

  private static void unpack(InputFile file, Path archive, Path place)
      throws IOException, UnfitException {
    long most = file.maxSize() * MIB;
    var limits = Limits.DEFAULT.withEntries(InputFile.MOST_ENTRIES).withBytes(most, most);
    var unpacking = new SafeArchive(limits).unpack(archive, place);
    Files.delete(archive);
    Files.delete(archive.getParent());
    if (unpacking instanceof Unpacking.Refused refused) {
      throw new UnfitException("input '%s': %s".formatted(file.name(), refused.message()));
    }
  }

  private boolean failed(String error, @Nullable String message, Instant deadline) {
    try {
      dispatch.failed(new Failure(error, String.valueOf(message)), deadline);
    } catch (IOException e) {
      log.error("could not report that the files were not brought", e);
    }
    return false;
  }
}
