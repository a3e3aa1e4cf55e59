package dev.bellwether.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// One release of a feature, or one variation of a flag in it: all its queries together, and each
/// form of query apart. Not for several threads at once.
final class BlameSide {
    /// Forms that are kept apart; the queries of further ones count among all.
    static final int MOST_FORMS = 24;

    /// A form of query under this side.
    record Form(String text, BlameArm arm) {}

    private final String name;
    private final Instant since;
    private final Duration unit;
    private final BlameArm all;
    private final Map<Long, Form> forms = new HashMap<>();
    private Instant lastSeen;
    private Instant faded;
    private String baseline = "";
    private boolean raised;

    BlameSide(String name, Duration unit, Instant now) {
        this.name = name;
        this.unit = unit;
        this.all = new BlameArm(unit);
        this.since = now;
        this.lastSeen = now;
        this.faded = now;
    }

    /// What ran in quarantine had less memory than it would have taken: it shows that the side is
    /// still there, and no more.
    void add(QueryUse use, Instant now) {
        lastSeen = now;
        if (use.isApart()) {
            return;
        }
        all.add(use.peak(), use.rows(), now);
        Form form = forms.get(use.fingerprint());
        if (form == null && forms.size() < MOST_FORMS) {
            form = new Form(use.text(), new BlameArm(unit));
            forms.put(use.fingerprint(), form);
        }
        if (form != null) {
            form.arm().add(use.peak(), use.rows(), now);
        }
    }

    String name() {
        return name;
    }

    Instant since() {
        return since;
    }

    Instant lastSeen() {
        return lastSeen;
    }

    BlameArm all() {
        return all;
    }

    Map<Long, Form> forms() {
        return forms;
    }

    /// What it is compared with; empty when nothing was chosen yet.
    String baseline() {
        return baseline;
    }

    void compareWith(String other) {
        baseline = other;
    }

    /// Whether it stands accused.
    boolean isRaised() {
        return raised;
    }

    void raised(boolean is) {
        raised = is;
    }

    /// Each day, what is older than a day or two is forgotten.
    void fade(Instant now) {
        if (!now.isBefore(faded.plus(BlameLine.FADES))) {
            faded = now;
            all.fade();
            forms.values().forEach(form -> form.arm().fade());
        }
    }
}
