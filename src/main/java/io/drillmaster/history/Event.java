package io.drillmaster.history;

/**
 * One thing that was observed. Stamps are monotonic nanoseconds of the recording host (see {@link
 * io.drillmaster.time.Ticker}); the header of the file it stands in anchors them to wall time.
 * {@code who} is a participant's or canary's stable name within the run, {@code session} a session
 * id, {@code con} a connection id. Source of the families: checks.md section 1.
 */
public sealed interface Event
    permits OperationEvent,
        SocketEvent,
        MemberEvent,
        SignalEvent,
        MediaEvent,
        ProbeEvent,
        NodeEvent,
        FaultEvent,
        HarnessEvent {

  /** When it was observed. */
  long at();
}
