package org.iguazu.server.test;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one running server, shared by all classes of the JVM, as a parameter of type {@link
 * RunningServer} or {@link Calls}. Tests that share it must not count what others made.
 */
public final class ServerExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(ServerExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == RunningServer.class || type == Calls.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    RunningServer server =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(RunningServer.class, _ -> RunningServer.start(), RunningServer.class);
    return parameter.getParameter().getType() == Calls.class ? server.calls() : server;
  }
}
