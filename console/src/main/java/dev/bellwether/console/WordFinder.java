package dev.bellwether.console;

import dev.bellwether.model.OrganizationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds what is said and planned: applications, templates, maintenance, and what was done.
final class WordFinder {
    /// The newest that are looked through.
    private static final int NEWEST = 200;

    private final Rooms rooms;

    WordFinder(Rooms rooms) {
        this.rooms = rooms;
    }

    List<Hit> find(OrganizationId organization, String words) {
        var hits = new ArrayList<Hit>();
        hits.addAll(applications(organization, words));
        hits.addAll(templates(organization, words));
        hits.addAll(maintenances(organization, words));
        hits.addAll(changes(organization, words));
        return hits;
    }

    private List<Hit> applications(OrganizationId organization, String words) {
        return Finder.best(
                rooms.incident().applications().list(organization),
                one ->
                        new Hit(
                                "Application",
                                one.name(),
                                Words.count(one.services().size(), "service", "services"),
                                ApplicationPages.HOME + "/" + one.id(),
                                Finder.least(
                                        words, one.name(), one.description(), one.id().value()),
                                Optional.empty()));
    }

    private List<Hit> templates(OrganizationId organization, String words) {
        return Finder.best(
                rooms.incident().templates().list(organization),
                one ->
                        new Hit(
                                "Template",
                                one.name(),
                                one.title(),
                                TemplatePages.HOME + "/" + one.id(),
                                Finder.least(words, one.name(), one.title(), one.id().value()),
                                Optional.empty()));
    }

    private List<Hit> maintenances(OrganizationId organization, String words) {
        return Finder.best(
                rooms.maintenances().list(organization, Optional.empty(), NEWEST).items(),
                one ->
                        new Hit(
                                "Maintenance",
                                one.name(),
                                Times.field(one.scheduledFor()).replace('T', ' ') + " UTC",
                                MaintenancePages.HOME + "/" + one.id(),
                                Finder.least(words, one.name(), one.id().value()),
                                Optional.empty()));
    }

    private List<Hit> changes(OrganizationId organization, String words) {
        return Finder.best(
                rooms.changes().list(organization, Optional.empty(), NEWEST).items(),
                one ->
                        new Hit(
                                "Change",
                                one.title(),
                                one.source()
                                        + " · "
                                        + Times.field(one.at()).replace('T', ' ')
                                        + " UTC",
                                ChangePages.HOME,
                                Finder.least(words, one.title(), one.source(), one.id().value()),
                                Optional.empty()));
    }
}
