package org.iguazu.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.iguazu.api.client.UnreachableException;
import org.iguazu.api.client.UploadRefusedException;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.InvalidValueException;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.cli.dev.DevFailure;
import org.iguazu.cli.terminal.ExitCode;
import org.iguazu.cli.terminal.Program;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in a sentence what went wrong and what to do, in place of a stack trace. */
final class Failures {

  private Failures() {}

  static int ofUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    if (lacksSubcommand(e)) {
      command.usage(err);
      return ExitCode.USAGE;
    }
    err.println(e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.printf("See %s --help%n", command.getCommandSpec().qualifiedName());
    err.flush();
    return ExitCode.USAGE;
  }

  private static boolean lacksSubcommand(ParameterException e) {
    return !e.getCommandLine().getSubcommands().isEmpty()
        && !(e instanceof UnmatchedArgumentException);
  }

  static int ofExecution(Exception e, CommandLine command, ParseResult parsed) throws Exception {
    PrintWriter err = command.getErr();
    int exitCode =
        switch (e) {
          case ParameterException usage -> ofUsage(usage, new String[0]);
          case ProblemException problem -> print(problem.problem(), err);
          case UnreachableException unreachable -> print(unreachable, err);
          case InvalidValueException invalid -> {
            err.println("This cannot be:");
            print(invalid.errors(), err);
            yield ExitCode.USAGE;
          }
          case UploadRefusedException refused -> {
            err.println(refused.getMessage());
            yield ExitCode.PROBLEM;
          }
          case IOException failed -> {
            err.println("It failed: " + failed);
            yield ExitCode.PROBLEM;
          }
          case DevFailure failure -> {
            err.println(failure.sentence());
            yield ExitCode.PROBLEM;
          }
          default -> throw e;
        };
    err.flush();
    return exitCode;
  }

  private static int print(Problem problem, PrintWriter err) {
    err.println(problem.detail());
    print(problem.errors(), err);
    switch (problem.code()) {
      case UNAUTHENTICATED -> err.println("Give a key: --key, or IGUAZU_API_KEY.");
      case FORBIDDEN -> err.printf("Make a key that may: %s keys create --help%n", Program.name());
      default -> {
        // the detail says it all
      }
    }
    return ExitCode.PROBLEM;
  }

  private static int print(UnreachableException unreachable, PrintWriter err) {
    err.printf(
        "No Iguazú answers at %s; start one with %s dev, or give --url.%n",
        unreachable.server(), Program.name());
    Throwable cause = unreachable.getCause();
    if (cause != null && cause.getMessage() != null) {
      err.printf("(%s)%n", cause.getMessage());
    }
    return ExitCode.UNREACHABLE;
  }

  private static void print(List<FieldError> errors, PrintWriter err) {
    errors.forEach(
        error -> err.printf("  %s%n", (error.pointer() + " " + error.message()).strip()));
  }
}
