package dev.bellwether.api;

import dev.bellwether.model.Alert;
import dev.bellwether.model.Incident;
import dev.bellwether.people.People;
import dev.bellwether.people.Scope;
import dev.bellwether.store.TestStore;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A server with a service and an integration, and what its sender posts.
final class Sending implements AutoCloseable {
    final TestStore test;
    final Server server;
    final String token;
    final String service;
    final String integration;
    final String key;

    Sending(TestStore test, String kind, String more) throws Exception {
        this.test = test;
        this.server = new Server(test, ApiSettings.defaults());
        this.token = server.token(Scope.READ, Scope.RESPOND, Scope.WRITE);
        this.service =
                server.post(token, "/api/v1/services", "{\"name\":\"Shop\"}")
                        .json()
                        .path("id")
                        .asString();
        Server.Answer made =
                server.post(
                        token,
                        "/api/v1/integrations",
                        """
                        {"name":"Sender","kind":"%s","service":"%s"%s}\
                        """
                                .formatted(kind, service, more));
        if (made.status() != 201) {
            throw new AssertionError(made.response().body());
        }
        this.integration = made.json().path("integration").path("id").asString();
        this.key = made.json().path("key").asString();
    }

    Server.Answer post(String path, String body, String... headers) throws Exception {
        return server.call("", "POST", path, body, headers);
    }

    /// Lets the rooms take what the journal holds.
    List<Incident> incidents() {
        for (int i = 0; i < 3; i++) {
            server.incidents.jobs().forEach(job -> job.run(test.clock().instant()));
            server.watchJobs("inbound").forEach(job -> job.run(test.clock().instant()));
        }
        return server.incidents.incidents().list(People.DEFAULT, Optional.empty(), 200).items();
    }

    List<Incident> open() {
        return incidents().stream().filter(one -> one.status().isOpen()).toList();
    }

    /// A policy that pages one person; its id.
    String policy(String name, String person) throws Exception {
        return server.post(
                        token,
                        "/api/v1/policies",
                        """
                        {"name":"%s","steps":[{"delay":"PT5M","targets":[{"kind":"ToPerson","person":"%s"}]}]}
                        """
                                .formatted(name, person))
                .json()
                .path("id")
                .asString();
    }

    /// The service pages by it from now on.
    void pagesBy(String policy) throws Exception {
        Server.Answer saved =
                server.call(
                        token,
                        "PUT",
                        "/api/v1/services/" + service,
                        "{\"name\":\"Shop\",\"escalation\":\"" + policy + "\"}");
        if (saved.status() != 200) {
            throw new AssertionError(saved.response().body());
        }
    }

    /// The one there is, after all that was said.
    Alert alert() {
        for (int i = 0; i < 3; i++) {
            incidents();
            server.oncall.jobs().forEach(job -> job.run(test.clock().instant()));
        }
        return server.oncall.alerts().list(People.DEFAULT, Optional.empty(), 10).items().getFirst();
    }

    List<JsonNode> log() throws Exception {
        return server.get(token, "/api/v1/inbound/deliveries")
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
