package dev.bellwether.bench;

import dev.bellwether.demo.LargeWorld;
import java.nio.file.Path;
import java.time.InstantSource;

/// The simulated pages of all providers, in a process of their own. Writes the catalogue that names
/// them into the directory it is given, says its path as its first line, and ends with its standard
/// input.
final class ScalePages {
    private ScalePages() {}

    public static void main(String[] args) throws Exception {
        try (var world = LargeWorld.open(InstantSource.system())) {
            System.out.println(world.catalogue(Path.of(args[0])));
            while (System.in.read() >= 0) {
                // Nothing is said on it: its end is the sign.
            }
        }
        System.exit(0);
    }
}
