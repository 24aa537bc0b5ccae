package org.iguazu.job.runner;

import static java.lang.Boolean.TRUE;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/** A record's component must be given, unless it is {@code @Nullable} or {@code Optional}. */
final class RequiredComponents extends JacksonAnnotationIntrospector {

  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    @Nullable Boolean said = super.hasRequiredMarker(config, member);
    return (said == null && member instanceof AnnotatedParameter parameter) ? of(parameter) : said;
  }

  /** To give null is not to give it. */
  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
    return (annotated instanceof AnnotatedParameter parameter && TRUE.equals(of(parameter)))
        ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
        : super.findSetterInfo(config, annotated);
  }

  private static @Nullable Boolean of(AnnotatedParameter parameter) {
    RecordComponent[] components = parameter.getDeclaringClass().getRecordComponents();
    return (components != null && parameter.getOwner().getParameterCount() == components.length)
        ? isRequired(components[parameter.getIndex()])
        : null;
  }

  /** Whether a caller must give it. */
  static boolean isRequired(RecordComponent component) {
    return component.getType() != Optional.class
        && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
