package dev.bellwether.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bellwether.demo.ReceivedMail;
import dev.bellwether.demo.SmtpSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What really arrived: a mail server and a web server that count.
final class PageSinks implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\\.\\d+\"");

    /// @param marked said of itself that it may be a duplicate
    record Arrived(String delivery, boolean marked) {}

    private final List<Arrived> ours = new ArrayList<>();
    private final List<Arrived> peers = new ArrayList<>();
    private final SmtpSink mail = new SmtpSink(InstantSource.system(), 1, this::mail);
    private final HttpServer web;

    PageSinks() throws IOException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        web.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        web.createContext("/hook", this::webhook);
        web.createContext("/peer/", this::peer);
        web.start();
    }

    int smtpPort() {
        return mail.port();
    }

    String webhook() {
        return "http://127.0.0.1:" + web.getAddress().getPort() + "/hook";
    }

    String peer() {
        return "http://127.0.0.1:" + web.getAddress().getPort() + "/peer/";
    }

    /// What arrived since the call before.
    synchronized List<Arrived> takeOurs() {
        var taken = List.copyOf(ours);
        ours.clear();
        return taken;
    }

    synchronized List<Arrived> takePeers() {
        var taken = List.copyOf(peers);
        peers.clear();
        return taken;
    }

    private synchronized void mail(ReceivedMail mail) {
        ours.add(
                new Arrived(
                        mail.header("Bellwether-Delivery").orElse("?"),
                        mail.header("Bellwether-Possible-Duplicate").isPresent()));
    }

    private void webhook(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher id = ID.matcher(body);
        synchronized (this) {
            ours.add(
                    new Arrived(
                            id.find() ? id.group(1) : "?",
                            body.contains("\"possible_duplicate\":true")));
        }
        answer(exchange);
    }

    private void peer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        synchronized (this) {
            peers.add(new Arrived(path.substring("/peer/".length()), false));
        }
        answer(exchange);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    @Override
    public void close() {
        mail.close();
        web.stop(0);
    }
}
