package dev.bellwether.watch;

import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.FailedRule;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One HTTP or HTTPS request on a socket of its own, so that each phase can be timed and the
/// address that is dialled is the one that was checked, at every hop.
record HttpProbe(CheckSpec.Http spec) implements Probe {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /// What to send where.
    private record Request(
            String method, HttpTarget target, Map<String, String> headers, String body) {}

    @Override
    public ProbeOutcome run(Reach reach, Deadline deadline, Stopwatch watch)
            throws IOException, InterruptedException {
        HttpTarget target =
                HttpTarget.parse(spec.url())
                        .orElseThrow(() ->
                                ProbeFailure.of(
                                        FailedRule.URL, "'" + spec.url() + "' is no address"));
        var request = new Request(spec.method(), target, spec.headers(), spec.body());
        var seen = new HashSet<String>(Set.of(target.toString()));
        for (int hops = 0; ; hops++) {
            HttpWire.Answer answer = exchange(request, hops, reach, deadline, watch);
            Optional<String> location = answer.header("location");
            boolean leads = REDIRECTS.contains(answer.status()) && location.isPresent();
            if (!leads || spec.maxRedirects() == 0) {
                return judged(answer, watch);
            }
            request = next(request, answer.status(), location.get());
            if (hops == spec.maxRedirects()) {
                throw ProbeFailure.of(
                        FailedRule.REDIRECT, "more than " + spec.maxRedirects() + " redirects");
            }
            if (!seen.add(request.target().toString())) {
                throw ProbeFailure.of(
                        FailedRule.REDIRECT, "goes in circles at " + request.target());
            }
        }
    }

    private HttpWire.Answer exchange(
            Request request, int hops, Reach reach, Deadline deadline, Stopwatch watch)
            throws IOException, InterruptedException {
        HttpTarget target = request.target();
        Socket plain;
        try {
            plain = reach.connect(target.host(), target.port(), deadline, watch);
        } catch (ProbeFailure e) {
            // Where a public site sends its visitors to an address that none of them can reach, it
            // is the site that is wrong, not this place.
            throw hops > 0 && e.fault() == ProbeFailure.Fault.PLACE
                    ? ProbeFailure.of(
                            FailedRule.REDIRECT, "leads to " + target + ": " + e.message())
                    : e;
        }
        try (var guarded = deadline.guard(plain)) {
            Socket socket =
                    target.secure()
                            ? TlsHandshake.over(
                                            plain,
                                            target.host(),
                                            target.port(),
                                            spec.insecure() ? List.of() : reach.judges(),
                                            watch)
                                    .socket()
                            : plain;
            watch.start();
            send(socket.getOutputStream(), request, reach.userAgent());
            InputStream in = new BufferedInputStream(socket.getInputStream(), 8_192);
            return new HttpWire(in, watch).read(request.method());
        }
    }

    private static void send(OutputStream out, Request request, String userAgent)
            throws IOException {
        byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
        var headers = new java.util.LinkedHashMap<String, String>();
        headers.put("Host", request.target().authority());
        headers.put("User-Agent", userAgent);
        headers.put("Accept", "*/*");
        request.headers()
                .forEach((name, value) -> {
                    headers.keySet().removeIf(name::equalsIgnoreCase);
                    headers.put(name, value);
                });
        headers.put("Accept-Encoding", "gzip");
        headers.put("Connection", "close");
        if (body.length > 0 || Set.of("POST", "PUT", "PATCH").contains(request.method())) {
            headers.put("Content-Length", "" + body.length);
        }
        var head =
                new StringBuilder(
                        request.method() + " " + request.target().path() + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = java.util.Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        out.write(all);
        out.flush();
    }

    /// RFC 9110, 15.4: 303 is fetched with GET, and so, as all browsers do, is a POST after 301 and
    /// 302. What may be secret goes to no other server.
    private static Request next(Request request, int status, String location) throws ProbeFailure {
        HttpTarget target =
                request.target()
                        .redirect(location)
                        .orElseThrow(() ->
                                ProbeFailure.of(
                                        FailedRule.REDIRECT,
                                        "'"
                                                + location.substring(
                                                        0, Math.min(200, location.length()))
                                                + "' is not an http or https address"));
        boolean toGet =
                (status == 303 && !request.method().equals("HEAD"))
                        || (status <= 302 && request.method().equals("POST"));
        boolean sameServer =
                target.host().equals(request.target().host())
                        && target.port() == request.target().port()
                        && target.secure() == request.target().secure();
        var headers = new HashMap<>(request.headers());
        if (toGet) {
            headers.keySet().removeIf(n -> n.toLowerCase(Locale.ROOT).startsWith("content-"));
        }
        return new Request(
                toGet ? "GET" : request.method(),
                target,
                sameServer ? headers : Map.of(),
                toGet || !sameServer ? "" : request.body());
    }

    private ProbeOutcome judged(HttpWire.Answer answer, Stopwatch watch) throws ProbeFailure {
        StatusSet statuses = StatusSet.parse(spec.statuses());
        if (!statuses.accepts(answer.status())) {
            throw ProbeFailure.of(
                    FailedRule.STATUS, answer.status() + " is not in " + statuses.text());
        }
        boolean readsBody =
                spec.keyword().isPresent()
                        || spec.keywordAbsent().isPresent()
                        || spec.json().isPresent();
        if (readsBody) {
            body(answer);
        }
        return new ProbeOutcome.Good(watch.timings());
    }

    private void body(HttpWire.Answer answer) throws ProbeFailure {
        String encoding = answer.header("content-encoding").orElse("identity");
        if (!encoding.matches("(?i)identity|gzip|x-gzip")) {
            throw ProbeFailure.of(
                    FailedRule.BODY, "the encoding '" + encoding + "' was not asked for");
        }
        String text = HttpWire.text(answer);
        String within = answer.truncated() ? " in the first 1 MB" : "";
        if (spec.keyword().isPresent() && !text.contains(spec.keyword().get())) {
            throw ProbeFailure.of(
                    FailedRule.KEYWORD,
                    "'"
                            + spec.keyword().get()
                            + "' is not among "
                            + text.length()
                            + " characters"
                            + within);
        }
        if (spec.keywordAbsent().isPresent() && text.contains(spec.keywordAbsent().get())) {
            throw ProbeFailure.of(
                    FailedRule.KEYWORD, "'" + spec.keywordAbsent().get() + "' is there");
        }
        if (spec.json().isPresent()) {
            if (answer.truncated()) {
                throw ProbeFailure.of(FailedRule.JSON, "the body is over 1 MB");
            }
            Optional<String> failure = JsonRule.parse(spec.json().get()).failure(text);
            if (failure.isPresent()) {
                throw ProbeFailure.of(FailedRule.JSON, failure.get());
            }
        }
    }
}
