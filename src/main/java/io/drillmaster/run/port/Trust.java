package io.drillmaster.run.port;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates clients of a cluster believe, see {@link Reach}. */
public final class Trust {

  private Trust() {}

  /**
   * The trust manager of a reach. It verifies the name as well wherever the client asks for that;
   * an insecure one verifies nothing.
   *
   * @throws IllegalArgumentException when the file of authorities cannot be used; the message says
   *     why
   */
  public static X509ExtendedTrustManager of(Reach reach) {
    if (reach.insecure()) {
      return new Everybody();
    }
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(reach.ca().isEmpty() ? null : authorities(Path.of(reach.ca())));
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509ExtendedTrustManager.class::isInstance)
          .map(X509ExtendedTrustManager.class::cast)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("this Java verifies no certificates"));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this Java verifies no certificates", impossible);
    }
  }

  /** A client's TLS settings with that trust. */
  public static SSLContext context(Reach reach) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {of(reach)}, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this Java has no TLS", impossible);
    }
  }

  private static KeyStore authorities(Path file) throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    try (InputStream pem = Files.newInputStream(file)) {
      store.load(null, null);
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      int number = 0;
      for (Certificate each : certificates) {
        store.setCertificateEntry("ca-" + number++, each);
      }
      if (number == 0) {
        throw new IOException("it holds no certificate");
      }
      return store;
    } catch (IOException | java.security.cert.CertificateException unusable) {
      throw new IllegalArgumentException(
          "ca: %s cannot be used (%s); give a PEM file with the certificate of the authority"
              .formatted(file, unusable.getMessage()),
          unusable);
    }
  }

  /** Believes everybody: no authority is asked, no name is compared. */
  private static final class Everybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
