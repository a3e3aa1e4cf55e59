package dev.bellwether.watch;

import static dev.bellwether.watch.ProviderJson.text;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Severity;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// CloudWatch's alarms by way of SNS. Every message of SNS is signed and the signature is checked;
/// its offer of a subscription is taken up when it is genuine and leads to Amazon. With a secret,
/// which is a topic's ARN here, messages of other topics are refused.
final class CloudWatchSender implements Sender {
    @Override
    public String slug() {
        return "cloudwatch";
    }

    @Override
    public String name() {
        return "Amazon CloudWatch (SNS)";
    }

    @Override
    public String setup() {
        return "Subscribe the address below to the SNS topic of your alarms, with the protocol HTTPS"
                + " and without raw message delivery; it is confirmed by itself. With the topic's ARN"
                + " as the secret, other topics are refused.";
    }

    @Override
    public void verify(InboundPayload payload, SenderTrust trust) {
        JsonNode body = payload.json();
        String topic = text(body, "TopicArn", 300);
        if (trust.secret().filter(allowed -> !allowed.equals(topic)).isPresent()) {
            throw new SenderRefused("topic '" + topic + "' is not the one that is allowed");
        }
        SnsSignature.require(body, trust);
        if (text(body, "Type", 40).equals("SubscriptionConfirmation")) {
            URI confirm = SnsSignature.amazon(text(body, "SubscribeURL", 2_000), "SubscribeURL");
            String query = String.valueOf(confirm.getQuery());
            if (!query.contains("Action=ConfirmSubscription") || !query.contains(topic)) {
                throw new SenderRefused("SubscribeURL does not confirm the topic '" + topic + "'");
            }
            trust.web().get(confirm);
        }
    }

    @Override
    public List<InboundEvent> read(InboundPayload payload) {
        JsonNode body = payload.json();
        if (!text(body, "Type", 40).equals("Notification")) {
            return List.of();
        }
        String message = text(body, "Message", 300_000);
        if (!message.stripLeading().startsWith("{")) {
            throw new InvalidInput("Message", "is no alarm of CloudWatch: it is no JSON object");
        }
        JsonNode alarm =
                InboundPayload.json(message.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String name = text(alarm, "AlarmName", 255);
        if (name.isEmpty()) {
            throw new InvalidInput("Message.AlarmName", "is missing");
        }
        String arn = text(alarm, "AlarmArn", 1_000);
        String key = arn.isEmpty() ? text(alarm, "Region", 60) + "/" + name : arn;
        return switch (text(alarm, "NewStateValue", 40)) {
            case "OK" -> List.of(InboundEvent.resolve(key));
            case "ALARM" -> List.of(alarm(key, name, alarm));
            // INSUFFICIENT_DATA: nothing is known to be wrong or well.
            default -> List.of();
        };
    }

    private static InboundEvent alarm(String key, String name, JsonNode alarm) {
        var tags = new LinkedHashMap<String, String>();
        tags.put("account", text(alarm, "AWSAccountId", 40));
        tags.put("region", text(alarm, "Region", 60));
        JsonNode trigger = alarm.path("Trigger");
        tags.put("namespace", text(trigger, "Namespace", 100));
        tags.put("metric", text(trigger, "MetricName", 100));
        for (JsonNode dimension : ProviderJson.objects(trigger, "Dimensions")) {
            tags.put(text(dimension, "name", 100), text(dimension, "value", 300));
        }
        tags.values().removeIf(String::isEmpty);
        String words = text(alarm, "AlarmDescription", 700);
        return InboundEvent.trigger(
                        key, Severity.CRITICAL, words.isBlank() ? name : name + ": " + words)
                .from(name)
                .telling(text(alarm, "NewStateReason", InboundEvent.LONGEST_DETAILS))
                .tagged(tags)
                .between(ProviderJson.time(alarm, "StateChangeTime"), java.util.Optional.empty());
    }
}
