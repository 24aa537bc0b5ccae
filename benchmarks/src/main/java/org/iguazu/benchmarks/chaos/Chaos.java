package org.iguazu.benchmarks.chaos;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.schedule.MisfirePolicy;
import org.iguazu.api.schedule.ScheduleDefinition;
import org.springframework.dao.DataAccessException;

/**
 * Breaks three servers, their PostgreSQL and their AWS while thousands of invocations are asked
 * for, and then counts: {@code benchmarks/chaos}, from the root of a built tree.
 */
final class Chaos {

  /** How long everything may take to end once nothing goes wrong any more. */
  private static final Duration CALM = Duration.ofMinutes(9);

  private static final Duration STEP = Duration.ofSeconds(15);

  private final Options options;
  private final Site site;
  private final Timeline timeline = new Timeline();
  private final Callers callers;

  private Chaos(Options options, Site site) {
    this.options = options;
    this.site = site;
    this.callers = new Callers(site, timeline);
  }

  public static void main(String[] arguments) throws Exception {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + Options.USAGE);
      System.exit(64);
      return;
    }
    System.out.println(
        "benchmarks/chaos --invocations %d --minutes %d --seed %d --engine %s"
            .formatted(
                options.invocations(),
                options.time().toMinutes(),
                options.seed(),
                options.engine().word()));
    boolean kept;
    try (var site = new Site(options)) {
      prepare(site, new Jobs(site, options.engine()));
      kept = new Chaos(options, site).run();
    }
    System.exit(kept ? 0 : 1);
  }

  /** Registers the jobs, and runs one, which makes the archive that the others start from. */
  private static void prepare(Site site, Jobs jobs) {
    try (var client = IguazuClient.connect(site.addresses().getFirst(), Site.KEY)) {
      client.jobs().register(jobs.plain());
      client.jobs().register(jobs.fenced());
      InvocationId first = client.invoke(Jobs.FENCED, Map.of("millis", 0));
      var ended = client.await(first, Duration.ofMinutes(1));
      if (ended.status() != InvocationStatus.FINISHED) {
        throw new IllegalStateException("not even in peace does it work: " + ended);
      }
      System.out.println("in peace: " + ended.outcome());
    }
    site.postgres().jdbc().sql("DELETE FROM invocation").update();
    site.postgres().jdbc().sql("DELETE FROM invocation_event").update();
    site.diary().forget();
  }

  private boolean run() throws Exception {
    var random = new SplittableRandom(options.seed());
    Map<String, Duration> schedules = schedules();
    Instant from = timeline.now().plusSeconds(5).truncatedTo(ChronoUnit.SECONDS);
    Instant to = timeline.beginning().plus(options.time()).truncatedTo(ChronoUnit.SECONDS);
    schedules.forEach((job, every) -> schedule(job, every, from, to));
    callers.fulfil(Wish.plan(options.invocations(), options.time(), random.split()));
    var havoc = new Havoc(site, timeline);
    havoc.strike(Fault.plan(options.time(), Site.SERVERS, random.split()));

    boolean ended = awaitTheEnd();
    timeline.say(ended ? "all has ended" : "something does not end");
    havoc.unexpectedDeath().ifPresent(who -> timeline.say(who + " has died by itself"));
    callers.close();
    var fires = new Verdict.Fires(schedules, from, to);
    List<Verdict.Line> table =
        new Verdict(site.postgres().jdbc(), callers, site.diary().entries()).table(fires);
    table.forEach(line -> System.out.println(line.text()));
    return table.stream().allMatch(Verdict.Line::isKept);
  }

  private static Map<String, Duration> schedules() {
    return Map.of(Jobs.PLAIN, Duration.ofSeconds(3), Jobs.FENCED, Duration.ofSeconds(10));
  }

  private void schedule(String job, Duration every, Instant from, Instant to) {
    var definition =
        ScheduleDefinition.named(job, job, "*/%d * * * * *".formatted(every.toSeconds()))
            .misfire(MisfirePolicy.ALL)
            .startWithin(Duration.ofMinutes(4))
            .parameters(IguazuJson.strict().valueToTree(Map.of("millis", 500)))
            .start(from)
            .end(to)
            .build();
    callers.insist(client -> client.schedules().put(definition));
  }

  private boolean awaitTheEnd() {
    Instant latest = timeline.beginning().plus(options.time()).plus(CALM);
    boolean calm = false;
    while (timeline.now().isBefore(latest)) {
      pause(STEP);
      long unfinished = progress();
      calm = timeline.now().isAfter(timeline.beginning().plus(options.time()).plusSeconds(60));
      if (calm && unfinished == 0 && timeline.open() == 0) {
        return true;
      }
    }
    return false;
  }

  /** Tells how far it is; how many have not ended, or -1 while nobody can tell. */
  private long progress() {
    try {
      long unfinished = count("SELECT count(*) FROM invocation WHERE phase <> 'FINISHED'");
      long all = count("SELECT count(*) FROM invocation");
      timeline.say("%d invocations, %d of them not ended".formatted(all, unfinished));
      return unfinished;
    } catch (DataAccessException e) {
      return -1;
    }
  }

  private long count(String query) {
    return site.postgres().jdbc().sql(query).query(Long.class).single();
  }

  /** Does nothing for a while. */
  static void pause(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
