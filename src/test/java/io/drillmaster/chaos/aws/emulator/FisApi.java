package io.drillmaster.chaos.aws.emulator;

/** Actions of the Fault Injection Service: its safety lever. */
final class FisApi implements Api {
  private final World world;

  FisApi(World world) {
    this.world = world;
  }

  @Override
  public String answer(Call call) {
    if (!call.action().equals("GetSafetyLever") || !call.required("Id").equals("default")) {
      throw Refusal.unknownAction(call);
    }
    String status = world.stack.safetyLever;
    return """
        {"safetyLever": {"id": "default", "arn": "arn:aws:fis:%s:%s:safety-lever/default",
         "state": {"status": "%s", "reason": "%s"}}}
        """
        .formatted(
            World.REGION,
            World.ACCOUNT,
            status,
            status.equals("disengaged") ? "" : "incident 4711");
  }
}
