package org.iguazu.dispatcher.aws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Something made at its first use, and closed if it was. */
final class Once<T extends SdkAutoCloseable> implements AutoCloseable {

  private final Supplier<T> maker;
  private @Nullable T made;

  Once(Supplier<T> maker) {
    this.maker = maker;
  }

  synchronized T get() {
    T it = made;
    if (it == null) {
      it = maker.get();
      made = it;
    }
    return it;
  }

  @Override
  public synchronized void close() {
    if (made != null) {
      made.close();
    }
  }
}
