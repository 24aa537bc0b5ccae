package org.iguazu.core.webhook;

/**
 * Who wants to change a webhook.
 *
 * @param name the name of the API key
 * @param admin whether it may change those of others
 */
public record Keeper(String name, boolean admin) {

  boolean mayChange(String owner) {
    return admin || owner.equals(name);
  }
}
