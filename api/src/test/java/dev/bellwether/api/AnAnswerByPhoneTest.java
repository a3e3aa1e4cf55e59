package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.store.TestStores;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// What a provider of a channel brings is believed by its signature alone.
class AnAnswerByPhoneTest {
    private static final String PATH = "/hooks/channels/twilio/sms";

    @Test
    void aReplyIsAnsweredInTheProvidersWordsAndOnlyWhenItSignedIt() throws Exception {
        try (var test = TestStores.sqlite();
                var server = new Server(test, ApiSettings.defaults())) {
            assertThat(post(server, PATH, sign(Server.TWILIO_TOKEN)).statusCode()).isEqualTo(200);
            HttpResponse<String> answer = post(server, PATH, sign(Server.TWILIO_TOKEN));
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/xml");
            assertThat(answer.body())
                    .contains("<Response><Message>There is nothing to take on with 1234.");
            assertThat(post(server, PATH, sign("guessed")).statusCode()).isEqualTo(403);
            assertThat(post(server, PATH, "").statusCode()).isEqualTo(403);
            assertThat(post(server, "/hooks/channels/slack", "").statusCode())
                    .as("a channel that is not set up has no address")
                    .isEqualTo(404);
        }
    }

    private static HttpResponse<String> post(Server server, String path, String signature)
            throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.address() + path))
                                .header("X-Twilio-Signature", signature)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "From=%2B4915112345678&Body=1234"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static String sign(String token) throws Exception {
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        String signed = Server.BASE + PATH + "Body1234From+4915112345678";
        return Base64.getEncoder()
                .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
