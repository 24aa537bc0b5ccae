package org.iguazu.api.dispatch;

import java.util.List;
import org.iguazu.api.upload.UploadTarget;

/**
 * What a job has left.
 *
 * @param files all of them, up to 1,000
 */
public record OutputFiles(List<OutputFile> files) {

  public OutputFiles {
    files = List.copyOf(files);
  }

  /**
   * Where they are to be put.
   *
   * @param targets in the order of the files
   */
  public record Targets(List<UploadTarget> targets) {

    public Targets {
      targets = List.copyOf(targets);
    }
  }
}
