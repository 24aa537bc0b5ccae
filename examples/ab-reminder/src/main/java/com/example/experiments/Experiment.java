package com.example.experiments;

import java.time.LocalDate;
import java.util.List;

/**
 * An A/B experiment that runs.
 *
 * @param name by which it is known
 * @param description what it tries out
 * @param owners their mail addresses
 * @param plannedEnd when it was to be concluded
 */
public record Experiment(
    String name, String description, List<String> owners, LocalDate plannedEnd) {}
