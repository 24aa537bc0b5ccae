package org.iguazu.loopback.engine.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.iguazu.loopback.engine.run.Lines;

/**
 * Hands on what a container prints, line by line, as it comes, and never keeps more than a line.
 */
final class Output extends ResultCallback.Adapter<Frame> {

  private static final System.Logger LOG = System.getLogger(Output.class.getName());

  private final Consumer<List<String>> lines;
  private final Lines out = new Lines();
  private final Lines err = new Lines();

  Output(Consumer<List<String>> lines) {
    this.lines = lines;
  }

  @Override
  public void onNext(Frame frame) {
    Lines split = frame.getStreamType() == StreamType.STDERR ? err : out;
    hand(split.add(frame.getPayload(), frame.getPayload().length));
  }

  /** Waits for the last line of a container that has ended. */
  void finish(Duration patience) {
    try {
      if (!awaitCompletion(patience.toMillis(), TimeUnit.MILLISECONDS)) {
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
}
