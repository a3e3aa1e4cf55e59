package dev.bellwether.statuspage;

import dev.bellwether.model.Cidr;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.PageLook;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a page may be. Every problem is found at once.
final class PageRules {
    static final int MOST_COMPONENTS = 2_000;
    private static final int MOST_GROUPS = 200;
    private static final int MOST_LINKS = 10;
    private static final int MOST_ALIASES = 20;
    private static final int MOST_NETWORKS = 200;
    private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern DOMAIN =
            Pattern.compile(
                    "(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    private final List<Problem> problems = new ArrayList<>();

    private PageRules() {}

    /// The specification with its domain in lower case.
    ///
    /// @throws InvalidInput with everything that is wrong
    static PageSpec check(PageSpec spec) {
        var rules = new PageRules();
        rules.page(spec);
        rules.look(spec);
        rules.groups(spec);
        rules.components(spec);
        spec.access().ifPresent(rules::access);
        rules.done();
        return new PageSpec(
                spec.slug(),
                spec.name().strip(),
                spec.description().strip(),
                spec.url(),
                spec.domain().map(d -> d.toLowerCase(Locale.ROOT)),
                spec.aliases().stream().map(d -> d.toLowerCase(Locale.ROOT)).toList(),
                spec.timeZone(),
                spec.main(),
                spec.groups(),
                spec.components(),
                spec.supportUrl(),
                spec.look(),
                spec.access());
    }

    /// @param there ids of services
    static List<Problem> services(PageSpec spec, Set<String> there) {
        var rules = new PageRules();
        for (int i = 0; i < spec.components().size(); i++) {
            String id = spec.components().get(i).service().value();
            if (!there.contains(id)) {
                rules.add("components[" + i + "].service", "'" + id + "' is no service of yours");
            }
        }
        return rules.problems;
    }

    private void page(PageSpec spec) {
        if (!SLUG.matcher(spec.slug()).matches()) {
            add(
                    "slug",
                    "'"
                            + spec.slug()
                            + "' is not 1 to 63 of a-z, 0-9 and '-', with no '-' at an end");
        }
        text("name", spec.name(), 1, 200);
        text("description", spec.description(), 0, 2_000);
        if (!spec.url().isEmpty()) {
            address("url", spec.url());
        }
        hosts(spec);
        spec.supportUrl()
                .filter(url -> !url.startsWith("mailto:"))
                .ifPresent(url -> address("supportUrl", url));
        if (!ZoneId.getAvailableZoneIds().contains(spec.timeZone())) {
            add(
                    "timeZone",
                    "'"
                            + spec.timeZone()
                            + "' is not an IANA time zone like Europe/Berlin or Etc/UTC");
        }
    }

    private void hosts(PageSpec spec) {
        var hosts = new HashSet<String>();
        spec.domain().ifPresent(d -> host("domain", d, hosts));
        if (spec.aliases().size() > MOST_ALIASES) {
            add("aliases", spec.aliases().size() + " hosts are more than " + MOST_ALIASES);
        }
        for (int i = 0; i < spec.aliases().size(); i++) {
            host("aliases[" + i + "]", spec.aliases().get(i), hosts);
        }
    }

    private void host(String field, String name, Set<String> hosts) {
        String host = name.toLowerCase(Locale.ROOT);
        if (!DOMAIN.matcher(host).matches()) {
            add(field, "'" + host + "' is not a host name like status.example.com");
        } else if (!hosts.add(host)) {
            add(field, "'" + host + "' stands twice");
        }
    }

    private void access(PageSpec.Access access) {
        access.newPassword()
                .filter(p -> p.length() < 8 || p.length() > 200)
                .ifPresent(p ->
                        add(
                                "access.newPassword",
                                "has " + p.length() + " characters; allowed: 8 to 200"));
        if (access.networks().size() > MOST_NETWORKS) {
            add(
                    "access.networks",
                    access.networks().size() + " networks are more than " + MOST_NETWORKS);
        }
        for (int i = 0; i < access.networks().size(); i++) {
            try {
                Cidr.parse(access.networks().get(i));
            } catch (IllegalArgumentException e) {
                add(
                        "access.networks[" + i + "]",
                        "'"
                                + access.networks().get(i)
                                + "' is not a network such as 10.0.0.0/8, fd00::/8 or 192.0.2.7");
            }
        }
    }

    private void look(PageSpec spec) {
        var look = spec.look();
        if (!Words.LANGUAGES.contains(look.language())) {
            add(
                    "look.language",
                    "'"
                            + look.language()
                            + "' is not one of "
                            + String.join(", ", Words.LANGUAGES));
        }
        for (int i = 0; i < look.languages().size(); i++) {
            String other = look.languages().get(i);
            if (!Words.LANGUAGES.contains(other)
                    || other.equals(look.language())
                    || look.languages().indexOf(other) < i) {
                add(
                        "look.languages[" + i + "]",
                        "'" + other + "' is not another of " + String.join(", ", Words.LANGUAGES));
            }
        }
        look.accent().ifPresent(c -> colour("look.accent", c, Colours.LIGHT, "light"));
        look.accentDark().ifPresent(c -> colour("look.accentDark", c, Colours.DARK, "dark"));
        look.logo().filter(url -> look.uploadedLogo().isEmpty()).ifPresent(this::logo);
        links("look.links", look.links());
        links("look.footerLinks", look.footerLinks());
    }

    private void colour(String field, String colour, List<String> grounds, String name) {
        if (!COLOUR.matcher(colour).matches()) {
            add(field, "'" + colour + "' is not a colour like #1d5bc4");
            return;
        }
        double contrast = Colours.contrast(colour, grounds);
        if (contrast < Colours.AA) {
            add(
                    field,
                    "'%s' has a contrast of %s to 1 with the %s page, and text needs 4.5 (WCAG AA);"
                                    .formatted(colour, Math.floor(contrast * 10) / 10, name)
                            + " the nearest colour that has it is '"
                            + Colours.nearest(colour, grounds)
                            + "'");
        }
    }

    private void logo(String url) {
        if (url.startsWith("https://")) {
            address("look.logo", url);
        } else {
            add("look.logo", "'" + url + "' is not an https address");
        }
    }

    private void links(String field, List<PageLook.Link> links) {
        if (links.size() > MOST_LINKS) {
            add(field, links.size() + " links are more than " + MOST_LINKS);
        }
        for (int i = 0; i < links.size(); i++) {
            text(field + "[" + i + "].title", links.get(i).title(), 1, 60);
            address(field + "[" + i + "].url", links.get(i).url());
        }
    }

    private void groups(PageSpec spec) {
        if (spec.groups().size() > MOST_GROUPS) {
            add("groups", spec.groups().size() + " groups are more than " + MOST_GROUPS);
        }
        var names = new HashSet<String>();
        for (int i = 0; i < spec.groups().size(); i++) {
            var group = spec.groups().get(i);
            text("groups[" + i + "].name", group.name(), 1, 200);
            text("groups[" + i + "].description", group.description(), 0, 1_000);
            if (!names.add(group.name())) {
                add("groups[" + i + "].name", "'" + group.name() + "' stands twice");
            }
        }
    }

    private void components(PageSpec spec) {
        if (spec.components().size() > MOST_COMPONENTS) {
            add(
                    "components",
                    spec.components().size() + " components are more than " + MOST_COMPONENTS);
        }
        Set<String> groups = new HashSet<>();
        spec.groups().forEach(g -> groups.add(g.name()));
        var ids = new HashSet<Object>();
        for (int i = 0; i < spec.components().size(); i++) {
            var item = spec.components().get(i);
            String field = "components[" + i + "]";
            text(field + ".name", item.name(), 1, 200);
            text(field + ".description", item.description(), 0, 1_000);
            Optional<String> lost = item.group().filter(name -> !groups.contains(name));
            lost.ifPresent(name -> add(field + ".group", "'" + name + "' is no group of the page"));
            item.target()
                    .filter(t -> !(t > 0 && t <= 100))
                    .ifPresent(t ->
                            add(field + ".target", "'" + t + "' is not a percentage like 99.9"));
            if (item.id().isPresent() && !ids.add(item.id().get())) {
                add(field + ".id", "'" + item.id().get() + "' stands twice");
            }
        }
    }

    private void text(String field, String value, int least, int most) {
        if (value.strip().length() < least || value.length() > most) {
            String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
            add(field, "'" + shown + "' is not " + least + " to " + most + " characters");
        }
    }

    private void address(String field, String value) {
        try {
            var uri = new URI(value);
            String scheme = uri.getScheme();
            if (uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
                return;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        add(field, "'" + value + "' is not an http or https address");
    }

    private void add(String field, String message) {
        problems.add(new Problem(field, message));
    }

    private void done() {
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }
}
