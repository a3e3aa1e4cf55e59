package dev.bellwether.watch;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Asks the addresses that a sender's rules allow. No redirect is followed, so it never leaves
/// them, and a name that leads into a private network is not followed there. Certificates are kept
/// in memory.
final class SenderWeb implements SenderTrust.Web {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LARGEST = 64 << 10;
    private static final Pattern CERTIFICATE = Pattern.compile("\\.(pem|cer|crt)$");
    private static final Networks PUBLIC = Networks.publicOnly();
    private static final int MOST_KEPT = 32;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final Map<URI, byte[]> certificates =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<URI, byte[]> eldest) {
                    return size() > MOST_KEPT;
                }
            };

    @Override
    public byte[] get(URI address) {
        boolean lasts = CERTIFICATE.matcher(address.getPath()).find();
        if (lasts) {
            synchronized (certificates) {
                byte[] kept = certificates.get(address);
                if (kept != null) {
                    return kept;
                }
            }
        }
        byte[] body = ask(address);
        if (lasts) {
            synchronized (certificates) {
                certificates.put(address, body);
            }
        }
        return body;
    }

    private byte[] ask(URI address) {
        try {
            for (InetAddress one : InetAddress.getAllByName(address.getHost())) {
                if (!PUBLIC.allows(one)) {
                    throw new SenderRefused(
                            address.getHost() + " leads into a network that is not public");
                }
            }
            HttpResponse<InputStream> answer =
                    client.send(
                            HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                byte[] body = in.readNBytes(LARGEST);
                if (answer.statusCode() != 200) {
                    throw new SenderRefused(address.getHost() + " answered " + answer.statusCode());
                }
                return body;
            }
        } catch (IOException e) {
            throw new SenderRefused(address.getHost() + " does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SenderRefused(address.getHost() + " was not waited for");
        }
    }
}
