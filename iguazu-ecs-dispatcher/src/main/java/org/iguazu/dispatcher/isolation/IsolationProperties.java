package org.iguazu.dispatcher.isolation;

import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a task definition cannot know about the hosts of hardened jobs.
 *
 * @param apparmorProfile the AppArmor profile that is loaded on them, {@code iguazu-hardened} if it
 *     is ours; "" if they have none. ECS places a task with a profile only on instances whose agent
 *     says that it can apply one
 */
@ConfigurationProperties("iguazu.isolation")
public record IsolationProperties(@DefaultValue("") String apparmorProfile) {

  private static final Pattern PROFILE = Pattern.compile("[A-Za-z0-9._-]{0,100}");

  public IsolationProperties {
    if (!PROFILE.matcher(apparmorProfile).matches()) {
      throw new IllegalArgumentException(
          "iguazu.isolation.apparmor-profile must be the name of a loaded AppArmor profile, up to"
              + " 100 letters, digits, '.', '_' or '-'; but is \""
              + apparmorProfile
              + '"');
    }
  }
}
