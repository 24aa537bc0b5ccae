package org.iguazu.loopback.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.LogContainerCmd;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.iguazu.loopback.engine.run.Lines;

/**
 * Hands on what a container prints, line by line, as it comes, and never keeps more than a line.
 */
final class Output {

  private static final System.Logger LOG = System.getLogger(Output.class.getName());

  private final DockerClient docker;
  private final String container;
  private final Consumer<List<String>> lines;
  private final Channel out = new Channel();
  private final Channel err = new Channel();
  private final Frames followed = new Frames(this::printed);

  private Output(DockerClient docker, String container, Consumer<List<String>> lines) {
    this.docker = docker;
    this.container = container;
    this.lines = lines;
  }

  /**
   * From the container's first byte on. It has to be started: what is printed before the daemon has
   * really attached to one that is not would be lost.
   */
  static Output follow(DockerClient docker, String container, Consumer<List<String>> lines) {
    var output = new Output(docker, container, lines);
    output.log().withFollowStream(true).withTailAll().exec(output.followed);
    return output;
  }

  private LogContainerCmd log() {
    return docker.logContainerCmd(container).withStdOut(true).withStdErr(true);
  }

  private void printed(Frame frame) {
    hand(channel(frame).add(frame.getPayload()));
  }

  private Channel channel(Frame frame) {
    return frame.getStreamType() == StreamType.STDERR ? err : out;
  }

  /** Waits for the last line of a container that has ended. */
  void finish(Duration patience) {
    try {
      if (!followed.awaitCompletion(patience.toMillis(), TimeUnit.MILLISECONDS)
          || !readEnd(patience)) {
        LOG.log(System.Logger.Level.WARNING, "the last lines of a container are lost");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "the last lines of a container are lost", e);
    }
    hand(out.rest());
    hand(err.rest());
  }

  /**
   * A daemon may end a stream that is followed before what was printed last, if that is no whole
   * line (<a href="https://github.com/moby/moby/issues/43860">moby 43860</a>).
   */
  private boolean readEnd(Duration patience) throws InterruptedException {
    var end = new Frames(frame -> channel(frame).end = frame.getPayload());
    log().withTail(2).exec(end); // one of each channel
    boolean complete = end.awaitCompletion(patience.toMillis(), TimeUnit.MILLISECONDS);
    hand(out.addEnd());
    hand(err.addEnd());
    return complete;
  }

  private void hand(List<String> complete) {
    try {
      if (!complete.isEmpty()) {
        lines.accept(complete);
      }
    } catch (RuntimeException e) {
      // the container would stand still if nobody read its output any more
      LOG.log(System.Logger.Level.WARNING, "lines of output are lost", e);
    }
  }

  /** What comes from the daemon. */
  private static final class Frames extends ResultCallback.Adapter<Frame> {

    private final Consumer<Frame> reader;

    Frames(Consumer<Frame> reader) {
      this.reader = reader;
    }

    @Override
    public void onNext(Frame frame) {
      reader.accept(frame);
    }
  }

  /** Standard output, or standard error. */
  private static final class Channel {

    private final Lines lines = new Lines();
    private byte[] last = {};
    private byte[] end = {};

    List<String> add(byte[] printed) {
      last = printed;
      return lines.add(printed, printed.length);
    }

    /** Adds what the daemon has as its end, unless that was added already. */
    List<String> addEnd() {
      boolean wholeLine = end.length == 0 || end[end.length - 1] == '\n';
      return wholeLine || Arrays.equals(end, last) ? List.of() : add(end);
    }

    List<String> rest() {
      return lines.rest();
    }
  }
}
