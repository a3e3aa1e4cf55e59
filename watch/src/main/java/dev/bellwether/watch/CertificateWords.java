package dev.bellwether.watch;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Says what is wrong with a certificate so that its reader can mend it.
final class CertificateWords {
    private static final int MOST_NAMES = 5;
    private static final int DNS_NAME = 2;
    private static final int ADDRESS = 7;

    private CertificateWords() {}

    static String failure(Exception error, Chain chain, String host) {
        Optional<X509Certificate> leaf = chain.leaf();
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof CertificateExpiredException) {
                return "a certificate of "
                        + host
                        + " has expired"
                        + leaf.map(CertificateWords::about).orElse("");
            }
            if (at instanceof CertificateNotYetValidException) {
                return "a certificate of "
                        + host
                        + " is not valid yet"
                        + leaf.map(c -> " (from " + c.getNotBefore().toInstant() + ")").orElse("");
            }
            String said = String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT);
            if (said.contains("no subject alternative") || said.contains("no name matching")) {
                return "the certificate is for "
                        + leaf.map(CertificateWords::names).orElse("another name")
                        + ", not for "
                        + host;
            }
            if (said.contains("unable to find valid certification path")) {
                boolean selfSigned =
                        leaf.filter(c ->
                                        c.getIssuerX500Principal()
                                                .equals(c.getSubjectX500Principal()))
                                .isPresent();
                return "the certificate of "
                        + host
                        + (selfSigned ? " is self-signed" : " is from an unknown issuer")
                        + leaf.map(CertificateWords::about).orElse("");
            }
        }
        return "handshake with " + host + " failed: " + error.getMessage();
    }

    /// ` (issuer CN=…, notAfter 2026-…)`.
    static String about(X509Certificate certificate) {
        Instant end = certificate.getNotAfter().toInstant();
        return " (issuer "
                + certificate.getIssuerX500Principal().getName()
                + ", notAfter "
                + end
                + ")";
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                List<String> names =
                        all.stream()
                                .filter(n ->
                                        n.getFirst().equals(DNS_NAME)
                                                || n.getFirst().equals(ADDRESS))
                                .map(n -> String.valueOf(n.get(1)))
                                .limit(MOST_NAMES)
                                .toList();
                if (!names.isEmpty()) {
                    return String.join(", ", names);
                }
            }
        } catch (CertificateParsingException e) {
            // The subject is all that can be read.
        }
        return certificate.getSubjectX500Principal().getName();
    }
}
