package org.iguazu.core.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.api.invocation.UniquePolicy.QUEUE_ONE;
import static org.iguazu.api.invocation.UniquePolicy.REPLACE;
import static org.iguazu.api.invocation.UniquePolicy.RETURN_EXISTING;
import static org.iguazu.core.invocation.UniqueRule.decide;

import java.util.UUID;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.UniquePolicy;
import org.iguazu.core.invocation.UniqueRule.Decision.Existing;
import org.iguazu.core.invocation.UniqueRule.Decision.Fresh;
import org.iguazu.core.invocation.UniqueRule.Pending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UniqueRuleTest {

  private static final InvocationId FIRST = new InvocationId(new UUID(0, 1));
  private static final InvocationId SECOND = new InvocationId(new UUID(0, 2));
  private static final Pending QUEUED = new Pending(FIRST, true);
  private static final Pending ACTIVE = new Pending(FIRST, false);
  private static final Pending BEHIND = new Pending(SECOND, true);

  @ParameterizedTest
  @EnumSource
  void whereNothingIsPendingAllAreNew(UniquePolicy policy) {
    assertThat(decide(policy, null, null)).isEqualTo(new Fresh(null, null));
  }

  @Test
  void theExistingOneIsTheAnswerUntilItHasFinished() {
    assertThat(decide(RETURN_EXISTING, QUEUED, null)).isEqualTo(new Existing(FIRST));
    assertThat(decide(RETURN_EXISTING, ACTIVE, null)).isEqualTo(new Existing(FIRST));
    assertThat(decide(RETURN_EXISTING, ACTIVE, BEHIND)).isEqualTo(new Existing(FIRST));
  }

  @Test
  void oneIsQueuedBehindTheOneThatRuns() {
    assertThat(decide(QUEUE_ONE, QUEUED, null)).isEqualTo(new Existing(FIRST));
    assertThat(decide(QUEUE_ONE, ACTIVE, null)).isEqualTo(new Fresh(FIRST, null));
    assertThat(decide(QUEUE_ONE, ACTIVE, BEHIND)).isEqualTo(new Existing(SECOND));
  }

  @Test
  void theNewestReplacesWhatIsQueuedButNotWhatRuns() {
    assertThat(decide(REPLACE, QUEUED, null)).isEqualTo(new Fresh(null, FIRST));
    assertThat(decide(REPLACE, ACTIVE, null)).isEqualTo(new Fresh(FIRST, null));
    assertThat(decide(REPLACE, ACTIVE, BEHIND)).isEqualTo(new Fresh(FIRST, SECOND));
  }

  @Test
  void oneThatWasRefusedKeepsItsPlaceBeforeTheOneThatWaitsForIt() {
    assertThat(decide(QUEUE_ONE, QUEUED, BEHIND)).isEqualTo(new Existing(FIRST));
  }
}
