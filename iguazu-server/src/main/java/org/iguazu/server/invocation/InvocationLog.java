package org.iguazu.server.invocation;

import java.util.List;
import org.iguazu.api.Page;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.LogLine;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.dispatcher.log.TaskLogs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** An invocation's log: what the task of its last dispatch has written. */
@Component
final class InvocationLog {

  private final InvocationReader invocations;
  private final TaskLogs logs;

  InvocationLog(InvocationReader invocations, TaskLogs logs) {
    this.invocations = invocations;
    this.logs = logs;
  }

  Invocation invocation(InvocationId id) {
    return invocations.find(id).orElseThrow(() -> Unknown.invocation(id));
  }

  Page<LogLine> read(Invocation invocation, @Nullable String after, int limit) {
    return invocation.task() == null
        ? new Page<>(List.of(), null)
        : logs.read(invocation.job(), invocation.task(), after, limit);
  }
}
