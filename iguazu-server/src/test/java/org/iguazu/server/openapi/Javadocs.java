package org.iguazu.server.openapi;

import com.github.therapi.runtimejavadoc.scribe.JavadocAnnotationProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.iguazu.server.test.RunningServer;

/** Puts the Javadoc of our sources where the generator of the OpenAPI document finds it. */
final class Javadocs {

  private static final List<Path> SOURCES =
      List.of(Path.of("../iguazu-api/src/main/java"), Path.of("src/main/java"));

  private Javadocs() {}

  /** Writes the Javadoc beside the test classes. */
  static void write() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      var task =
          compiler.getTask(
              null,
              files,
              null,
              List.of("-proc:only", "-Ajavadoc.packages=org.iguazu", "-d", testClasses()),
              null,
              files.getJavaFileObjectsFromPaths(sources()));
      task.setProcessors(List.of(new JavadocAnnotationProcessor()));
      if (!task.call()) {
        throw new IllegalStateException("the sources' Javadoc cannot be read");
      }
    }
  }

  private static List<Path> sources() throws IOException {
    var found = new ArrayList<Path>();
    for (Path root : SOURCES) {
      try (Stream<Path> files = Files.walk(root)) {
        found.addAll(files.filter(it -> it.toString().endsWith(".java")).toList());
      }
    }
    return found;
  }

  private static String testClasses() {
    return Path.of(
            RunningServer.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toString();
  }
}
