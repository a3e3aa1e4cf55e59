package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.TemplateId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Words kept for the next time.
public final class Templates {
    /// The most templates one organization may have.
    public static final int MOST = 500;

    private static final Documents<Template> TEMPLATES =
            Documents.in("word_template", Template.class);

    private final Store store;

    Templates(Store store) {
        this.store = store;
    }

    /// All of a kind, by name.
    public List<Template> list(OrganizationId organization, Template.Kind kind) {
        return list(organization).stream().filter(one -> one.kind() == kind).toList();
    }

    /// All of them, by name.
    public List<Template> list(OrganizationId organization) {
        return store.read(sql -> TEMPLATES.select(sql, organization, "ORDER BY name, id", MOST));
    }

    /// @throws NotFound when the organization has none of that id
    public Template get(OrganizationId organization, TemplateId id) {
        return store.read(sql -> TEMPLATES.find(sql, organization, id))
                .orElseThrow(() -> new NotFound("template", id.value()));
    }

    /// A new id, for a template that is about to be saved.
    public TemplateId newId() {
        return new TemplateId(store.<String>write(Tx::newId));
    }

    /// Makes it or changes it, by its id.
    ///
    /// @throws dev.bellwether.model.InvalidInput naming everything that is wrong
    /// @throws Conflict when the organization has [#MOST] others
    public Template save(Template template, Actor actor) {
        OrganizationId organization = template.organization();
        store.run(tx -> {
            rules(template).known(tx, organization, template.affected(), "affected").refuse();
            if (TEMPLATES.find(tx.sql(), organization, template.id()).isEmpty()
                    && TEMPLATES.count(tx.sql(), organization) >= MOST) {
                throw new Conflict("There are " + MOST + " templates already, which is the most");
            }
            TEMPLATES
                    .row(organization, template.id(), template)
                    .with("name", template.name())
                    .save(tx.sql());
            audit(tx, organization, template.id(), "template.saved", template.name(), actor);
        });
        return template;
    }

    /// @throws NotFound when the organization has none of that id
    public void remove(OrganizationId organization, TemplateId id, Actor actor) {
        store.run(tx -> {
            if (!TEMPLATES.remove(tx.sql(), organization, id)) {
                throw new NotFound("template", id.value());
            }
            audit(tx, organization, id, "template.removed", "", actor);
        });
    }

    /// The words with what is known put in.
    ///
    /// @param affected services that `{{services}}` names; empty takes those of the template
    /// @param values for other placeholders; they win over what is known
    public Filled fill(
            Template template, Set<ServiceId> affected, Map<String, String> values, Instant now) {
        Set<ServiceId> named = affected.isEmpty() ? template.affected() : affected;
        String services =
                store.read(sql -> ServiceRows.list(sql, template.organization())).stream()
                        .filter(service -> named.contains(service.id()))
                        .map(dev.bellwether.model.Service::name)
                        .collect(Collectors.joining(", "));
        var known = new HashMap<String, String>();
        if (!services.isEmpty()) {
            known.put("services", services);
        }
        known.put("date", DateTimeFormatter.ISO_LOCAL_DATE.format(now.atOffset(ZoneOffset.UTC)));
        known.put(
                "time",
                DateTimeFormatter.ofPattern("HH:mm 'UTC'").format(now.atOffset(ZoneOffset.UTC)));
        known.putAll(values);
        String title = Placeholders.fill(template.title(), known);
        known.putIfAbsent("incident", title);
        String body = Placeholders.fill(template.body(), known);
        return new Filled(
                title,
                body,
                Placeholders.in(template.title() + template.body()).stream()
                        .filter(name -> !known.containsKey(name))
                        .toList());
    }

    /// What [#save] would refuse the words for, so that it can be told together with more.
    public static List<Problem> problems(Template template) {
        try {
            rules(template).refuse();
            return List.of();
        } catch (InvalidInput e) {
            return e.problems();
        }
    }

    private static Problems rules(Template template) {
        boolean isIncident = template.kind() == Template.Kind.INCIDENT;
        return new Problems()
                .text("name", template.name(), 1, 100)
                .text("title", template.title(), 0, 255)
                .text("body", template.body(), 1, Incidents.LONGEST_BODY)
                .require(
                        isIncident || template.status().isEmpty(),
                        "status",
                        "is for templates of incidents")
                .require(
                        template.status().filter(IncidentStatus.POSTMORTEM::equals).isEmpty(),
                        "status",
                        "'POSTMORTEM' comes with a published postmortem, not with an update")
                .require(
                        isIncident || template.impact().isEmpty(),
                        "impact",
                        "is for templates of incidents");
    }

    private static void audit(
            Tx tx,
            OrganizationId organization,
            TemplateId id,
            String action,
            String name,
            Actor actor) {
        tx.journal(organization, new Audited(actor, action, id.value(), name));
    }
}
