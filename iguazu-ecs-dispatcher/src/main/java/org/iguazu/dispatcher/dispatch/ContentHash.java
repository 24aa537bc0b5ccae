package org.iguazu.dispatcher.dispatch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import tools.jackson.databind.json.JsonMapper;

/** Names a request by what it says: the SHA-256 of its JSON, with members in order of name. */
final class ContentHash {

  private static final JsonMapper JSON = JsonMapper.shared();

  private ContentHash() {}

  static String of(SdkPojo request) {
    byte[] json = JSON.writeValueAsString(plain(request)).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(json));
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case SdkAutoConstructList<?> _, SdkAutoConstructMap<?, ?> _ -> null; // not set at all
      case SdkPojo pojo -> members(pojo);
      case List<?> list -> list.stream().map(ContentHash::plain).toList();
      case Map<?, ?> map -> new TreeMap<>(map);
      default -> value;
    };
  }

  private static Map<String, Object> members(SdkPojo pojo) {
    var members = new TreeMap<String, Object>();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = plain(field.getValueOrDefault(pojo));
      if (value != null) {
        members.put(field.locationName(), value);
      }
    }
    return members;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
