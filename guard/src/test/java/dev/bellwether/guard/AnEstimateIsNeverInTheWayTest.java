package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "A node that estimates badly, slowly or not at all holds no query up, and is left alone")
class AnEstimateIsNeverInTheWayTest {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String SQL = "SELECT '!' FROM visits";

    private Instant now = START;

    private long of(Estimates estimates, Upstream node, String sql) throws InterruptedException {
        Query query = Estimating.query("", sql);
        return estimates.of(node, query, Estimating.read(query));
    }

    private static String saying(int status, String body) {
        return "HTTP/1.1 %d Well\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(status, body.length(), body);
    }

    @Test
    void oneThatNeverAnswers() throws Exception {
        try (var node = OddNode.silent();
                var upstream = new Upstream(node.address())) {
            var estimates = new Estimates(() -> now, Duration.ofMillis(20));
            assertThat(of(estimates, upstream, SQL)).isZero();
            assertThat(of(estimates, upstream, SQL + " WHERE a = 1")).isZero();
            assertThat(of(estimates, upstream, SQL + " WHERE b = 1"))
                    .as("two are on their way, so this is not asked")
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 500 No\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 6\r\n\r\nwhat?\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 10\r\n\r\na\tb\t1\tx\t1\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 99\r\n\r\na\tb\t1\t7\t1\n",
                "not of this protocol\r\n\r\n"
            })
    void oneThatAnswersBadlyIsNotAskedOfThatFormForAWhile(String bytes) throws Exception {
        try (var node = OddNode.saying(bytes);
                var upstream = new Upstream(node.address())) {
            var estimates = new Estimates(() -> now, LONG);
            assertThat(of(estimates, upstream, SQL)).isZero();
            int asked = node.asked();
            assertThat(asked).isPositive();
            assertThat(of(estimates, upstream, SQL)).isZero();
            assertThat(node.asked()).isEqualTo(asked);
            now = START.plus(Duration.ofMinutes(11));
            assertThat(of(estimates, upstream, SQL)).isZero();
            assertThat(node.asked()).isGreaterThan(asked);
        }
    }

    @Test
    void theSameTextIsAskedOnceAMinute() throws Exception {
        String tables = "shop\tvisits\t3\t120000\t15\nshop\torders\t1\t5000\t1\n";
        try (var node = OddNode.saying(saying(200, tables));
                var upstream = new Upstream(node.address())) {
            var estimates = new Estimates(() -> now, LONG);
            String one = SQL + " WHERE a = 1";
            assertThat(of(estimates, upstream, one)).isEqualTo(125_000);
            assertThat(of(estimates, upstream, one)).isEqualTo(125_000);
            assertThat(node.asked()).isEqualTo(1);
            assertThat(of(estimates, upstream, SQL + " WHERE a = 2")).isEqualTo(125_000);
            assertThat(node.asked()).isEqualTo(2);
            now = START.plus(Duration.ofSeconds(61));
            assertThat(of(estimates, upstream, one)).isEqualTo(125_000);
            assertThat(node.asked()).isEqualTo(3);
        }
    }

    @Test
    void whereTheKeyLeavesNothingToReadThatIsKnown() throws Exception {
        try (var node = OddNode.saying(saying(200, ""));
                var upstream = new Upstream(node.address())) {
            assertThat(of(new Estimates(() -> now, LONG), upstream, SQL)).isEqualTo(1);
        }
    }
}
