package org.iguazu.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.InvalidValueException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Reads a JSON file that defines a job or a schedule; {@code -} is standard input. */
public final class DefinitionFile implements ITypeConverter<DefinitionFile> {

  private final String name;
  private final byte[] json;

  /** For picocli, which converts with it. */
  public DefinitionFile() {
    this("", new byte[0]);
  }

  private DefinitionFile(String name, byte[] json) {
    this.name = name;
    this.json = json;
  }

  @Override
  public DefinitionFile convert(String file) {
    try {
      return new DefinitionFile(
          file, file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file)));
    } catch (NoSuchFileException e) {
      throw new TypeConversionException("there is no file " + file);
    } catch (IOException e) {
      throw new TypeConversionException("cannot read " + file + ": " + e.getMessage());
    }
  }

  /**
   * What the file defines.
   *
   * @throws InvalidValueException if it is no JSON, or has a wrong field
   */
  public <T> T as(Class<T> type) {
    return as(type, Map.of());
  }

  /** As {@link #as(Class)}, but with these fields in place of what the file says of them. */
  public <T> T as(Class<T> type, Map<String, String> fields) {
    try {
      ObjectNode tree = IguazuJson.strict().readValue(json, ObjectNode.class);
      fields.forEach(tree::put);
      return IguazuJson.strict().treeToValue(tree, type);
    } catch (JacksonException e) {
      if (e.getCause() instanceof InvalidValueException invalid) {
        throw invalid;
      }
      throw new InvalidValueException(
          List.of(
              new FieldError(
                  name + " line " + e.getLocation().getLineNr() + ":", e.getOriginalMessage())));
    }
  }
}
