package org.iguazu.job.runner;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Manifest;
import org.iguazu.job.AbstractJob;
import org.iguazu.job.dispatch.MisconfiguredException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the class of the job to run: named by the first argument, else by the system property
 * {@code iguazu.job}, else by the attribute {@code Iguazu-Job} in the manifest of a jar on the
 * class path.
 */
final class JobClass {

  static final String PROPERTY = "iguazu.job";
  static final String ATTRIBUTE = "Iguazu-Job";

  private JobClass() {}

  /**
   * The class, not yet initialised: nothing of the job runs before the start fence is passed.
   *
   * @throws MisconfiguredException if none is named, or several are, or it is no job
   */
  static Class<? extends AbstractJob<?, ?>> find(List<String> arguments, ClassLoader loader) {
    if (!arguments.isEmpty()) {
      return load(arguments.get(0), loader);
    }
    @Nullable String property = System.getProperty(PROPERTY);
    return load(property == null ? inManifest(loader) : property, loader);
  }

  @SuppressWarnings("unchecked") // every subclass of AbstractJob is one of some types
  private static Class<? extends AbstractJob<?, ?>> load(String name, ClassLoader loader) {
    try {
      Class<?> found = Class.forName(name, false, loader);
      if (!AbstractJob.class.isAssignableFrom(found)) {
        throw new MisconfiguredException(name + " is no job: it does not extend AbstractJob");
      }
      return (Class<? extends AbstractJob<?, ?>>) found;
    } catch (ClassNotFoundException e) {
      throw new MisconfiguredException(
          "the job's class %s is not on the class path".formatted(name));
    }
  }

  private static String inManifest(ClassLoader loader) {
    List<String> names = new ArrayList<>();
    try {
      for (URL url : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
        try (InputStream content = url.openStream()) {
          @Nullable String name = new Manifest(content).getMainAttributes().getValue(ATTRIBUTE);
          if (name != null) {
            names.add(name.strip());
          }
        }
      }
    } catch (IOException e) {
      throw new MisconfiguredException("cannot read the manifests on the class path: " + e);
    }
    return only(names);
  }

  private static String only(List<String> names) {
    if (names.size() != 1) {
      throw new MisconfiguredException(
          "which job to run? Name its class as the first argument, as -D%s=..., or as %s in one jar's"
                  .formatted(PROPERTY, ATTRIBUTE)
              + " manifest; the manifests on the class path name "
              + names);
    }
    return names.get(0);
  }
}
