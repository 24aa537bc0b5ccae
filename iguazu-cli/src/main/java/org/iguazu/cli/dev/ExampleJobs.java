package org.iguazu.cli.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.json.IguazuJson;
import tools.jackson.databind.node.ObjectNode;

/** The jobs that come with Iguazú, each run from the jar that its project builds. */
final class ExampleJobs {

  private ExampleJobs() {}

  /**
   * Registers every {@code <directory>/<project>/job.json}, with the project's jar as its image.
   *
   * @return the names of the jobs
   */
  static List<String> register(Path directory, IguazuClient iguazu) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path project : projects(directory)) {
      JobDefinition job = definition(project);
      iguazu.jobs().register(job);
      names.add(job.name().value());
    }
    return names;
  }

  private static List<Path> projects(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> projects = Files.list(directory)) {
      return projects
          .filter(project -> Files.exists(project.resolve("job.json")))
          .sorted()
          .toList();
    }
  }

  private static JobDefinition definition(Path project) throws IOException {
    Path jar = project.resolve("target").resolve(project.getFileName() + ".jar").toAbsolutePath();
    ObjectNode json =
        IguazuJson.strict()
            .readValue(Files.readString(project.resolve("job.json")), ObjectNode.class);
    return IguazuJson.strict().treeToValue(json.put("image", jar.toString()), JobDefinition.class);
  }
}
