package org.iguazu.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Callers that all come at the same moment. */
public final class AtOnce {

  private AtOnce() {}

  /** Makes the call on so many threads at once, and gives all answers. */
  public static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
    var answers = new ArrayList<T>(times);
    try (var threads = Executors.newFixedThreadPool(times)) {
      for (Future<T> answer : threads.invokeAll(Collections.nCopies(times, call))) {
        answers.add(answer.get());
      }
    }
    return answers;
  }
}
