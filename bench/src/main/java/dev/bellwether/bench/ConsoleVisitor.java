package dev.bellwether.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A person at the console: signs in, looks at lists, and takes the time.
final class ConsoleVisitor implements AutoCloseable {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .cookieHandler(new CookieManager())
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
    private final Map<String, List<Double>> millis = new TreeMap<>();

    ConsoleVisitor(URI address) {
        this.address = address;
    }

    /// True when the program answers.
    boolean isUp() {
        try {
            return get("/health").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /// False when the program does not take anybody in yet.
    boolean signIn(String email, String password) throws IOException {
        var form = new StringBuilder();
        var hidden = HIDDEN.matcher(get("/console/sign-in").body());
        while (hidden.find()) {
            form.append(hidden.group(1)).append('=').append(word(hidden.group(2))).append('&');
        }
        form.append("email=").append(word(email)).append("&password=").append(word(password));
        var answer =
                send(
                        HttpRequest.newBuilder(address.resolve("/console/sign-in"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Origin", address.toString())
                                .POST(HttpRequest.BodyPublishers.ofString(form.toString())));
        if (answer.statusCode() != 303 && answer.statusCode() != 503) {
            throw new IOException("The sign-in answers " + answer.statusCode());
        }
        return answer.statusCode() == 303;
    }

    private static String word(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// Looks at a list. One that is not shown, or not within the patience, counts as that.
    void look(String path) {
        long start = System.nanoTime();
        double took = PATIENCE.toMillis();
        try {
            if (get(path).statusCode() == 200) {
                took = (System.nanoTime() - start) / 1e6;
            }
        } catch (IOException e) {
            // It counts as the patience.
        }
        millis.computeIfAbsent(path, p -> new ArrayList<>()).add(took);
    }

    void forget() {
        millis.clear();
    }

    /// Milliseconds of every look, sorted, by path.
    Map<String, List<Double>> millis() {
        millis.values().forEach(list -> list.sort(null));
        return millis;
    }

    /// A figure of `/metrics`; not a number when it is not there.
    double metric(String line) throws IOException {
        return metric(metrics(), line);
    }

    /// All figures at one moment.
    String metrics() throws IOException {
        return get("/metrics").body();
    }

    static double metric(String metrics, String line) {
        return metrics.lines()
                .filter(l -> l.startsWith(line + " "))
                .mapToDouble(l -> Double.parseDouble(l.substring(line.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    private HttpResponse<String> get(String path) throws IOException {
        return send(
                HttpRequest.newBuilder(address.resolve(path)).header("Accept", "text/html,*/*"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(
                    request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
