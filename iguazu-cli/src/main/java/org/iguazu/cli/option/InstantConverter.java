package org.iguazu.cli.option;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads ISO 8601 times; one without an offset is read by this machine's clocks. */
public final class InstantConverter implements ITypeConverter<Instant> {

  @Override
  public Instant convert(String text) {
    try {
      var parsed =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text.replace(' ', 'T'),
              ZonedDateTime::from,
              OffsetDateTime::from,
              LocalDateTime::from);
      return parsed instanceof LocalDateTime local
          ? local.atZone(ZoneId.systemDefault()).toInstant()
          : Instant.from(parsed);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is not a time; write 2026-11-24T13:05:00Z, 2026-11-24T14:05:00+01:00,"
              + " or 2026-11-24T14:05 by this machine's clocks");
    }
  }
}
