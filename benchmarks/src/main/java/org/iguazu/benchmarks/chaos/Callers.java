package org.iguazu.benchmarks.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.client.UnreachableException;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.problem.ProblemException;

/** Ask for invocations through all servers, and again until they are answered. */
final class Callers implements AutoCloseable {

  private final List<IguazuClient> clients;
  private final Timeline timeline;
  private final AtomicInteger turn = new AtomicInteger();
  private final Map<String, Set<InvocationId>> answers = new ConcurrentHashMap<>();
  private final Queue<InvocationId> cancelled = new ConcurrentLinkedQueue<>();

  Callers(Site site, Timeline timeline) {
    this.timeline = timeline;
    this.clients =
        site.addresses().stream()
            .map(address ->
                IguazuClient.builder(address)
                    .apiKey(Site.KEY)
                    .connectTimeout(Duration.ofSeconds(1))
                    .retryFor(Duration.ofSeconds(2))
                    .build())
            .toList();
  }

  /** Which invocations were answered for each Idempotency-Key: exactly one, it is to be hoped. */
  Map<String, Set<InvocationId>> answers() {
    return answers;
  }

  /** Those whose cancelling was acknowledged. */
  Queue<InvocationId> cancelled() {
    return cancelled;
  }

  void fulfil(List<Wish> wishes) {
    for (Wish wish : wishes) {
      timeline.at(wish.at(), () -> fulfil(wish));
      if (wish.twice()) {
        timeline.at(wish.at(), () -> fulfil(wish));
      }
    }
  }

  private void fulfil(Wish wish) {
    InvocationRequest request = request(wish);
    InvocationId id = insist(client -> client.invoke(request, wish.key()));
    answers.computeIfAbsent(wish.key(), _ -> ConcurrentHashMap.newKeySet()).add(id);
    if (wish.cancelAfter().isPresent()) {
      Chaos.pause(wish.cancelAfter().get());
      cancel(id);
    }
  }

  /** The same bytes each time, as an Idempotency-Key demands. */
  private InvocationRequest request(Wish wish) {
    var request =
        InvocationRequest.of(wish.fenced() ? Jobs.FENCED : Jobs.PLAIN)
            .startWithin(wish.startWithin())
            .parameters(IguazuJson.strict().valueToTree(Map.of("millis", wish.millis())));
    Instant asked = timeline.beginning().plus(wish.at());
    wish.deferred().ifPresent(later -> request.dueAt(asked.plus(later)));
    return request.build();
  }

  private void cancel(InvocationId id) {
    try {
      insist(client -> client.cancel(id));
      cancelled.add(id);
    } catch (ProblemException e) {
      if (e.problem().code() != ProblemCode.CONFLICT) { // it has ended already
        throw e;
      }
    }
  }

  /** Calls one server after the other until one answers. */
  <T> T insist(Function<IguazuClient, T> call) {
    while (true) {
      try {
        int next = Math.floorMod(turn.getAndIncrement(), clients.size());
        return call.apply(clients.get(next));
      } catch (UnreachableException e) {
        Chaos.pause(Duration.ofMillis(200));
      } catch (ProblemException e) {
        if (e.problem().status() < 500) {
          throw e;
        }
        Chaos.pause(Duration.ofMillis(200));
      }
    }
  }

  @Override
  public void close() {
    clients.forEach(IguazuClient::close);
  }
}
