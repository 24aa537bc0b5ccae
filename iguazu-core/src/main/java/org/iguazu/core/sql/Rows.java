package org.iguazu.core.sql;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.iguazu.api.json.IguazuJson;
import org.jspecify.annotations.Nullable;

/**
 * Many rows as the parameters of one statement, an array for each column: PostgreSQL reads them in
 * half the time that it takes for the same rows as JSON.
 *
 * @param <R> a row; its components are the columns: {@code UUID}, {@code Instant}, numbers, texts
 *     and enums as such, all else as JSON
 */
public final class Rows<R extends Record> {

  private final List<Column> columns;

  public Rows(Class<R> row) {
    this.columns = Arrays.stream(row.getRecordComponents()).map(Column::of).toList();
  }

  /** The rows as a table of a FROM clause: {@code unnest(:id::uuid[], ...) AS alias(id, ...)}. */
  public String as(String alias) {
    return columns.stream()
        .map(column -> ":%s::%s[]".formatted(column.name(), column.type()))
        .collect(
            Collectors.joining(
                ", ", "unnest(", ") AS %s(%s)".formatted(alias, String.join(", ", names()))));
  }

  private List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** The statement's parameters. */
  public Map<String, String[]> parameters(List<R> rows) {
    return columns.stream().collect(Collectors.toMap(Column::name, column -> column.of(rows)));
  }

  /** A column, and the component that it comes from. */
  private record Column(String name, String type, RecordComponent component) {

    static Column of(RecordComponent component) {
      component.getAccessor().setAccessible(true);
      return new Column(
          component.getName().replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT),
          typeOf(component.getType()),
          component);
    }

    private static String typeOf(Class<?> type) {
      if (type == UUID.class) {
        return "uuid";
      } else if (type == Instant.class) {
        return "timestamptz";
      } else if (type == int.class || type == Integer.class) {
        return "int";
      } else if (type == long.class || type == Long.class) {
        return "bigint";
      } else if (type == boolean.class) {
        return "boolean";
      }
      return type == String.class || type.isEnum() ? "text" : "json";
    }

    String[] of(List<? extends Record> rows) {
      return rows.stream().map(this::text).toArray(String[]::new);
    }

    private @Nullable String text(Record row) {
      Object value = valueIn(row);
      if (value == null) {
        return null;
      }
      return "json".equals(type) ? IguazuJson.strict().writeValueAsString(value) : value.toString();
    }

    private @Nullable Object valueIn(Record row) {
      try {
        return component.getAccessor().invoke(row);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read %s of %s".formatted(name, row), e);
      }
    }
  }
}
