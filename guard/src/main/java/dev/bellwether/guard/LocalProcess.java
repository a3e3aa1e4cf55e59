package dev.bellwether.guard;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// Which process of this machine listens on an address, as Linux tells it. Finding it takes the
/// rights of the same user or root.
final class LocalProcess {
    private static final String LISTENING = "0A";

    private LocalProcess() {}

    /// Empty when the address is of another machine, or nobody can be found.
    static OptionalLong listeningOn(URI address) {
        try {
            InetAddress host = InetAddress.getByName(address.getHost());
            if (!host.isLoopbackAddress() && NetworkInterface.getByInetAddress(host) == null) {
                return OptionalLong.empty();
            }
            return holding(sockets(Addresses.port(address)));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /// Names of the sockets that listen on this port, as links to them are written.
    private static Set<String> sockets(int port) throws IOException {
        var found = new HashSet<String>();
        String ending = ":%04X".formatted(port);
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            Path file = Path.of(table);
            if (!Files.isReadable(file)) {
                continue;
            }
            for (String line : Files.readAllLines(file)) {
                List<String> fields = List.of(line.strip().split("\\s+"));
                if (fields.size() > 9
                        && fields.get(1).endsWith(ending)
                        && fields.get(3).equals(LISTENING)) {
                    found.add("socket:[" + fields.get(9) + "]");
                }
            }
        }
        return found;
    }

    private static OptionalLong holding(Set<String> sockets) throws IOException {
        if (sockets.isEmpty()) {
            return OptionalLong.empty();
        }
        try (DirectoryStream<Path> processes =
                Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path process : processes) {
                if (holds(process, sockets)) {
                    return OptionalLong.of(Long.parseLong(process.getFileName().toString()));
                }
            }
        }
        return OptionalLong.empty();
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path one : open) {
                if (Files.isSymbolicLink(one)
                        && sockets.contains(Files.readSymbolicLink(one).toString())) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Of another user, or gone meanwhile.
            return false;
        }
        return false;
    }
}
