package io.drillmaster.drill;

import static io.drillmaster.drill.Form.key;

import io.drillmaster.drill.Bound.Chosen;
import io.drillmaster.drill.Form.Block;
import io.drillmaster.drill.Form.OneOf;
import io.drillmaster.drill.Form.Text;
import io.drillmaster.drill.Form.Variant;
import io.drillmaster.drill.Form.Word;
import java.util.List;
import java.util.Optional;

/** The keys that say how to get into a cluster, in drills and inventories alike. */
final class EntranceForm {

  /** What clients use. */
  static final Text URL =
      new Text(
          "https?://[A-Za-z0-9._-]+(:[0-9]{1,5})?",
          "scheme, host and port, e.g. https://video.example.com");

  /** A host and a port. */
  static final Text ADDRESS =
      new Text("[A-Za-z0-9._-]+:[0-9]{1,5}", "host:port, e.g. 10.0.0.1:4443");

  private static final Text PATH = new Text("\\S.*", "the path of a file");
  private static final String NOTHING = "";

  /** Where a secret is. */
  static final OneOf SECRET =
      new OneOf(
          "place of the secret",
          List.of(
              new Variant(
                  key(
                      "env",
                      new Text("[A-Za-z_][A-Za-z0-9_]*", "the name of an environment variable"),
                      "",
                      "environment variable with the secret"),
                  List.of()),
              new Variant(key("file", PATH, "", "file with nothing but the secret"), List.of())));

  private static final List<Form.Key> KEYS =
      List.of(
          key("url", URL, "", "say where the cluster is, e.g. url: https://video.example.com"),
          key("secretFrom", SECRET, "", "say where the secret is, e.g. secretFrom: { env: NAME }"),
          key(
              "ca",
              PATH,
              Form.Key.ABSENT,
              "PEM file with the only authority believed; default: those of Java"),
          key(
              "connectTo",
              ADDRESS,
              Form.Key.ABSENT,
              "where connections to that name go; default: where the name leads"),
          key(
              "clocks",
              new Word(List.of("fast", "aws")),
              "aws",
              "clocks of its balancer, to judge by"),
          key(
              "protocol",
              new Word(List.of("real", "fast")),
              "real",
              "clocks of its protocol; fast is for a twin only"));

  private EntranceForm() {}

  /** The keys with others after them. */
  static Block with(List<Form.Key> others) {
    return new Block(java.util.stream.Stream.concat(KEYS.stream(), others.stream()).toList());
  }

  /** The keys as they were read; empty = invalid, which is told already. */
  static Optional<Entrance> read(Bound keys, Problems problems) {
    Optional<String> url = keys.at("url").as(String.class);
    Optional<SecretFrom> secretFrom = secret(keys);
    Optional<String> clocks = keys.at("clocks").as(String.class);
    Optional<String> protocol = keys.at("protocol").as(String.class);
    if (url.isEmpty() || secretFrom.isEmpty() || clocks.isEmpty() || protocol.isEmpty()) {
      return Optional.empty();
    }
    Bound connectTo = keys.at("connectTo");
    if (connectTo.value() != null && !url.get().startsWith("https:")) {
      problems.add(
          connectTo.place(),
          connectTo.path(),
          "is for a name that a certificate proves; with %s write the address into url"
              .formatted(url.get()));
    }
    return Optional.of(
        new Entrance(
            url.get(),
            secretFrom.get(),
            keys.at("ca").as(String.class).orElse(NOTHING),
            connectTo.as(String.class).orElse(NOTHING),
            clocks.get().equals("aws") ? InfrastructureClocks.AWS : InfrastructureClocks.FAST,
            ProtocolClocks.named(protocol.get()),
            false));
  }

  /** Where the secret of a target is read, as its keys say. */
  static Optional<SecretFrom> secret(Bound keys) {
    return place(keys.at("secretFrom"));
  }

  /** A place of a secret. */
  static Optional<SecretFrom> place(Bound place) {
    return place.as(Chosen.class).flatMap(EntranceForm::place);
  }

  private static Optional<SecretFrom> place(Chosen chosen) {
    SecretFrom.Place place =
        chosen.word().equals("env") ? SecretFrom.Place.ENV : SecretFrom.Place.FILE;
    return chosen.argument().as(String.class).map(name -> new SecretFrom(place, name));
  }
}
