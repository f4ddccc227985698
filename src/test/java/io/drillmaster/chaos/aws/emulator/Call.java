package io.drillmaster.chaos.aws.emulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request: of the query protocols, or of those that speak JSON.
 *
 * @param service ec2, autoscaling, elasticloadbalancing, sts, fis or ssm, as the signature names it
 * @param action e.g. DescribeInstances
 * @param caller access key of the signature
 * @param agent the user agent header
 * @param parameters all others, as sent; of the paths of REST their last part, as Id; of JSON the
 *     whole body
 */
public record Call(
    String service, String action, String caller, String agent, Map<String, String> parameters) {

  private static final Pattern SCOPE =
      Pattern.compile("Credential=([^/]+)/\\d{8}/[^/]+/([a-z0-9]+)/aws4_request");

  /** Where the body of a request in JSON is. */
  static final String BODY = "body";

  private static final Pattern LEVER = Pattern.compile("/safetyLevers/([^/]+)");

  public Call {
    parameters = Map.copyOf(parameters);
  }

  /** Reads one; a request without a signature of version 4 is refused as AWS does. */
  static Call of(String authorization, String agent, String body) {
    Matcher scope = SCOPE.matcher(authorization);
    if (!scope.find()) {
      throw new Refusal("MissingAuthenticationToken", 403, "the request is not signed");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    String action = parameters.getOrDefault("Action", "");
    parameters.remove("Action");
    parameters.remove("Version");
    return new Call(scope.group(2), action, scope.group(1), agent, parameters);
  }

  /**
   * Reads one by its path: those of REST name what is asked for there.
   *
   * @param path e.g. /safetyLevers/default; of the query protocols a slash
   * @param target of the protocol that posts JSON e.g. AmazonSSM.SendCommand; else empty
   */
  static Call of(String authorization, String agent, String path, String target, String body) {
    Call read = of(authorization, agent, target.isEmpty() ? body : "");
    if (!target.isEmpty()) {
      String action = target.substring(target.indexOf('.') + 1);
      return new Call(read.service, action, read.caller, agent, Map.of(BODY, body));
    }
    Matcher lever = LEVER.matcher(path);
    return lever.matches()
        ? new Call(read.service, "GetSafetyLever", read.caller, agent, Map.of("Id", lever.group(1)))
        : read;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The name in policies: ec2:DescribeInstances. */
  public String permission() {
    return service + ":" + action;
  }

  /** One parameter. */
  Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** A parameter that must be there. */
  String required(String name) {
    return text(name)
        .orElseThrow(
            () -> new Refusal("MissingParameter", 400, "the request must contain " + name));
  }

  /** Whether a parameter says true. */
  boolean is(String name) {
    return text(name).filter("true"::equals).isPresent();
  }

  /** A list in either style: Name.1, or Name.member.1. */
  List<String> list(String name) {
    Map<Integer, String> byNumber = new TreeMap<>();
    Pattern item = Pattern.compile(Pattern.quote(name) + "\\.(?:member\\.)?(\\d+)");
    parameters.forEach(
        (key, value) -> {
          Matcher matcher = item.matcher(key);
          if (matcher.matches()) {
            byNumber.put(Integer.valueOf(matcher.group(1)), value);
          }
        });
    return List.copyOf(byNumber.values());
  }

  /** Filters by name, in either style. */
  Map<String, List<String>> filters() {
    Map<String, List<String>> filters = new LinkedHashMap<>();
    for (String style : List.of("Filter.%d", "Filters.member.%d")) {
      for (int i = 1; text(style.formatted(i) + ".Name").isPresent(); i++) {
        String at = style.formatted(i);
        List<String> values = new ArrayList<>(list(at + ".Value"));
        values.addAll(list(at + ".Values"));
        filters.put(required(at + ".Name"), values);
      }
    }
    return filters;
  }
}
