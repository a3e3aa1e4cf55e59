package dev.bellwether.statuspage;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.time.LocalDate;
import java.util.List;

/// The templates, each called by its own typed method.
@SuppressWarnings("NullAway") // the templates take no interceptor: null
final class Html {
    private Html() {}

    /// Stands in a template where what is inside it goes.
    static final String GAP = "<!--gap-->";

    /// What stands before and after a file's own part.
    static Halves layout(Sheet s) {
        var out = new StringOutput();
        JtelayoutGenerated.render(new OwaspHtmlTemplateOutput(out), null, s);
        return Halves.of(out.toString());
    }

    static Halves group(Sheet s, GroupView group, boolean open) {
        var out = new StringOutput();
        JtegroupGenerated.render(new OwaspHtmlTemplateOutput(out), null, s, group, open);
        return Halves.of(out.toString());
    }

    /// Two halves of a template.
    record Halves(String before, String after) {
        static Halves of(String whole) {
            int gap = whole.indexOf(GAP);
            return new Halves(whole.substring(0, gap), whole.substring(gap + GAP.length()));
        }
    }

    static String banner(Sheet s, Banner banner) {
        var out = new StringOutput();
        JtebannerGenerated.render(new OwaspHtmlTemplateOutput(out), null, s, banner);
        return out.toString();
    }

    static String section(Sheet s, String heading, List<IncidentView> incidents) {
        var out = new StringOutput();
        JtesectionGenerated.render(new OwaspHtmlTemplateOutput(out), null, s, heading, incidents);
        return out.toString();
    }

    static String rows(Sheet s, List<ComponentView> components) {
        var out = new StringOutput();
        JterowsGenerated.render(new OwaspHtmlTemplateOutput(out), null, s, components);
        return out.toString();
    }

    static String day(Sheet s, LocalDate from, LocalDate date, List<IncidentView> incidents) {
        var out = new StringOutput();
        JtedayGenerated.render(new OwaspHtmlTemplateOutput(out), null, s, from, date, incidents);
        return out.toString();
    }

    static String incident(Sheet s, IncidentView incident) {
        var out = new StringOutput();
        JteincidentGenerated.render(new OwaspHtmlTemplateOutput(out), null, s, incident);
        return out.toString();
    }

    static String month(Sheet s, Month month) {
        var out = new StringOutput();
        JtemonthGenerated.render(new OwaspHtmlTemplateOutput(out), null, s, month);
        return out.toString();
    }

    static String uptimeMonth(Sheet s, UptimeTable table) {
        var out = new StringOutput();
        JteuptimeMonthGenerated.render(new OwaspHtmlTemplateOutput(out), null, s, table);
        return out.toString();
    }

    /// @param problem the word that says what was wrong; empty before a first try
    static String signIn(Sheet s, String problem, boolean asks) {
        var out = new StringOutput();
        JtesignInGenerated.render(new OwaspHtmlTemplateOutput(out), null, s, problem, asks);
        return out.toString();
    }

    static String embed(Sheet s, Banner banner, List<IncidentView> open) {
        var out = new StringOutput();
        JteembedGenerated.render(new OwaspHtmlTemplateOutput(out), null, s, banner, open);
        return out.toString();
    }

    static String subscribe(Sheet s, String url, List<GuestView.Choice> components) {
        var out = new StringOutput();
        JtesubscribeGenerated.render(new OwaspHtmlTemplateOutput(out), null, s, url, components);
        return out.toString();
    }

    static String guest(GuestView view) {
        var out = new StringOutput();
        JteguestGenerated.render(new OwaspHtmlTemplateOutput(out), null, view);
        return out.toString();
    }
}
