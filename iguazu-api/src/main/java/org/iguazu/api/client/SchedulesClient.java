package org.iguazu.api.client;

import java.util.stream.Stream;
import org.iguazu.api.Page;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.schedule.Schedule;
import org.iguazu.api.schedule.ScheduleDefinition;
import org.iguazu.api.schedule.SchedulePreview;
import org.jspecify.annotations.Nullable;

/** When jobs run again and again: writing schedules, pausing them, looking ahead. */
public final class SchedulesClient {

  private final Transport transport;

  SchedulesClient(Transport transport) {
    this.transport = transport;
  }

  /** Creates the schedule of that name, or replaces it. */
  public Schedule put(ScheduleDefinition definition) {
    return transport.exchange(
        Call.put(schedule(definition.name()).toString(), definition), Schedule.class);
  }

  public Schedule get(String name) {
    return transport.exchange(Call.get(schedule(name).toString()), Schedule.class);
  }

  /** All schedules by name. */
  public Stream<Schedule> list() {
    return Pages.all(this::page);
  }

  public void delete(String name) {
    transport.run(Call.delete(schedule(name).toString()));
  }

  /** From now on it does not fire; nothing that runs is stopped. */
  public Schedule pause(String name) {
    return transport.exchange(Call.post(schedule(name) + "/pause", null), Schedule.class);
  }

  /** It fires again; what it would have fired while it was paused is left out. */
  public Schedule resume(String name) {
    return transport.exchange(Call.post(schedule(name) + "/resume", null), Schedule.class);
  }

  /** Invokes its job now, beside its fire times; once, also if the answer is lost at first. */
  public Invocation runNow(String name) {
    return transport.exchange(
        Call.post(schedule(name) + "/run", null, Call.newKey()), Invocation.class);
  }

  /** The next {@code count} instants it will fire at. */
  public SchedulePreview preview(String name, int count) {
    var path = Path.of("api", "schedules", name, "preview").with("count", count);
    return transport.exchange(Call.get(path.toString()), SchedulePreview.class);
  }

  /** The next {@code count} instants such a schedule would fire at; nothing is stored. */
  public SchedulePreview preview(ScheduleDefinition definition, int count) {
    var path = Path.of("api", "schedules", "preview").with("count", count);
    return transport.exchange(Call.post(path.toString(), definition), SchedulePreview.class);
  }

  private Page<Schedule> page(@Nullable String after) {
    var path = Path.of("api", "schedules").with("after", after).with("limit", Pages.SIZE);
    return transport.page(path, Schedule.class);
  }

  private static Path schedule(String name) {
    return Path.of("api", "schedules", name);
  }
}
