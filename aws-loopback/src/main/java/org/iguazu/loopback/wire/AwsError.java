package org.iguazu.loopback.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** An error the caller is told of, in the shape AWS gives it. */
public final class AwsError extends RuntimeException {

  private final int status;
  private final String type;
  private final List<String> resourceIds;

  private AwsError(int status, String type, String message, List<String> resourceIds) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
    this.resourceIds = List.copyOf(resourceIds);
  }

  public static AwsError client(String message) {
    return of("ClientException", message);
  }

  public static AwsError invalidParameter(String message) {
    return of("InvalidParameterException", message);
  }

  public static AwsError conflict(String message, List<String> resourceIds) {
    return new AwsError(400, "ConflictException", message, resourceIds);
  }

  /** HTTP 400 with this exception's name. */
  public static AwsError of(String type, String message) {
    return new AwsError(400, type, message, List.of());
  }

  static AwsError throttled() {
    return of("ThrottlingException", "Rate exceeded");
  }

  static AwsError server(String message) {
    return new AwsError(500, "ServerException", message, List.of());
  }

  int status() {
    return status;
  }

  Body body() {
    return new Body(type, String.valueOf(getMessage()), resourceIds);
  }

  record Body(
      @JsonProperty("__type") String type,
      String message,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> resourceIds) {}
}
