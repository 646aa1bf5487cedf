package dev.roster.drills.monitoring;

import dev.roster.drills.cluster.ClusterPlan;
import dev.roster.drills.cluster.Commands;
import java.nio.file.Path;

/** The certificate of the replicas, signed by itself. */
final class Certificate {
  private static final int FRESH = 365;

  private Certificate() {}

  /** The plan with TLS, and a certificate that is fresh. */
  static ClusterPlan prepare(ClusterPlan plan) {
    make(plan, FRESH);
    return plan.withOptions(
        "--tls-certificate", certificate(plan).toString(), "--tls-key", key(plan).toString());
  }

  /** Replaces the certificate and its key. */
  static void make(ClusterPlan plan, int days) {
    Commands.run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-subj",
        "/CN=localhost",
        "-days",
        Integer.toString(days),
        "-keyout",
        key(plan).toString(),
        "-out",
        certificate(plan).toString());
  }

  private static Path certificate(ClusterPlan plan) {
    return plan.folder().resolve("certificate.pem");
  }

  private static Path key(ClusterPlan plan) {
    return plan.folder().resolve("key.pem");
  }
}
