package dev.bellwether.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// Takes from the one proxy in front what it knows of the visitor: the address, the last of
/// `X-Forwarded-For`, and the scheme, the last of `X-Forwarded-Proto`.
///
/// The last, because that is what the proxy added itself; all before it is what the visitor sent
/// and may be made up. For the same reason `Forwarded` and `X-Forwarded-Host` are not looked at:
/// many proxies pass them on untouched.
final class BehindProxy implements HttpConfiguration.Customizer {
    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        HttpFields headers = request.getHeaders();
        InetSocketAddress visitor = address(last(headers, "X-Forwarded-For"));
        boolean secure =
                HttpScheme.HTTPS.is(last(headers, "X-Forwarded-Proto")) || request.isSecure();
        HttpURI uri =
                secure
                        ? HttpURI.build(request.getHttpURI()).scheme(HttpScheme.HTTPS).asImmutable()
                        : request.getHttpURI();
        var connection =
                new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
                    @Override
                    public boolean isSecure() {
                        return secure;
                    }

                    @Override
                    public SocketAddress getRemoteSocketAddress() {
                        return visitor == null ? super.getRemoteSocketAddress() : visitor;
                    }
                };
        return new Request.Wrapper(request) {
            @Override
            public HttpURI getHttpURI() {
                return uri;
            }

            @Override
            public boolean isSecure() {
                return secure;
            }

            @Override
            public ConnectionMetaData getConnectionMetaData() {
                return connection;
            }
        };
    }

    private static @Nullable String last(HttpFields headers, String name) {
        var values = headers.getValuesList(name);
        if (values.isEmpty()) {
            return null;
        }
        String value = values.getLast();
        return value.substring(value.lastIndexOf(',') + 1).strip();
    }

    /// Null for what is no literal address, so that nothing is ever looked up.
    private static @Nullable InetSocketAddress address(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return new InetSocketAddress(InetAddress.ofLiteral(text), 0);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
