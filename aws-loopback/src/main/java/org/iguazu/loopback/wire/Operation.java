package org.iguazu.loopback.wire;

import java.util.function.Function;

/** Does what a call asks for and returns the answer, an object Jackson can write. */
@FunctionalInterface
public interface Operation {

  Object answer(Call call);

  /** An operation that only looks at the request's members. */
  static <Q> Operation of(Class<Q> request, Function<Q, Object> answer) {
    return call -> answer.apply(call.as(request));
  }
}
