package org.iguazu.server.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.core.capability.Capabilities;
import org.iguazu.core.capability.Capability;
import org.iguazu.server.problem.ProblemWriter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets nobody pass who is not known: not to the calls, and not to learn which calls there are. What
 * the known ones may do is decided by {@link ScopeCheck}.
 */
final class AuthenticationFilter extends OncePerRequestFilter {

  private static final Set<String> OPEN =
      Set.of("/health", "/health/liveness", "/health/readiness");

  /** Where containers call; API keys are of no use there, and capabilities nowhere else. */
  private static final String DISPATCH = "/api/dispatch/";

  private static final String BEARER = "Bearer ";

  private final Authentication authentication;
  private final Capabilities capabilities;
  private final InstantSource clock;
  private final HandlerExceptionResolver exceptions;

  AuthenticationFilter(
      Authentication authentication,
      Capabilities capabilities,
      InstantSource clock,
      HandlerExceptionResolver exceptions) {
    this.authentication = authentication;
    this.capabilities = capabilities;
    this.clock = clock;
    this.exceptions = exceptions;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (OPEN.contains(request.getServletPath()) || known(request, response)) {
      chain.doFilter(request, response);
    }
  }

  /** Whether the caller is known; one who is not has been answered. */
  private boolean known(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String token = tokenOf(request);
    if (token.isEmpty()) {
      ProblemWriter.write(
          unauthenticated(
              "Send the header 'Authorization: Bearer <API key>'; an"
                  + " operator makes keys with the iguazu command."),
          response);
      return false;
    }
    try {
      return request.getServletPath().startsWith(DISPATCH)
          ? knownDispatch(token, request, response)
          : knownCaller(token, request, response);
    } catch (RuntimeException e) {
      exceptions.resolveException(request, response, null, e);
      return false;
    }
  }

  private boolean knownCaller(
      String token, HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<Caller> caller = authentication.callerOf(token);
    if (caller.isEmpty()) {
      ProblemWriter.write(
          unauthenticated(
              "The API key is not known here, or was revoked; ask an operator for another."),
          response);
      return false;
    }
    request.setAttribute(Caller.class.getName(), caller.get());
    return true;
  }

  private boolean knownDispatch(
      String token, HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<Capability> capability = capabilities.verify(token, clock.instant());
    if (capability.isEmpty()) {
      ProblemWriter.write(
          unauthenticated(
              "The capability was not issued here, or has expired; only the container of a dispatch"
                  + " has one."),
          response);
      return false;
    }
    request.setAttribute(Capability.class.getName(), capability.get());
    return true;
  }

  private static String tokenOf(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : "";
  }

  private static Problem unauthenticated(String detail) {
    return Problem.of(ProblemCode.UNAUTHENTICATED, detail);
  }
}
