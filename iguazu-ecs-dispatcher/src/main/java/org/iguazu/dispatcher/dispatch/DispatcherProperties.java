package org.iguazu.dispatcher.dispatch;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How invocations are handed to ECS and followed.
 *
 * @param enabled whether this server dispatches at all
 * @param callbackUrl where containers reach the server
 * @param launchConcurrency how many RunTask calls are under way at once
 * @param batch how many invocations one claim takes
 * @param mostInFlight how many may be claimed and not yet launched
 * @param pollInterval how long an unheard wake-up may delay a dispatch
 * @param launchBurst how many launches ECS takes at once, of all servers together
 * @param launchRate how many a second ECS takes after that
 * @param hold how long after its claim a launch may still be sent or given back by the server that
 *     claimed it; after that it is the reconciler's
 * @param reconcileAfter how long after its claim a dispatch without an answer is taken over by the
 *     reconciler; well above {@code hold}, so that a server still at it is left alone
 * @param launchProof how long after its claim a dispatch is looked for before it counts as lost;
 *     below the hour for which ECS remembers a token at least
 * @param followInterval how often tasks are asked after
 * @param strayInterval how often clusters are searched for tasks whose invocation has ended
 * @param leaseTime how long a server that stands still keeps the others from following in its place
 */
@ConfigurationProperties("iguazu.dispatcher")
public record DispatcherProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("http://127.0.0.1:8080") URI callbackUrl,
    @DefaultValue("32") int launchConcurrency,
    @DefaultValue("500") int batch,
    @DefaultValue("2000") int mostInFlight,
    @DefaultValue("1s") Duration pollInterval,
    @DefaultValue("100") int launchBurst,
    @DefaultValue("40") double launchRate,
    @DefaultValue("30s") Duration hold,
    @DefaultValue("45s") Duration reconcileAfter,
    @DefaultValue("15m") Duration launchProof,
    @DefaultValue("1s") Duration followInterval,
    @DefaultValue("30s") Duration strayInterval,
    @DefaultValue("15s") Duration leaseTime) {

  private static final Duration TOKEN_LIFE = Duration.ofHours(1);

  public DispatcherProperties {
    require(launchConcurrency > 0, "launch-concurrency must be positive");
    require(batch > 0 && batch <= mostInFlight, "batch must be 1 to most-in-flight");
    require(launchBurst > 0, "launch-burst must be positive");
    require(launchRate > 0, "launch-rate must be positive");
    require(
        hold.plus(hold.dividedBy(2)).compareTo(reconcileAfter) <= 0,
        "reconcile-after must be at least one and a half times hold");
    require(
        reconcileAfter.compareTo(launchProof) < 0 && launchProof.compareTo(TOKEN_LIFE) < 0,
        "launch-proof must be above reconcile-after and below one hour");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException("iguazu.dispatcher." + message);
    }
  }
}
