package org.iguazu.dispatcher.event;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once what is wrong, and once that it is no longer. */
final class Complaint {

  private static final Logger LOG = LoggerFactory.getLogger(Complaint.class);

  private final String what;
  private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

  /**
   * Nothing is wrong yet.
   *
   * @param what is tried
   */
  Complaint(String what) {
    this.what = what;
  }

  /**
   * It does not work.
   *
   * @param trouble the same as long as it is for the same reason
   * @param why for who reads the log
   */
  void about(Object trouble, String why) {
    if (!trouble.equals(state.getAndSet(trouble))) {
      LOG.warn("cannot {}, polling goes on: {}", what, why);
    }
  }

  /** It works. */
  void isOver() {
    if (state.getAndSet(null) != null) {
      LOG.info("can {} again", what);
    }
  }
}
