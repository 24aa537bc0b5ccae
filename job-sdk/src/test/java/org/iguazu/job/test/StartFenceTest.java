package org.iguazu.job.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.job.AbstractJob;
import org.iguazu.job.dispatch.Address;
import org.iguazu.job.dispatch.Patience;
import org.iguazu.job.runner.ExitCode;
import org.iguazu.job.runner.JobFactory;
import org.iguazu.job.runner.Runner;
import org.iguazu.job.runner.Setup;
import org.iguazu.job.test.DispatchEndpoint.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Only a readable yes is leave to start. */
class StartFenceTest {

  private static final Patience LITTLE =
      new Patience(Duration.ofMillis(400), Duration.ofMillis(400), Duration.ofMillis(300));

  private static final AtomicBoolean TOUCHED = new AtomicBoolean();

  static final class TouchyJob extends AbstractJob<Void, Void> {

    TouchyJob() {
      TOUCHED.set(true);
    }

    @Override
    @SuppressWarnings("NullAway")
    public Void run(Void parameters) {
      return null;
    }
  }

  @BeforeEach
  void forget() {
    TOUCHED.set(false);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ANSWER_LOST", "BROKEN", "STRANGER", "STRANGER_WITH_JSON", "NO_TIME", "TOO_LATE"})
  void anAnswerThatIsNotAReadableYesIsNoLeave(Fault fault) {
    try (var endpoint = new DispatchEndpoint(IguazuJson.strict().readTree("{}"))) {
      endpoint.breakBy(call -> fault);

      assertThat(run(endpoint.address())).isEqualTo(ExitCode.NOT_STARTED);
      assertThat(TOUCHED).isFalse();
    }
  }

  @Test
  void aServerThatIsNotThereIsNoLeave() throws IOException {
    assertThat(run(new Address(URI.create("http://127.0.0.1:" + unusedPort()), "any")))
        .isEqualTo(ExitCode.NOT_STARTED);
    assertThat(TOUCHED).isFalse();
  }

  @Test
  void aServerThatNeverAnswersIsNoLeave() throws IOException {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var address = URI.create("http://127.0.0.1:" + silent.getLocalPort());

      assertThat(run(new Address(address, "any"))).isEqualTo(ExitCode.NOT_STARTED);
      assertThat(TOUCHED).isFalse();
    }
  }

  @Test
  void aRunnerThatWasToldToEndBeforeItHadLeaveDoesNotEnterTheJob() {
    try (var endpoint = new DispatchEndpoint(IguazuJson.strict().readTree("{}"))) {
      Runner runner = runner(endpoint.address());
      runner.cancel();

      assertThat(runner.run()).isEqualTo(ExitCode.CANCELLED);
      assertThat(TOUCHED).isFalse();
      assertThat(endpoint.heard().failure()).isPresent();
    }
  }

  private static ExitCode run(Address address) {
    return runner(address).run();
  }

  private static Runner runner(Address address) {
    return new Runner(
        new Setup(TouchyJob.class, address, null, JobFactory.AS_BOUND, LITTLE),
        InstantSource.system());
  }

  private static int unusedPort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
