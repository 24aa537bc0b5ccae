package org.iguazu.api.dispatch;

import java.util.List;
import org.iguazu.api.job.Outputs;
import org.jspecify.annotations.Nullable;

/**
 * The files of a dispatch.
 *
 * @param inputs what is to be put in place
 * @param outputs what may be kept of what the job leaves, if anything
 */
public record StagedFiles(List<StagedInput> inputs, @Nullable Outputs outputs) {

  public StagedFiles {
    inputs = List.copyOf(inputs);
  }
}
