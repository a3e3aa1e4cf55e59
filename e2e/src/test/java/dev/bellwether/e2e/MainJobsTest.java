package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.bellwether.e2e.Browser.Look;
import java.net.URI;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// From the first sign-in to an outage that everybody knows of, with a keyboard alone and without
/// JavaScript: own the installation, sign in, add a service, a check and a page, say who is paged,
/// open an incident, say more, take on the alert; and read the page as its visitors do.
class MainJobsTest {
    @Test
    void withAKeyboardAlone() throws Exception {
        allOfThem(Look.WIDE, Keyboard::new);
    }

    @Test
    void withoutJavaScript() throws Exception {
        allOfThem(Look.PLAIN, Pointer::new);
    }

    @Test
    void withAKeyboardAndWithoutJavaScript() throws Exception {
        allOfThem(Look.PLAIN, Keyboard::new);
    }

    private static void allOfThem(Look look, Function<Page, Hand> hands) throws Exception {
        try (var program = Program.serve(Program.newFolder(), Mails.NOWHERE);
                var browser = new Browser()) {
            Hand hand = hands.apply(browser.visitor(look));
            own(program, hand);
            signInAgain(hand);
            setUp(hand);
            showIt(hand);
            outage(hand);
            program.awaitPage("Payments by card fail", "(identified)");
            alert(hand);
            visit(program, hands.apply(browser.visitor(look)));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void own(Program program, Hand hand) throws InterruptedException {
        String line = program.awaitLine(each -> each.contains("/console/first/"));
        String link = line.substring(line.indexOf("http")).strip().split("\\s")[0];
        hand.page().navigate(program.at(URI.create(link).getPath()).toString());
        hand.type("Your name", "Ada");
        hand.type("Email", Owner.EMAIL);
        hand.type("Password", Owner.PASSWORD);
        hand.type("Password once more", Owner.PASSWORD);
        hand.press("Go to the console");
        arrives(hand, "Overview");
    }

    private static void signInAgain(Hand hand) {
        hand.press("Sign out");
        arrives(hand, "Sign in");
        hand.type("Email", Owner.EMAIL);
        hand.type("Password", Owner.PASSWORD);
        hand.press("Sign in");
        arrives(hand, "Overview");
    }

    private static void setUp(Hand hand) {
        hand.press("Escalation");
        arrives(hand, "Escalation");
        hand.press("New policy");
        arrives(hand, "New escalation policy");
        hand.type("Name", "Web");
        hand.tick("Ada");
        hand.press("Save the policy");
        arrives(hand, "Escalation");

        hand.press("Services");
        arrives(hand, "Services");
        hand.press("New service");
        arrives(hand, "New service");
        hand.type("Name", "Payments");
        hand.choose("Who is paged", "Web");
        hand.press("Make the service");
        arrives(hand, "Payments");

        hand.press("Checks");
        arrives(hand, "Checks");
        hand.press("New check");
        arrives(hand, "New check");
        hand.press("Ping A host answers an ICMP echo");
        arrives(hand, "New check: Ping");
        hand.type("Name", "Gateway");
        hand.choose("Service", "Payments");
        hand.type("Host", "gateway.example");
        hand.press("Make the check");
        arrives(hand, "Gateway");
    }

    private static void showIt(Hand hand) {
        hand.press("Status pages");
        arrives(hand, "Status pages");
        hand.press("New status page");
        arrives(hand, "New status page");
        hand.type("Name", "Acme");
        hand.type("Short name", "status");
        hand.tick("The main page, served at / too");
        hand.press("Make the page");
        arrives(hand, "Acme");
        hand.press("Components");
        arrives(hand, "Components of Acme");
        hand.tick("Payments");
        hand.press("Save the components");
        hand.reads("Components, in the order shown");
    }

    private static void outage(Hand hand) {
        hand.press("Incidents");
        arrives(hand, "Incidents");
        hand.press("Open an incident");
        arrives(hand, "Open an incident");
        hand.type("Title", "Payments by card fail");
        hand.choose("Payments", "Major outage");
        hand.type("First update", "Every second card is refused. We look into it.");
        hand.tick("Show it on the status page at once");
        hand.press("Open the incident");
        arrives(hand, "Payments by card fail");

        hand.choose("Status", "Identified");
        hand.type("Update", "Our bank has an outage. Invoices work.");
        hand.press("Post the update");
        PlaywrightAssertions.assertThat(hand.page().locator("#said + .timeline, #said ~ .timeline"))
                .containsText("Our bank has an outage");
        hand.page().waitForLoadState();
    }

    private static void alert(Hand hand) {
        hand.press("Alerts");
        arrives(hand, "Alerts");
        hand.press("Payments by card fail");
        arrives(hand, "Payments by card fail");
        hand.press("I have it");
        hand.reads("Ada has it");
    }

    private static void visit(Program program, Hand visitor) {
        visitor.page().navigate(program.at("/").toString());
        visitor.reads("Payments by card fail", "Our bank has an outage");
        visitor.press("Payments by card fail");
        arrives(visitor, "Payments by card fail");
        visitor.press("History");
        arrives(visitor, "Incident history");
        visitor.press("Subscribe");
        arrives(visitor, "Subscribe");
        visitor.type("Mail address", "grace@example.com");
        visitor.page().keyboard().press("Enter");
        visitor.reads("Please look into your mail");
    }

    private static void arrives(Hand hand, String title) {
        PlaywrightAssertions.assertThat(hand.page()).hasTitle(Pattern.compile(".*" + title + ".*"));
        hand.page().waitForLoadState();
    }
}
