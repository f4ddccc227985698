package io.drillmaster.report;

import io.jstach.jstache.JStache;
import io.jstach.jstache.JStacheConfig;
import io.jstach.jstache.JStachePath;
import java.util.List;

/**
 * The report's page as its template sees it, in the order of reading.
 *
 * @param data JSON for the charts, safe inside a script element
 * @param chartLibrary script text, safe inside a script element
 */
@JStache(path = "report.html")
@JStacheConfig(pathing = @JStachePath(prefix = "io/drillmaster/report/"))
record Page(
    HeadPart head,
    TimelinePart timeline,
    ClusterPart cluster,
    HitPart hit,
    RecoveryPart recovery,
    StormPart storm,
    ChecksPart checks,
    SetupPart setup,
    List<PageColour> colours,
    String data,
    String chartLibrary) {}
