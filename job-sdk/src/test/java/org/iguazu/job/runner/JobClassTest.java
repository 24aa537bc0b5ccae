package org.iguazu.job.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import org.iguazu.job.AbstractJob;
import org.iguazu.job.dispatch.MisconfiguredException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobClassTest {

  private static final String QUIZ_JOB = JobTypesTest.QuizJob.class.getName();

  @TempDir private Path directory;

  @Test
  void theJobIsTheOneThatTheManifestNames() throws IOException {
    assertThat(find(List.of(), jar("one", "Iguazu-Job: " + QUIZ_JOB), jar("other", "X: y")))
        .isEqualTo(JobTypesTest.QuizJob.class);
  }

  @Test
  void anArgumentNamesAnother() throws IOException {
    assertThat(find(List.of(QUIZ_JOB), jar("one", "Iguazu-Job: com.example.Other")))
        .isEqualTo(JobTypesTest.QuizJob.class);
  }

  @Test
  void noneNamedIsSaidWithWhatToDo() {
    assertThatThrownBy(() -> find(List.of()))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("as the first argument, as -Diguazu.job=..., or as Iguazu-Job");
  }

  @Test
  void severalNamedAreSaid() {
    assertThatThrownBy(
            () -> find(List.of(), jar("one", "Iguazu-Job: a.A"), jar("two", "Iguazu-Job: b.B")))
        .hasMessageContaining("[a.A, b.B]");
  }

  @Test
  void aClassThatIsNotThereAndOneThatIsNoJobAreSaid() {
    assertThatThrownBy(() -> find(List.of("com.example.Gone")))
        .hasMessage("the job's class com.example.Gone is not on the class path");
    assertThatThrownBy(() -> find(List.of("java.lang.String")))
        .hasMessage("java.lang.String is no job: it does not extend AbstractJob");
  }

  private static Class<? extends AbstractJob<?, ?>> find(List<String> arguments, URL... jars) {
    return JobClass.find(arguments, new OwnManifests(jars));
  }

  private URL jar(String name, String attribute) throws IOException {
    Path manifest = directory.resolve(name).resolve("META-INF/MANIFEST.MF");
    Files.createDirectories(manifest.getParent());
    Files.writeString(manifest, "Manifest-Version: 1.0\n" + attribute + "\n");
    return directory.resolve(name).toUri().toURL();
  }

  /** Sees the classes of this test, but only its own manifests. */
  private static final class OwnManifests extends URLClassLoader {

    OwnManifests(URL[] jars) {
      super(jars, JobClassTest.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return findResources(name);
    }
  }
}
