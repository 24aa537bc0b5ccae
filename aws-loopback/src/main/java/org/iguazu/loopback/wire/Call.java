package org.iguazu.loopback.wire;

import java.util.List;
import java.util.stream.Stream;
import org.iguazu.loopback.faults.Fault;
import tools.jackson.databind.node.ObjectNode;

/** A request as it came in: what it asks for, and which faults it is to suffer. */
public record Call(String action, ObjectNode body, List<Fault> faults) {

  /** The body as a record; members it does not know are ignored, as AWS does. */
  public <T> T as(Class<T> type) {
    return Json.MAPPER.treeToValue(body, type);
  }

  public <F extends Fault> Stream<F> faults(Class<F> type) {
    return faults.stream().filter(type::isInstance).map(type::cast);
  }
}
