package org.iguazu.loopback.sqs;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.iguazu.loopback.faults.Fault;
import org.iguazu.loopback.faults.Faults;

/** What EventBridge is told to do with ECS's events: send them to a queue, as well as it can. */
public final class EventRule implements Consumer<String> {

  private final Queue queue;
  private final Faults faults;

  public EventRule(Queue queue, Faults faults) {
    this.queue = queue;
    this.faults = faults;
  }

  /** Sends one event, unless it is to get lost. */
  @Override
  public void accept(String event) {
    List<Fault> suffered = faults.ofEvent();
    Duration delay = Duration.ZERO;
    int copies = 1;
    for (Fault fault : suffered) {
      switch (fault) {
        case Fault.Dropped _ -> copies = 0;
        case Fault.Doubled _ -> copies *= 2;
        case Fault.Delayed(var by) -> delay = delay.plus(by);
        case Fault.Throttled _, Fault.FailedBefore _, Fault.FailedAfter _ -> {} // those of calls
        case Fault.CutAfter _, Fault.HungAfter _, Fault.NoRoom _, Fault.TasksMissing _ -> {}
        case Fault.InstanceDies _, Fault.ClockWrong _ -> {}
      }
    }
    for (int i = 0; i < copies; i++) {
      var _ = queue.send(event, delay);
    }
  }
}
