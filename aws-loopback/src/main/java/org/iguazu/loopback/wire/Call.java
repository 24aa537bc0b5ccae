package org.iguazu.loopback.wire;

import java.util.List;
import java.util.stream.Stream;
import org.iguazu.loopback.faults.Fault;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.node.ObjectNode;

/** A request as it came in: what it asks for, and which faults it is to suffer. */
public record Call(String action, ObjectNode body, List<Fault> faults) {

  /**
   * The body as a record; members it does not know are ignored, as AWS does.
   *
   * @throws AwsError what the record's constructor says of values that cannot be
   */
  public <T> T as(Class<T> type) {
    try {
      return Json.MAPPER.treeToValue(body, type);
    } catch (ValueInstantiationException refused) {
      if (refused.getCause() instanceof AwsError error) {
        throw error;
      }
      throw refused;
    }
  }

  public <F extends Fault> Stream<F> faults(Class<F> type) {
    return faults.stream().filter(type::isInstance).map(type::cast);
  }
}
