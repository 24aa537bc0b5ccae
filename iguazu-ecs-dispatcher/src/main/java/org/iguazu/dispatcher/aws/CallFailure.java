package org.iguazu.dispatcher.aws;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What an exception of one attempt proves about the call. */
public sealed interface CallFailure {

  /** AWS wants fewer calls; this one did nothing. */
  record Throttled() implements CallFailure {}

  /** AWS has read the call and will not do it; it did nothing. */
  record Rejected(String code, String message) implements CallFailure {}

  /** The call never left this machine; it did nothing. */
  record NotSent(String why) implements CallFailure {}

  /** No usable answer: the call may or may not have been carried out. */
  record Unanswered(String why) implements CallFailure {}

  Set<Class<? extends Exception>> BEFORE_SENDING =
      Set.of(
          ConnectException.class,
          UnknownHostException.class,
          ConnectTimeoutException.class,
          ConnectionRequestTimeoutException.class);

  /** What {@code e}, thrown by a client that does not retry, proves. */
  static CallFailure of(SdkException e) {
    if (e instanceof AwsServiceException answer) {
      return ofAnswer(answer);
    }
    return Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
        .filter(cause -> BEFORE_SENDING.stream().anyMatch(type -> type.isInstance(cause)))
        .findFirst()
        .<CallFailure>map(cause -> new NotSent(String.valueOf(cause.getMessage())))
        .orElseGet(() -> new Unanswered(String.valueOf(e.getMessage())));
  }

  private static CallFailure ofAnswer(AwsServiceException answer) {
    if (answer.isThrottlingException()) {
      return new Throttled();
    }
    AwsErrorDetails details = answer.awsErrorDetails();
    String code = details == null ? "" : String.valueOf(details.errorCode());
    String message = details == null ? "" : String.valueOf(details.errorMessage());
    return answer.statusCode() >= 400 && answer.statusCode() < 500
        ? new Rejected(code, message)
        : new Unanswered("HTTP %d %s %s".formatted(answer.statusCode(), code, message).strip());
  }
}
