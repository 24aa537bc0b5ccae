package org.iguazu.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.InvalidValueException;
import org.iguazu.server.problem.NearMiss;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses query parameters that a call does not know: mostly they are misspelt ones. */
final class KnownParameters implements HandlerInterceptor {

  private final Map<HandlerMethod, Set<String>> known = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getQueryString() != null && handler instanceof HandlerMethod method) {
      Set<String> names = known.computeIfAbsent(method, KnownParameters::namesOf);
      List<FieldError> errors =
          request.getParameterMap().keySet().stream()
              .filter(name -> !names.contains(name))
              .map(name -> unknown(name, names))
              .toList();
      if (!errors.isEmpty()) {
        throw new InvalidValueException(errors);
      }
    }
    return true;
  }

  private static Set<String> namesOf(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
        .map(KnownParameters::nameOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String nameOf(MethodParameter parameter) {
    return parameter.getParameter().getName(); // compiled with -parameters
  }

  private static FieldError unknown(String name, Set<String> names) {
    String hint =
        NearMiss.of(name, names)
            .map("did you mean '%s'?"::formatted)
            .orElseGet(() ->
                names.isEmpty() ? "this call takes none" : "known are " + String.join(", ", names));
    return new FieldError("", "query parameter '%s' is not known here; %s".formatted(name, hint));
  }
}
