package org.iguazu.dispatcher.follow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewestNewsTest {

  private final NewestNews newest = new NewestNews();

  @Test
  void whatIsOlderThanWhatWasHeardIsOutdated() {
    assertThat(newest.isOutdated(Tasks.aTask("STOPPED").version(5).news())).isFalse();

    assertThat(newest.isOutdated(Tasks.aTask("RUNNING").version(4).news())).isTrue();
  }

  @Test
  void theSameAgainAndAnythingNewerIsNot() {
    newest.isOutdated(Tasks.aTask("PENDING").version(2).news());

    assertThat(newest.isOutdated(Tasks.aTask("PENDING").version(2).news())).isFalse();
    assertThat(newest.isOutdated(Tasks.aTask("RUNNING").version(3).news())).isFalse();
  }
}
