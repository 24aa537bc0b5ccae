package com.example.experiments;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Puts mails into a folder as .eml files, which any mail program opens, in place of a mail server.
 */
final class OutboxEmailApi implements EmailApi {

  private static final String FROM = "experiments@example.com";

  private final Path outbox;

  OutboxEmailApi(Path outbox) {
    this.outbox = outbox;
  }

  @Override
  public void send(Email email) throws IOException {
    Files.createDirectories(outbox);
    try (OutputStream file = Files.newOutputStream(Files.createTempFile(outbox, "mail-", ".eml"))) {
      message(email).writeTo(file);
    } catch (MessagingException e) {
      throw new IOException("cannot write '%s' as a mail".formatted(email.subject()), e);
    }
  }

  private static MimeMessage message(Email email) throws MessagingException {
    var message = new MimeMessage(Session.getInstance(new Properties()));
    message.setFrom(FROM);
    for (String address : email.to()) {
      message.addRecipient(RecipientType.TO, new InternetAddress(address));
    }
    message.setSubject(email.subject(), StandardCharsets.UTF_8.name());
    message.setText(email.text().replaceAll("\\R", "\r\n"), StandardCharsets.UTF_8.name());
    return message;
  }
}
