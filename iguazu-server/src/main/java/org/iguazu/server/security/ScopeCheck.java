package org.iguazu.server.security;

import static java.util.stream.Collectors.joining;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.iguazu.api.key.Scope;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.core.capability.Capability;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets a caller do what the scopes of the key allow; a call that names no scope is allowed to
 * nobody.
 */
final class ScopeCheck implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      check(request, method);
    }
    return true;
  }

  private static void check(HttpServletRequest request, HandlerMethod method) {
    if (method.getBeanType().isAnnotationPresent(NeedsCapability.class)) {
      if (request.getAttribute(Capability.class.getName()) == null) {
        throw unauthenticated("a capability");
      }
      return;
    }
    Needs needs = method.getMethodAnnotation(Needs.class);
    if (needs == null) {
      throw new IllegalStateException(method + " must say by @Needs who may call it");
    }
    if (!(request.getAttribute(Caller.class.getName()) instanceof Caller caller)) {
      throw unauthenticated("an API key");
    }
    if (Arrays.stream(needs.value()).noneMatch(caller::may)) {
      throw forbidden(needs, caller);
    }
  }

  private static ProblemException forbidden(Needs needs, Caller caller) {
    String needed = Arrays.stream(needs.value()).map(Scope::name).collect(joining(" or "));
    String allowed = caller.scopes().stream().sorted().map(Scope::name).collect(joining(", "));
    return new ProblemException(
        ProblemCode.FORBIDDEN,
        "This call needs the scope %s, but API key '%s' allows only %s; ask an operator for another key."
            .formatted(needed, caller.name(), allowed));
  }

  private static ProblemException unauthenticated(String what) {
    return new ProblemException(ProblemCode.UNAUTHENTICATED, "This call needs " + what + ".");
  }
}
