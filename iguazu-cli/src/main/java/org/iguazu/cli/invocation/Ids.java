package org.iguazu.cli.invocation;

import java.util.UUID;
import org.iguazu.api.invocation.InvocationId;

/** What stands for an id until the command line has been read. */
final class Ids {

  static final InvocationId NONE = new InvocationId(new UUID(0, 0));

  private Ids() {}
}
