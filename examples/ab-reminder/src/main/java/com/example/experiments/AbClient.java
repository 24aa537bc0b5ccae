package com.example.experiments;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Knows the experiments that run. */
public interface AbClient {

  /** Those that have run longer than planned, by more than {@code grace}; the longest first. */
  List<Experiment> findForgotten(Duration grace) throws IOException;
}
