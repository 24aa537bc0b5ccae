package org.iguazu.scheduler.fire;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How schedules fire.
 *
 * @param enabled whether this server fires schedules at all
 * @param name what servers that share a database call their scheduler, all the same; two in one JVM
 *     on different databases must not, for Quartz keeps its data sources by this name
 * @param misfireThreshold how late a fire may be before the schedule's misfire policy decides about
 *     it
 * @param healInterval how often it is made sure that every active schedule will be woken
 */
@ConfigurationProperties("iguazu.scheduler")
public record SchedulerProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("iguazu") String name,
    @DefaultValue("60s") Duration misfireThreshold,
    @DefaultValue("60s") Duration healInterval) {}
