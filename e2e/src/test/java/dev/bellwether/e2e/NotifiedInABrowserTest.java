package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.bellwether.e2e.Browser.Look;
import dev.bellwether.store.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// "This browser" as a way to be paged, in Chromium: it subscribes, proves itself by a code, is
/// notified, and the button of the notification takes the alert on.
///
/// Two things no machine without internet has, and each is replaced by the least: the service of
/// the browser's maker, to which Chromium subscribes (`PushManager.subscribe` answers with keys and
/// an address of [PushService], and what comes there is handed to the real worker by the browser's
/// own tools), and a desktop on which a finger presses a notification (the event of the press is
/// made in the worker). The message between is read by code of others.
class NotifiedInABrowserTest {
    private static final Pattern CODE = Pattern.compile("\\b\\d{8}\\b");

    private static final String SUBSCRIBES =
            """
            PushManager.prototype.subscribe = async (options) => {
              const key = btoa(String.fromCharCode(...options.applicationServerKey));
              sessionStorage.setItem('subscribed', JSON.stringify({key, visible: options.userVisibleOnly}));
              return { toJSON: () => (%s) };
            };
            """;

    private static final String SHOWN =
            """
            async () => (await (await navigator.serviceWorker.ready).getNotifications()).map((one) => ({
              title: one.title, body: one.body,
              actions: one.actions.map((each) => each.action).join(' '), url: one.data.url }))
            """;

    /// Has the worker say when it has shown the next one. Nobody may look before: Chromium forgets
    /// a notification that is asked for between being recorded and being displayed.
    private static final String LISTENS =
            """
            (() => {
              const show = ServiceWorkerRegistration.prototype.showNotification;
              self.shown = new Promise((done, failed) => {
                self.registration.showNotification = (...what) => {
                  delete self.registration.showNotification;
                  const showing = show.apply(self.registration, what);
                  showing.then(done, failed);
                  return showing;
                };
              });
            })()
            """;

    /// What the desktop tells the worker when somebody presses there; answers with what was opened.
    private static final String PRESSED =
            """
            (async (action) => {
              const opened = [];
              self.clients.openWindow = async (url) => { opened.push(url); return null; };
              const [notification] = await self.registration.getNotifications();
              const event = new NotificationEvent('notificationclick', { notification, action });
              const until = [];
              event.waitUntil = (promise) => until.push(promise);
              self.dispatchEvent(event);
              await Promise.all(until);
              return opened.join(' ');
            })('%s')
            """;

