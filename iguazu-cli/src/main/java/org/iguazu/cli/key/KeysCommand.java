package org.iguazu.cli.key;

import picocli.CommandLine.Command;

/** {@code iguazu keys}. */
@Command(
    name = "keys",
    header = "Make API keys and revoke them; needs a key with the scope admin.",
    subcommands = {CreateKey.class, ListKeys.class, RevokeKey.class})
public final class KeysCommand {}
