package org.iguazu.loopback.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.iguazu.loopback.faults.Fault;
import org.iguazu.loopback.faults.Faults;
import org.iguazu.loopback.throttle.Throttle;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Speaks awsJson1_1: finds the operation in X-Amz-Target, calls it, and lets it go wrong. */
public final class AwsJsonFront implements HttpHandler {

  private static final System.Logger LOG = System.getLogger(AwsJsonFront.class.getName());

  private final Map<String, Operation> operations = new HashMap<>();
  private final Faults faults;
  private final Throttle throttle;
  private final Pause pause;

  public AwsJsonFront(List<Service> services, Faults faults, Throttle throttle, Pause pause) {
    for (Service service : services) {
      service
          .operations()
          .forEach(
              (action, operation) -> operations.put(service.target() + "." + action, operation));
    }
    this.faults = faults;
    this.throttle = throttle;
    this.pause = pause;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    @Nullable String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (target == null) {
      Answer.of(AwsError.of("MissingAction", "no X-Amz-Target header")).send(exchange);
    } else {
      String action = target.substring(target.lastIndexOf('.') + 1);
      List<Fault> suffered = faults.of(action);
      Answer answer = answer(target, action, body, suffered);
      reply(exchange, answer, suffered);
    }
  }

  private Answer answer(String target, String action, byte[] body, List<Fault> suffered) {
    try {
      failBefore(suffered);
      if (!throttle.admits(action)) {
        throw AwsError.throttled();
      }
      return Answer.ok(operation(target).answer(new Call(action, members(body), suffered)));
    } catch (AwsError error) {
      return Answer.of(error);
    } catch (JacksonException malformed) {
      return Answer.of(AwsError.of("SerializationException", malformed.getOriginalMessage()));
    } catch (RuntimeException bug) {
      LOG.log(System.Logger.Level.ERROR, "answering " + target + " failed", bug);
      return Answer.of(AwsError.server("loopback bug: " + bug));
    }
  }

  private void failBefore(List<Fault> suffered) {
    for (Fault fault : suffered) {
      switch (fault) {
        case Fault.Delayed(var by) -> pause.lasting(by);
        case Fault.Throttled _ -> throw AwsError.throttled();
        case Fault.FailedBefore _ -> throw AwsError.server("injected before the work");
        case Fault.FailedAfter _, Fault.CutAfter _, Fault.HungAfter _ -> {}
        case Fault.NoRoom _, Fault.TasksMissing _, Fault.InstanceDies _, Fault.ClockWrong _ -> {}
        case Fault.Dropped _, Fault.Doubled _ -> {} // those of events
      }
    }
  }

  private void reply(HttpExchange exchange, Answer answer, List<Fault> suffered)
      throws IOException {
    for (Fault fault : suffered) {
      switch (fault) {
        case Fault.FailedAfter _ -> {
          Answer.of(AwsError.server("injected after the work")).send(exchange);
          return;
        }
        case Fault.CutAfter _ -> {
          exchange.close();
          return;
        }
        case Fault.HungAfter(var wait) -> {
          pause.lasting(wait);
          exchange.close();
          return;
        }
        case Fault.Delayed _, Fault.Throttled _, Fault.FailedBefore _ -> {}
        case Fault.NoRoom _, Fault.TasksMissing _, Fault.InstanceDies _, Fault.ClockWrong _ -> {}
        case Fault.Dropped _, Fault.Doubled _ -> {} // those of events
      }
    }
    answer.send(exchange);
  }

  private Operation operation(String target) {
    Operation operation = operations.get(target);
    if (operation == null) {
      throw AwsError.of("UnknownOperationException", "aws-loopback does not implement " + target);
    }
    return operation;
  }

  private static ObjectNode members(byte[] body) {
    if (body.length == 0) {
      return Json.MAPPER.createObjectNode();
    }
    if (Json.MAPPER.readTree(body) instanceof ObjectNode members) {
      return members;
    }
    throw AwsError.of("SerializationException", "the body is not a JSON object");
  }
}