    @Test
    void aPageIsShownAndTakenOn() throws Exception {
        var tls = TlsKeys.made();
        try (var push = new PushService(Npm.installed(), tls);
                var program = Program.serve(Program.newFolder(), trusting(tls.toString()));
                var browser = new Browser()) {
            Page page = browser.visitor(Look.WIDE);
            BrowserContext context = page.context();
            context.grantPermissions(List.of("notifications"));
            page.addInitScript(SUBSCRIBES.formatted(push.subscription()));
            var owner = Owner.arrives(program, page);
            var rest = new Rest(program, owner.makesToken());

            page.navigate(program.at("/console/me").toString());
            press(page, "Notify this browser");
            page.getByText("A code was sent to").waitFor();
            var code = push.next();
            assertThat(code.signed()).as("signed by the key that the browser was given").isTrue();
            assertThat(code.algorithm()).isEqualTo("ES256");
            Map<?, ?> subscribed =
                    Json.read(
                            page.evaluate("sessionStorage.getItem('subscribed')").toString(),
                            Map.class);
            assertThat(subscribed.get("visible")).isEqualTo(true);
            assertThat(String.valueOf(subscribed.get("key")).replaceAll("=", ""))
                    .isEqualTo(code.key().replace('-', '+').replace('_', '/'));
            assertThat(code.claims()).containsEntry("aud", push.origin()).containsKey("sub");
            assertThat(code.headers())
                    .containsEntry("Content-encoding", "aes128gcm")
                    .containsKeys("Ttl", "Urgency");

            var worker = new Worker(browser, page, program);
            worker.hears(code.text());
            Map<?, ?> shown = shown(page);
            Matcher digits = CODE.matcher(String.valueOf(shown.get("body")));
            assertThat(digits.find()).as(String.valueOf(shown)).isTrue();
            assertThat(shown.get("actions")).as("nothing to take on yet").isEqualTo("");
            page.getByLabel("Code").fill(digits.group());
            press(page, "Verify");
            page.getByText("You can be paged there from now on").waitFor();
            closeAll(page);

            incident(rest);
            var paged = push.next();
            assertThat(paged.signed()).isTrue();
            worker.hears(paged.text());
            Map<?, ?> alert = shown(page);
            assertThat(String.valueOf(alert.get("title"))).contains("The shop is down");
            assertThat(alert.get("actions")).isEqualTo("take open");

            String opened = worker.pressed("");
            assertThat(opened).isEqualTo(alert.get("url"));
            assertThat(rest.get("alerts")).as("opening takes nothing on").contains("TRIGGERED");
            Page other = browser.visitor(Look.PHONE);
            other.navigate(opened);
            assertThat(
                            other.getByRole(
                                            AriaRole.BUTTON,
                                            new Page.GetByRoleOptions().setName("I have it"))
                                    .isVisible())
                    .isTrue();
            assertThat(rest.get("alerts")).contains("TRIGGERED");

            awaitNone(page);
            worker.hears(paged.text());
            shown(page);
            assertThat(worker.pressed("take")).as("no page need be opened").isEmpty();
            assertThat(rest.get("alerts")).contains("ACKNOWLEDGED");
            assertThat(String.valueOf(shown(page).get("body")))
                    .startsWith("You have it")
                    .contains("Nobody else is paged");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static Map<String, String> trusting(String keys) {
        return Map.of(
                "BELLWETHER_WATCH_ALLOW_PRIVATE",
                "127.0.0.0/8",
                "JAVA_TOOL_OPTIONS",
                "-Djavax.net.ssl.trustStore="
                        + keys
                        + " -Djavax.net.ssl.trustStorePassword="
                        + TlsKeys.PASSWORD);
    }

    private static void incident(Rest rest) throws Exception {
        String service = rest.service("Shop", rest.policy());
        rest.make(
                "incidents",
                """
                {"name": "The shop is down", "status": "INVESTIGATING", "published": false,
                 "body": "We look into it.", "affected": {"%s": "MAJOR_OUTAGE"}}
                """
                        .formatted(service));
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
    }

    /// The one notification that Chromium shows.
    private static Map<?, ?> shown(Page page) {
        Object shown = page.evaluate(SHOWN);
        assertThat((List<?>) shown).hasSize(1);
        return (Map<?, ?>) ((List<?>) shown).getFirst();
    }

    /// Chromium closes a notification after it has answered; one of the same tag that was shown
    /// meanwhile would go with it.
    private static void awaitNone(Page page) {
        page.waitForCondition(() -> ((List<?>) page.evaluate(SHOWN)).isEmpty());
    }

    private static void closeAll(Page page) {
        page.evaluate(
                "async () => (await (await navigator.serviceWorker.ready).getNotifications()).forEach((one) => one.close())");
        awaitNone(page);
    }

    /// The console's service worker, as the browser's tools reach it.
    private static final class Worker {
        private final Browser browser;
        private final Page page;
        private final Program program;
        private final CDPSession tools;
        private final AtomicReference<String> registration = new AtomicReference<>("");

        Worker(Browser browser, Page page, Program program) {
            this.browser = browser;
            this.page = page;
            this.program = program;
            this.tools = page.context().newCDPSession(page);
            tools.on(
                    "ServiceWorker.workerRegistrationUpdated",
                    event ->
                            event.getAsJsonArray("registrations")
                                    .forEach(each ->
                                            registration.set(
                                                    each.getAsJsonObject()
                                                            .get("registrationId")
                                                            .getAsString())));
            tools.send("ServiceWorker.enable");
            page.waitForCondition(() -> !registration.get().isEmpty());
        }

        /// The message arrives at this browser and is shown.
        void hears(String text) {
            evaluate(LISTENS);
            var message = new JsonObject();
            message.addProperty("origin", program.at("").toString());
            message.addProperty("registrationId", registration.get());
            message.addProperty("data", text);
            tools.send("ServiceWorker.deliverPushMessage", message);
            evaluate("self.shown");
        }

        /// @param action the button, or nothing for the notification itself
        /// @return the address that was opened
        String pressed(String action) {
            return evaluate(PRESSED.formatted(action));
        }

        /// @param expression its promise is awaited
        private String evaluate(String expression) {
            CDPSession all = browser.tools();
            String target =
                    all.send("Target.getTargets").getAsJsonArray("targetInfos").asList().stream()
                            .map(each -> each.getAsJsonObject())
                            .filter(each -> each.get("type").getAsString().equals("service_worker"))
                            .findFirst()
                            .orElseThrow()
                            .get("targetId")
                            .getAsString();
            var answer = new AtomicReference<String>("");
            all.on(
                    "Target.receivedMessageFromTarget",
                    event -> answer.set(event.get("message").getAsString()));
            var attach = new JsonObject();
            attach.addProperty("targetId", target);
            attach.addProperty("flatten", false);
            String session =
                    all.send("Target.attachToTarget", attach).get("sessionId").getAsString();
            var parameters = new JsonObject();
            parameters.addProperty("expression", expression);
            parameters.addProperty("awaitPromise", true);
            parameters.addProperty("returnByValue", true);
            var command = new JsonObject();
            command.addProperty("id", 1);
            command.addProperty("method", "Runtime.evaluate");
            command.add("params", parameters);
            var send = new JsonObject();
            send.addProperty("sessionId", session);
            send.addProperty("message", command.toString());
            all.send("Target.sendMessageToTarget", send);
            page.waitForCondition(() -> answer.get().contains("\"id\":1"));
            all.detach();
            Map<?, ?> result = (Map<?, ?>) Json.read(answer.get(), Map.class).get("result");
            Map<?, ?> value = (Map<?, ?>) result.get("result");
            assertThat(result.containsKey("exceptionDetails")).as(answer.get()).isFalse();
            return String.valueOf(value.get("value"));
        }
    }
}
