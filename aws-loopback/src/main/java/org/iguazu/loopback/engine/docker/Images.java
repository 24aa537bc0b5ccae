package org.iguazu.loopback.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Has images ready, as the ECS agent with {@code ECS_IMAGE_PULL_BEHAVIOR=prefer-cached}. */
final class Images {

  private static final int LOOK_UP_MILLIS = 200;

  private final DockerClient docker;

  Images(DockerClient docker) {
    this.docker = docker;
  }

  /** What came of wanting an image. */
  sealed interface Pull {

    /** The daemon has it, under this id. */
    record Done(String imageId) implements Pull {}

    /** {@code reason} starts with ECS's name of the error. */
    record Failed(String reason) implements Pull {}

    /** Nobody wants it any more. */
    record NotWanted() implements Pull {}
  }

  Pull have(String image, BooleanSupplier wanted) {
    try {
      return found(image);
    } catch (NotFoundException _) {
      return pull(image, wanted);
    } catch (DockerException e) {
      return new Pull.Failed(DaemonErrors.told("CannotPullContainerError", e));
    }
  }

  private Pull found(String image) {
    return new Pull.Done(String.valueOf(docker.inspectImageCmd(image).exec().getId()));
  }

  private Pull pull(String image, BooleanSupplier wanted) {
    try (var pull = docker.pullImageCmd(withTag(image)).exec(new UnderWay())) {
      while (!pull.ended.await(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS)) {
        if (!wanted.getAsBoolean()) {
          return new Pull.NotWanted();
        }
      }
      pull.awaitCompletion(); // throws what went wrong
      return found(image);
    } catch (DockerException | DockerClientException e) {
      return new Pull.Failed(DaemonErrors.told("CannotPullContainerError", e));
    } catch (InterruptedException _) {
      return new Pull.NotWanted();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asked for no tag in particular, the daemon would pull them all. */
  private static String withTag(String image) {
    String name = image.substring(image.lastIndexOf('/') + 1);
    return name.contains(":") || name.contains("@") ? image : image + ":latest";
  }

  /** What docker-java offers to wait with takes a pull that is still under way for a failed one. */
  private static final class UnderWay extends PullImageResultCallback {

    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public void close() throws IOException {
      super.close();
      ended.countDown();
    }
  }
}
