package org.iguazu.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "essay 1.txt",
        "übung",
        "作文.pdf",
        "\u0646\u0627\u0645\u0647\u200c\u0647\u0627", // Persian, with a joiner
        "\ud83d\udc69\u200d\ud83d\udcbb", // a woman at a computer
      })
  void whatPeopleWriteIs(String text) {
    assertThat(Printable.is(text)).isTrue();
    assertThat(Printable.of(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000", "\t", "\n", "\u001b", "\u007f", // ASCII
        "\u0085", "\u009b", // a new line, and what begins an escape sequence in one character
        "\u202e", "\u2066", "\u200b", "\ufeff", // turns the direction, is not seen
        "\u2028", "\ud800", "\ufffd", "\ue000", "\uffff", // line, half, broken, private, none
      })
  void whatDoesMoreThanAppearIsNot(String text) {
    assertThat(Printable.is("a" + text + "b")).isFalse();
    assertThat(Printable.of("a" + text + "b")).isEqualTo("a?b");
  }

  @Test
  void aCharacterBeyondTheFirstPlaneIsOne() {
    assertThat(Printable.of("a\udb40\udc01b")).isEqualTo("a?b"); // a language tag
  }
}
