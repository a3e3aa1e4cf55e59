package dev.bellwether.watch;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The certificate that signs messages of SNS. It is believed when it was issued for SNS, is valid
/// now, and leads by a chain of trust (PKIX, RFC 5280) to a root that this Java trusts. Amazon's
/// file holds the certificate alone: the issuers between are asked for where certificates say, as
/// long as that is Amazon's trust service.
final class SnsCertificate {
    /// `sns.amazonaws.com`, and what newer regions, China and GovCloud have instead.
    private static final Pattern NAME =
            Pattern.compile(
                    "(sns(-[a-z0-9-]{3,40})?|sns\\.[a-z0-9-]{3,30}|sns-signing\\.[a-z0-9-]{3,30})"
                            + "\\.amazonaws\\.com(\\.cn)?");

    private static final Pattern ISSUERS =
            Pattern.compile("([a-z0-9-]{1,40}\\.)+amazontrust\\.com");
    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,]+)");
    private static final String AUTHORITY_INFO = "1.3.6.1.5.5.7.1.1";

    /// `caIssuers` (1.3.6.1.5.5.7.48.2) and the tag of the address that follows it.
    private static final String CA_ISSUERS = "06082b0601050507300286";

    private static final int DNS_NAME = 2;
    private static final int MOST_FETCHED = 3;

    private SnsCertificate() {}

    /// @param file what stands at SigningCertURL
    /// @throws SenderRefused when it is not to be believed
    static X509Certificate of(byte[] file, SenderTrust trust) throws GeneralSecurityException {
        List<X509Certificate> known = new ArrayList<>(read(file));
        if (known.isEmpty()) {
            throw new SenderRefused("SigningCertURL holds no certificate");
        }
        X509Certificate signer = known.getFirst();
        signer.checkValidity(Date.from(trust.now()));
        if (names(signer).noneMatch(name -> NAME.matcher(name).matches())) {
            throw new SenderRefused("the certificate was not issued for Amazon SNS");
        }
        X509Certificate top = signer;
        for (int fetched = 0; !isTrusted(signer, known, trust); fetched++) {
            Optional<URI> issuer = fetched < MOST_FETCHED ? issuer(top) : Optional.empty();
            if (issuer.isEmpty()) {
                throw new SenderRefused("the certificate has no chain to a trusted root");
            }
            List<X509Certificate> more = read(trust.web().get(issuer.get()));
            if (more.isEmpty()) {
                throw new SenderRefused(issuer.get().getHost() + " holds no certificate");
            }
            known.addAll(more);
            top = more.getFirst();
        }
        return signer;
    }

    private static List<X509Certificate> read(byte[] file) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(file))
                .stream()
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .toList();
    }

    private static boolean isTrusted(
            X509Certificate signer, List<X509Certificate> known, SenderTrust trust)
            throws GeneralSecurityException {
        var wanted = new X509CertSelector();
        wanted.setCertificate(signer);
        var parameters = new PKIXBuilderParameters(trust.web().roots(), wanted);
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
        parameters.setDate(Date.from(trust.now()));
        parameters.setRevocationEnabled(false);
        try {
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return true;
        } catch (CertPathBuilderException e) {
            return false;
        }
    }

    private static Stream<String> names(X509Certificate certificate)
            throws CertificateParsingException {
        var common = COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
        Stream<String> subject = common.find() ? Stream.of(common.group(1)) : Stream.empty();
        var others = certificate.getSubjectAlternativeNames();
        return others == null
                ? subject
                : Stream.concat(
                        subject,
                        others.stream()
                                .filter(name -> name.getFirst().equals(DNS_NAME))
                                .map(name -> String.valueOf(name.get(1))));
    }

    /// Where the certificate says that its issuer's stands, if that is Amazon's.
    private static Optional<URI> issuer(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(AUTHORITY_INFO);
        if (extension == null) {
            return Optional.empty();
        }
        int at = HexFormat.of().formatHex(extension).indexOf(CA_ISSUERS);
        int length = (at + CA_ISSUERS.length()) / 2;
        if (at < 0 || at % 2 != 0 || length >= extension.length) {
            return Optional.empty();
        }
        int end = length + 1 + extension[length];
        if (extension[length] <= 0 || end > extension.length) {
            return Optional.empty();
        }
        var text =
                new String(extension, length + 1, extension[length], StandardCharsets.ISO_8859_1);
        try {
            URI address = URI.create(text);
            boolean ours =
                    address.getHost() != null
                            && ISSUERS.matcher(address.getHost()).matches()
                            && List.of("http", "https").contains(address.getScheme())
                            && address.getPort() == -1
                            && address.getRawUserInfo() == null;
            return ours ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
