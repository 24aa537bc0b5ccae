package com.example.quiz;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds quizzes' submissions: in a file, or in this jar. */
@Singleton
final class Quizzes {

  /**
   * A quiz's submissions.
   *
   * @param file where they are; null for the ones in this jar
   * @throws IllegalArgumentException if there are none
   */
  Submissions submissions(String quiz, @Nullable String file) throws IOException {
    return file == null ? bundled(quiz) : in(Path.of(file));
  }

  private static Submissions in(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(
          "the submissions file %s does not exist or may not be read"
              .formatted(file.toAbsolutePath()));
    }
    return new Submissions(Files.newInputStream(file), Files.size(file));
  }

  private static Submissions bundled(String quiz) throws IOException {
    @Nullable URL resource = Quizzes.class.getResource("/quizzes/" + quiz + ".csv");
    if (resource == null) {
      throw new IllegalArgumentException(
          "no quiz '%s' is in this jar; name its file as the parameter 'submissions'"
              .formatted(quiz));
    }
    URLConnection connection = resource.openConnection();
    return new Submissions(connection.getInputStream(), connection.getContentLengthLong());
  }
}
