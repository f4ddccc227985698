package io.drillmaster.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InventoryFileTest {
  private static final String HEAD =
      """
      url: https://video.example.com
      secretFrom: { env: OPENVIDU_SECRET }
      nodes:
      """;

  private static String problems(String text) {
    try {
      InventoryFile.read("site.yaml", text);
    } catch (InvalidDrill invalid) {
      return String.valueOf(invalid.getMessage());
    }
    return "none";
  }

  @Test
  void readsNodesWithTheirCommands() {
    Inventory inventory =
        InventoryFile.read(
            "inventories/site.yaml",
            """
            url: https://video.example.com:8443
            secretFrom: { file: secrets/openvidu }
            ca: ca.pem
            connectTo: 10.0.0.9:443
            clocks: fast
            nodes:
              - name: m1
                role: master
                drill: true
                address: 10.0.0.1:4443
                ssh: { user: drill, host: 10.0.0.1, key: keys/drill, knownHosts: keys/hosts }
                faults:
                  freeze: { do: [kill, -STOP, 4711], undo: [kill, -CONT, 4711] }
                  crash: { do: [sh, -c, "kill -9 $(pidof java)"] }
                check: [systemctl, is-active, openvidu]
              - { name: k1, role: mediaNode, address: "10.0.0.2:8888" }
            """);
    assertThat(inventory)
        .isEqualTo(
            new Inventory(
                new Entrance(
                    "https://video.example.com:8443",
                    new SecretFrom(SecretFrom.Place.FILE, "secrets/openvidu"),
                    "ca.pem",
                    "10.0.0.9:443",
                    InfrastructureClocks.FAST,
                    ProtocolClocks.REAL,
                    false),
                List.of(
                    new Inventory.Machine(
                        "m1",
                        Role.MASTER,
                        true,
                        "10.0.0.1:4443",
                        Optional.of(
                            new Inventory.Ssh("drill", "10.0.0.1", 22, "keys/drill", "keys/hosts")),
                        Map.of(
                            FaultKind.FREEZE,
                            new Inventory.Harm(
                                List.of("kill", "-STOP", "4711"), List.of("kill", "-CONT", "4711")),
                            FaultKind.CRASH,
                            new Inventory.Harm(
                                List.of("sh", "-c", "kill -9 $(pidof java)"), List.of())),
                        List.of("systemctl", "is-active", "openvidu")),
                    new Inventory.Machine(
                        "k1",
                        Role.MEDIA_NODE,
                        false,
                        "10.0.0.2:8888",
                        Optional.empty(),
                        Map.of(),
                        List.of()))));
  }

  @Test
  void everyMistakeIsToldAtOnceWithItsLine() {
    assertThat(
            problems(
                """
                url: video.example.com
                secretFrom: { env: "not a name" }
                secret: hunter2
                nodes:
                  - name: m1
                    role: masters
                    address: nowhere
                    faults:
                      freeze: { do: [stop] }
                      reboot: { do: [reboot] }
                """))
        .contains(
            "site.yaml:1: url: video.example.com is not allowed; use scheme, host and port",
            "site.yaml:2: secretFrom.env: not a name is not allowed",
            "site.yaml:3: secret: unknown key",
            "site.yaml:6: nodes[1].role: masters is not known",
            "site.yaml:7: nodes[1].address: nowhere is not allowed; use host:port",
            "site.yaml:9: nodes[1].faults.freeze.undo: is missing; say what undoes it",
            "site.yaml:10: nodes[1].faults.reboot: unknown key");
  }

  @Test
  void containersMayStandInThePlaceOfNodesOrBesideThem() {
    String entrance = HEAD.replace("nodes:\n", "");
    Inventory inventory =
        InventoryFile.read("site.yaml", entrance + "containers: com.docker.compose.project=ov\n");

    assertThat(inventory.nodes()).isEmpty();
    assertThat(inventory.containers()).contains("com.docker.compose.project=ov");
    assertThat(problems(entrance))
        .contains("nodes: no node is listed; list them, one block each, or say which containers");
    assertThat(problems(entrance + "containers: ov\n"))
        .contains("site.yaml:3: containers: ov is not allowed; use a label of containers");
  }

  @Test
  void namesAreGivenOnceAndFaultsBefallWhomTheyCan() {
    assertThat(
            problems(
                HEAD
                    + """
                      - { name: m1, role: master, address: "10.0.0.1:4443" }
                      - { name: m1, role: master, address: "10.0.0.2:4443" }
                      - name: redis
                        role: store
                        address: 10.0.0.3:6379
                        faults: { vanish: { do: [a], undo: [b] } }
                    """))
        .isEqualTo(
            """
            site.yaml:5: nodes[2].name: 'm1' stands above; give each node a name of its own
            site.yaml:9: nodes[3].faults.vanish: does not befall a store; leave it out"""
                .stripIndent());
  }

  @Test
  void aDrillNamesAnInventoryOrAUrl() {
    String drill =
        """
        drill: foreign
        proves: Nothing yet.
        target: %s
        timeline:
          - wait: 5s
          - until: recovered
        """;
    String attach =
        "{ attach: { url: 'https://video.example.com', secretFrom: { env: SECRET }, ca: ca.pem,"
            + " connectTo: 'lb.example.com:443' } }";
    Drill read = DrillFile.read("foreign.yaml", drill.formatted(attach));
    assertThat(read.target().kind()).isEqualTo("attach");
    assertThat(read.target().tellsPlaces()).isFalse();
    assertThat(DrillFile.read("foreign.yaml", DrillFile.write(read))).isEqualTo(read);
    assertThat(
            new TargetSpec.Attach(((TargetSpec.Attach) read.target()).entrance().trustingAnybody())
                .kind())
        .isEqualTo("attach (--insecure: its certificates were not verified)");
    Drill listed =
        DrillFile.read(
            "foreign.yaml",
            drill.formatted("{ inventory: site.yaml }").replace("  - until: recovered\n", ""));
    assertThat(listed.target()).isEqualTo(new TargetSpec.Inventoried("site.yaml", false));
    assertThat(DrillFile.read("foreign.yaml", DrillFile.write(listed))).isEqualTo(listed);
  }

  @Test
  void nobodyIsStruckWhereNobodyIsKnown() {
    String drill =
        """
        drill: foreign
        proves: Nothing.
        target: { attach: { url: 'http://10.0.0.1:4443', secretFrom: { env: SECRET } } }
        timeline:
          - crash: { master: one }
        """;
    assertThatThrownBy(() -> DrillFile.read("foreign.yaml", drill))
        .isInstanceOf(InvalidDrill.class)
        .hasMessage(
            "foreign.yaml:5: timeline[1]: target attach knows no nodes, so nobody can be struck:"
                + " list them in an inventory, or put wait: here, do it by hand and tell the run:"
                + " drillmaster mark RUN TEXT");
    assertThatThrownBy(
            () ->
                DrillFile.read(
                    "foreign.yaml",
                    drill
                        .replace(
                            "secretFrom", "connectTo: '10.0.0.2:80', insecure: true, secretFrom")
                        .replace("crash: { master: one }", "wait: 5s")))
        .hasMessageContaining("connectTo: is for a name that a certificate proves")
        .hasMessageContaining("target.attach.insecure: unknown key");
  }
}
