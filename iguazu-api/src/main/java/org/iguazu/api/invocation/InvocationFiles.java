package org.iguazu.api.invocation;

import java.util.List;

/**
 * The files of an invocation.
 *
 * @param inputs what was brought to its job, as long as the uploads are kept
 * @param outputs what its last dispatch left, as long as it is kept
 */
public record InvocationFiles(List<InvocationFile> inputs, List<InvocationFile> outputs) {

  public InvocationFiles {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
