package org.iguazu.job.runner;

import io.avaje.inject.BeanScope;
import io.avaje.inject.BeanScopeBuilder;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.iguazu.job.AbstractJob;
import org.iguazu.job.dispatch.MisconfiguredException;
import org.jspecify.annotations.Nullable;

/** Constructs jobs, with their collaborators as Avaje Inject wires them (ADR 0005). */
public final class JobFactory {

  /** Wires everything as the job's own module says. */
  public static final JobFactory AS_BOUND = new JobFactory(Map.of());

  private final Map<Class<?>, Object> replacements;

  private JobFactory(Map<Class<?>, Object> replacements) {
    this.replacements = replacements;
  }

  /** A factory that gives {@code collaborator} to whoever wants a {@code type}. */
  public <T> JobFactory with(Class<T> type, T collaborator) {
    var more = new LinkedHashMap<>(replacements);
    more.put(type, collaborator);
    return new JobFactory(more);
  }

  /**
   * A job and what it was wired from.
   *
   * @param scope closes its collaborators; null if it needs none
   */
  record Built(AbstractJob<?, ?> job, @Nullable BeanScope scope) implements AutoCloseable {
    @Override
    public void close() {
      if (scope != null) {
        scope.close();
      }
    }
  }

  /** A new job; one whose only constructor takes nothing is made without waking the container. */
  Built build(Class<? extends AbstractJob<?, ?>> job) throws Exception {
    Constructor<?>[] constructors = job.getDeclaredConstructors();
    return (constructors.length == 1 && constructors[0].getParameterCount() == 0)
        ? new Built(job.cast(newInstance(constructors[0])), null)
        : wire(job);
  }

  private static Object newInstance(Constructor<?> constructor) throws Exception {
    constructor.setAccessible(true);
    try {
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private Built wire(Class<? extends AbstractJob<?, ?>> job) {
    BeanScopeBuilder builder = BeanScope.builder().classLoader(job.getClassLoader());
    replacements.forEach((type, collaborator) -> replace(builder, type, collaborator));
    BeanScope scope = builder.build();
    return scope
        .getOptional(job)
        .map(built -> new Built(built, scope))
        .orElseThrow(() ->
            new MisconfiguredException(
                "%s has an @Inject constructor, but nothing makes it: annotate it with"
                        .formatted(job.getName())
                    + " @jakarta.inject.Singleton, and let avaje-inject-generator run as an"
                    + " annotation processor"));
  }

  @SuppressWarnings("unchecked") // with() took both of one type
  private static <T> void replace(BeanScopeBuilder builder, Class<?> type, Object collaborator) {
    builder.bean((Class<T>) type, (T) collaborator);
  }
}
