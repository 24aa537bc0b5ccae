package org.iguazu.cli.dev;

import java.util.List;
import org.iguazu.cli.terminal.Program;

/** What is printed when everything is up: where it is, and what to try. */
final class Welcome {

  private static final String EXAMPLE = "export-quiz-grades";

  private Welcome() {}

  static String text(DevOptions options, List<String> jobs, String after) {
    return """

    Iguazú is ready after %s: %s
      key   %s (the iguazu command finds it by itself)
      log   %s
      jobs  %s
    %s
    Ctrl-C stops everything; the data stays in %s.
    """
        .formatted(
            after,
            options.url(),
            options.home().resolve("dev-key"),
            options.home().resolve("server.log"),
            jobs.isEmpty() ? "none yet" : String.join(", ", jobs),
            jobs.isEmpty() ? "" : toTry(jobs.contains(EXAMPLE) ? EXAMPLE : jobs.getFirst()),
            options.home());
  }

  private static String toTry(String job) {
    String program = Program.name();
    String call = job.equals(EXAMPLE) ? job + " -p quiz=linear-algebra" : job;
    return """

    Try, in another terminal:
      %s invoke %s --follow
      %s invoke %s --due-in 5s --wait
      %s schedules put --name every-minute --cron '* * * * *' --job %s
    """
        .formatted(program, call, program, call, program, call);
  }
}
