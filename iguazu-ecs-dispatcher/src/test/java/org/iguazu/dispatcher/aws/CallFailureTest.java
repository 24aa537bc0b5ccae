package org.iguazu.dispatcher.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.iguazu.dispatcher.aws.CallFailure.NotSent;
import org.iguazu.dispatcher.aws.CallFailure.Rejected;
import org.iguazu.dispatcher.aws.CallFailure.Throttled;
import org.iguazu.dispatcher.aws.CallFailure.Unanswered;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.EcsException;

class CallFailureTest {

  @Test
  void aRejectionProvesThatNothingWasDone() {
    assertThat(CallFailure.of(answer(400, "ClusterNotFoundException")))
        .isEqualTo(new Rejected("ClusterNotFoundException", "m"));
    assertThat(CallFailure.of(answer(403, "AccessDeniedException"))).isInstanceOf(Rejected.class);
  }

  @Test
  void throttlingIsToldFromOtherRejections() {
    assertThat(CallFailure.of(answer(400, "ThrottlingException"))).isEqualTo(new Throttled());
  }

  @Test
  void aServerErrorProvesNothing() {
    assertThat(CallFailure.of(answer(500, "ServerException"))).isInstanceOf(Unanswered.class);
    assertThat(CallFailure.of(answer(503, ""))).isInstanceOf(Unanswered.class);
  }

  @Test
  void silenceProvesNothing() {
    assertThat(CallFailure.of(ApiCallAttemptTimeoutException.create(10)))
        .isInstanceOf(Unanswered.class);
    assertThat(CallFailure.of(io(new SocketTimeoutException("read timed out"))))
        .isInstanceOf(Unanswered.class);
    assertThat(CallFailure.of(io(new IOException("reset")))).isInstanceOf(Unanswered.class);
  }

  @Test
  void aConnectionThatWasNeverMadeProvesThatNothingWasSent() {
    assertThat(CallFailure.of(io(new ConnectException("refused"))))
        .isEqualTo(new NotSent("refused"));
  }

  private static SdkException io(IOException cause) {
    return SdkClientException.create("could not execute", cause);
  }

  private static SdkException answer(int status, String code) {
    return (SdkException)
        EcsException.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("m").build())
            .build();
  }
}
