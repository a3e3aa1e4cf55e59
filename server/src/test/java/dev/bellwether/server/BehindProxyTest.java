package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Only what the proxy added itself is believed.
class BehindProxyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    X-Forwarded-For: 203.0.113.9                          | 203.0.113.9  | http
                    X-Forwarded-For: 1.1.1.1, 203.0.113.9                 | 203.0.113.9  | http
                    X-Forwarded-For: 1.1.1.1\\nX-Forwarded-For: 203.0.113.9 | 203.0.113.9 | http
                    X-Forwarded-For: 203.0.113.9\\nForwarded: for=1.1.1.1;host=evil.example | 203.0.113.9 | http
                    X-Forwarded-For: 203.0.113.9\\nX-Forwarded-Proto: https | 203.0.113.9 | https
                    X-Forwarded-For: 2001:db8::7\\nX-Forwarded-Host: evil.example | [2001:db8:0:0:0:0:0:7] | http
                    X-Forwarded-Proto: http, https                        |              | https
                    X-Forwarded-For: localhost                            |              | http
                    """)
    void theLastWordIsTheProxys(String headers, String address, String scheme) throws Exception {
        var seen = new AtomicReference<>("");
        var server = new Server();
        var http = new HttpConfiguration();
        http.addCustomizer(new BehindProxy());
        var connector = new LocalConnector(server, new HttpConnectionFactory(http));
        server.addConnector(connector);
        server.setHandler(
                new Handler.Abstract() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) {
                        seen.set(
                                Request.getRemoteAddr(request)
                                        + " "
                                        + request.getHttpURI().getScheme()
                                        + " "
                                        + request.isSecure()
                                        + " "
                                        + Request.getServerName(request));
                        callback.succeeded();
                        return true;
                    }
                });
        server.start();
        try {
            String request =
                    "GET / HTTP/1.1\r\nHost: status.example\r\n"
                            + headers.replace("\\n", "\r\n")
                            + "\r\nConnection: close\r\n\r\n";
            connector.getResponse(request);
        } finally {
            server.stop();
        }
        String[] words = seen.get().split(" ");
        if (address != null) {
            assertThat(words[0]).isEqualTo(address);
        } else {
            assertThat(words[0]).doesNotContain("1.1.1.1");
        }
        assertThat(words[1]).isEqualTo(scheme);
        assertThat(words[2]).isEqualTo("" + scheme.equals("https"));
        assertThat(words[3]).isEqualTo("status.example");
    }
}
