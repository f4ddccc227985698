package io.drillmaster.chaos.aws.emulator;

/** Actions of the Security Token Service: who asks is a role's session, named by its key. */
final class StsApi implements Api {
  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

  @Override
  public String answer(Call call) {
    if (!call.action().equals("GetCallerIdentity")) {
      throw Refusal.unknownAction(call);
    }
    Xml xml = new Xml();
    xml.block(
        "GetCallerIdentityResult",
        () ->
            xml.text(
                    "Arn",
                    "arn:aws:sts::%s:assumed-role/drills/%s"
                        .formatted(World.ACCOUNT, call.caller()))
                .text("UserId", "AROAEMULATED:" + call.caller())
                .text("Account", World.ACCOUNT));
    return xml.inside("GetCallerIdentityResponse", NAMESPACE);
  }
}
