package org.iguazu.loopback.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a container runs, where that differs from its image.
 *
 * @param entryPoint that of the image if empty
 * @param command that of the image if empty
 * @param workingDirectory absolute; that of the image if missing
 */
public record Program(
    List<String> entryPoint, List<String> command, @Nullable String workingDirectory) {

  public Program {
    entryPoint = List.copyOf(entryPoint);
    command = List.copyOf(command);
  }

  /** Entry point and command, one after the other. */
  public List<String> words() {
    List<String> words = new ArrayList<>(entryPoint);
    words.addAll(command);
    return words;
  }
}
