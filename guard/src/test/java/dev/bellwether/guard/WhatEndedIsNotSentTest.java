package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a guard may not send any more when it goes on after a stop is not sent")
class WhatEndedIsNotSentTest {
    private static final String OK =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    @Test
    void nothingReachesTheNodeWhenItsPartHasEnded() throws Exception {
        try (var node = OddNode.saying(OK);
                var upstream = new Upstream(node.address())) {
            assertThatThrownBy(() -> send(upstream, fence(0, new AtomicInteger())))
                    .isInstanceOf(Upstream.PartEnded.class);
            send(upstream, Upstream.Fence.OPEN).close();
            assertThat(node.asked()).isEqualTo(1);
        }
    }

    @Test
    void whatSlippedThroughIsTold() throws Exception {
        var late = new AtomicInteger();
        try (var node = OddNode.saying(OK);
                var upstream = new Upstream(node.address());
                var answer = send(upstream, fence(1, late))) {
            assertThat(answer.response().getStatus()).isEqualTo(200);
            assertThat(late).hasValue(1);
        }
    }

    @Test
    void aBodyEndsInAnErrorInItsMiddle() throws Exception {
        var may = new AtomicInteger(2);
        try (InputStream body =
                new FencedBody(
                        new ByteArrayInputStream(new byte[100]), () -> may.getAndDecrement() > 0)) {
            assertThat(body.read(new byte[40])).isEqualTo(40);
            assertThat(body.read()).isZero();
            assertThatThrownBy(() -> body.read(new byte[40]))
                    .isInstanceOf(Upstream.PartEnded.class);
        }
    }

    @Test
    void itsMarkStandsBehindTheClientsName() {
        HttpFields marked = Mark.on(HttpFields.build().put("User-Agent", "curl/8"), "ab12");
        assertThat(marked.get("User-Agent")).isEqualTo("curl/8 bellwether-guard/ab12");
        assertThat(Mark.of("curl/8 bellwether-guard/ab12")).contains("ab12");
        assertThat(Mark.of(Mark.on(HttpFields.EMPTY, "c3").get("User-Agent"))).contains("c3");
        assertThat(Mark.of("curl/8")).isEmpty();
        assertThat(Mark.of("bellwether-guard/ab12 curl/8")).isEmpty();
    }

    private static Upstream.Answer send(Upstream upstream, Upstream.Fence fence) throws Exception {
        return upstream.send(
                "POST",
                new Asked(
                        "/",
                        new Address(""),
                        "SELECT 1 !".getBytes(StandardCharsets.UTF_8),
                        true,
                        true),
                HttpFields.EMPTY,
                InputStream.nullInputStream(),
                Duration.ofSeconds(10),
                () -> {},
                fence);
    }

    /// Open so many times.
    private static Upstream.Fence fence(int times, AtomicInteger late) {
        var left = new AtomicInteger(times);
        return new Upstream.Fence() {
            @Override
            public boolean isOpen() {
                return left.getAndDecrement() > 0;
            }

            @Override
            public void wasLate() {
                late.incrementAndGet();
            }
        };
    }
}
