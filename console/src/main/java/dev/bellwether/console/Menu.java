package dev.bellwether.console;

import java.util.List;

/// The navigation, in the order of a bad night: what is wrong, what watches, who is told.
final class Menu {
    record Entry(String section, String name, String path) {}

    record Group(String name, List<Entry> entries) {}

    static final List<Group> GROUPS =
            List.of(
                    new Group(
                            "",
                            List.of(
                                    entry("overview", "Overview", ""),
                                    entry("incidents", "Incidents", "/incidents"),
                                    entry("alerts", "Alerts", "/alerts"),
                                    entry("maintenance", "Maintenance", "/maintenance"))),
                    new Group(
                            "What is watched",
                            List.of(
                                    entry("services", "Services", "/services"),
                                    entry("applications", "Applications", "/applications"),
                                    entry("checks", "Checks", "/checks"),
                                    entry("providers", "Providers", "/providers"),
                                    entry("places", "Places", "/places"),
                                    entry("integrations", "Integrations", "/integrations"),
                                    entry("inbound", "Inbound log", "/inbound"),
                                    entry("changes", "Changes", "/changes"),
                                    entry("flags", "Flags", "/flags"),
                                    entry("campaigns", "Campaigns", "/campaigns"),
                                    entry("audiences", "Audiences", "/audiences"),
                                    entry("guard", "Guard", "/guard"))),
                    new Group(
                            "Who is told",
                            List.of(
                                    entry("pages", "Status pages", "/pages"),
                                    entry("templates", "Templates", "/templates"),
                                    entry("routing", "Routing", "/routing"),
                                    entry("schedules", "Schedules", "/schedules"),
                                    entry("policies", "Escalation", "/policies"),
                                    entry("readiness", "Readiness", "/readiness"),
                                    entry("deliveries", "Deliveries", "/deliveries"))),
                    new Group(
                            "Organization",
                            List.of(
                                    entry("people", "People", "/people"),
                                    entry("settings", "Settings", "/settings"),
                                    entry("audit", "Audit log", "/audit"))));

    private Menu() {}

    private static Entry entry(String section, String name, String path) {
        return new Entry(section, name, "/console" + path);
    }
}
