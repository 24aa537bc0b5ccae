package org.iguazu.loopback.wire;

import java.util.Map;

/**
 * One AWS service.
 *
 * @param target what stands before the dot in X-Amz-Target
 */
public record Service(String target, Map<String, Operation> operations) {

  public Service {
    operations = Map.copyOf(operations);
  }
}
