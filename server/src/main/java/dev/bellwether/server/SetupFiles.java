package dev.bellwether.server;

import dev.bellwether.api.SetupPlan;
import dev.bellwether.api.SetupStep;
import dev.bellwether.api.Setups;
import dev.bellwether.console.SetupDesk;
import dev.bellwether.model.Actor;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The set-up as a file, for the console: the API's document in the form of `export` and `apply`.
final class SetupFiles implements SetupDesk {
    private static final String NAME = "line";

    private final Setups setups;

    SetupFiles(Setups setups) {
        this.setups = setups;
    }

    @Override
    public String yaml(OrganizationId organization) {
        return SetupFile.yaml(setups.read(organization));
    }

    @Override
    public Outcome plan(OrganizationId organization, String yaml, boolean prune, Actor actor) {
        return outcome(yaml, file -> setups.plan(organization, file.json(), prune, actor));
    }

    @Override
    public Outcome apply(OrganizationId organization, String yaml, boolean prune, Actor actor) {
        return outcome(yaml, file -> setups.apply(organization, file.json(), prune, actor));
    }

    private interface Work {
        SetupPlan on(SetupFile file);
    }

    private static Outcome outcome(String yaml, Work work) {
        SetupFile file;
        try {
            file = new SetupFile(NAME, yaml, new SetupSecrets.Nowhere());
        } catch (Refusal e) {
            return new Outcome.Wrong(
                    String.valueOf(e.getMessage())
                            .lines()
                            .map(line -> new Problem("", "", line.replaceFirst("^line:", "line ")))
                            .toList());
        }
        try {
            SetupPlan plan = work.on(file);
            return planned(plan, problems(file, plan.warnings()));
        } catch (InvalidInput e) {
            return new Outcome.Wrong(problems(file, e.problems()));
        }
    }

    private static List<Problem> problems(SetupFile file, List<InvalidInput.Problem> problems) {
        return problems.stream()
                .map(p ->
                        new Problem(
                                file.where(p.field()).replace(':', ' '), p.field(), p.message()))
                .toList();
    }

    private static Outcome planned(SetupPlan plan, List<Problem> warnings) {
        var steps = new ArrayList<Step>();
        int left = 0;
        for (SetupStep step : plan.steps()) {
            switch (step) {
                case SetupStep.Create made -> steps.add(step(Kind.CREATE, made, made.fields()));
                case SetupStep.Change made -> steps.add(step(Kind.CHANGE, made, made.fields()));
                case SetupStep.Delete gone -> steps.add(step(Kind.DELETE, gone, List.of()));
                case SetupStep.Leave _ -> left++;
            }
        }
        return new Outcome.Planned(List.copyOf(steps), left, warnings);
    }

    private static Step step(Kind kind, SetupStep step, List<SetupStep.FieldChange> fields) {
        return new Step(
                kind,
                step.section(),
                step.key(),
                step.name(),
                fields.stream()
                        .map(f -> new Field(f.field(), cut(f.before()), cut(f.after())))
                        .toList());
    }

    /// A plan is to be looked at: of long words the beginning.
    private static Optional<String> cut(Optional<String> text) {
        return text.map(value -> value.length() > 500 ? value.substring(0, 500) + "…" : value);
    }
}
