package org.iguazu.server.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.InvalidValueException;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a body, and where in it. */
final class JsonProblems {

  private static final String DETAIL =
      "The body is not what this call takes; nothing was done. Mend what \"errors\" names and send"
          + " it again.";

  private JsonProblems() {}

  static Problem of(JacksonException e) {
    return Problem.of(ProblemCode.INVALID_REQUEST, DETAIL, errorsOf(e));
  }

  private static List<FieldError> errorsOf(JacksonException e) {
    String pointer = pointerOf(e.getPath());
    if (e.getCause() instanceof InvalidValueException invalid) {
      return invalid.errors().stream().map(error -> error.below(pointer)).toList();
    }
    return List.of(new FieldError(pointer, messageOf(e)));
  }

  private static String messageOf(JacksonException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown -> unknownField(unknown);
      case InvalidFormatException format ->
          "must be %s, but is '%s'".formatted(wordFor(format.getTargetType()), format.getValue());
      case MismatchedInputException _ when e.getOriginalMessage().startsWith("Trailing token") ->
          "is not valid JSON: something follows the value" + placeOf(e);
      case MismatchedInputException mismatch when mismatch.getTargetType() != null ->
          "must be " + wordFor(mismatch.getTargetType());
      case InputCoercionException number ->
          "must be %s in its range".formatted(wordFor(number.getTargetType()));
      case DatabindException _ when e.getCause() instanceof NullPointerException ->
          "lacks a field, or holds a null where a value must be";
      case DatabindException _ -> e.getOriginalMessage();
      default -> "is not valid JSON%s: %s".formatted(placeOf(e), e.getOriginalMessage());
    };
  }

  private static String unknownField(UnrecognizedPropertyException e) {
    Collection<Object> known =
        e.getKnownPropertyIds() == null ? List.of() : e.getKnownPropertyIds();
    List<String> names = known.stream().map(Object::toString).sorted().toList();
    return NearMiss.of(e.getPropertyName(), names)
        .map("is not a field here; did you mean '%s'?"::formatted)
        .orElseGet(() -> "is not a field here; known are " + String.join(", ", names));
  }

  private static String placeOf(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return location == null || location.getLineNr() < 1
        ? ""
        : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }

  /** What a value of that type is called in JSON. */
  static String wordFor(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
    }
    if (type == Instant.class) {
      return "an instant such as 2026-11-24T08:00:00Z";
    }
    if (type == Duration.class) {
      return "a duration such as PT30S or PT1H";
    }
    if (type == ZoneId.class) {
      return "a time zone such as Europe/Berlin";
    }
    return jsonTypeOf(type);
  }

  private static String jsonTypeOf(Class<?> type) {
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == UUID.class) {
      return "a UUID";
    }
    if (CharSequence.class.isAssignableFrom(type) || isOneValue(type)) {
      return "a string";
    }
    return Collection.class.isAssignableFrom(type) ? "an array" : "an object";
  }

  /** Whether it stands in JSON as its only component, as names and ids do. */
  private static boolean isOneValue(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
  }

  private static String pointerOf(List<Reference> path) {
    return path.stream().map(JsonProblems::tokenOf).collect(Collectors.joining());
  }

  private static String tokenOf(Reference reference) {
    String name = reference.getPropertyName();
    return FieldError.pointerTo(name == null ? Integer.toString(reference.getIndex()) : name);
  }
}
