package com.example.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxEmailApiTest {

  @TempDir private Path directory;

  @Test
  void aMailIsAFileThatAMailProgramReads() throws Exception {
    var email =
        new Email(List.of("ada@example.com", "zoë@example.com"), "Grüße aus Iguazú", "Hallo\n");

    new OutboxEmailApi(directory.resolve("outbox")).send(email);

    MimeMessage read = onlyMail();
    assertThat(read.getSubject()).isEqualTo("Grüße aus Iguazú");
    assertThat(read.getAllRecipients()).hasSize(2);
    assertThat(read.getContent()).isEqualTo("Hallo\r\n");
  }

  private MimeMessage onlyMail() throws Exception {
    try (Stream<Path> files = Files.list(directory.resolve("outbox"));
        InputStream file = Files.newInputStream(files.findFirst().orElseThrow())) {
      return new MimeMessage(Session.getInstance(new Properties()), file);
    }
  }
}
