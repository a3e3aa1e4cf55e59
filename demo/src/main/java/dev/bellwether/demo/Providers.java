package dev.bellwether.demo;

import java.util.List;
import java.util.Locale;

/// Providers that do not exist. Their names are made up.
final class Providers {
    static final List<String> NAMES =
            List.of(
                    "Payfern",
                    "Nimbolo Cloud",
                    "Quillmail",
                    "Tarnhost",
                    "Vexdns",
                    "Lumapix CDN",
                    "Orbitalk",
                    "Stashwell",
                    "Ferrograph",
                    "Hollowpoint SMS",
                    "Gitgrove",
                    "Buildmoor",
                    "Sentrix Logs",
                    "Palisade Auth",
                    "Mapwright",
                    "Courierly",
                    "Taxmoth",
                    "Fraudwren",
                    "Deskharbor",
                    "Chatlantern",
                    "Queuestone",
                    "Vaultpine",
                    "Searchmill",
                    "Flagfinch");

    static final List<String> SLUGS = NAMES.stream().map(Providers::slug).toList();

    private Providers() {}

    static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    static String name(String slug) {
        return NAMES.get(SLUGS.indexOf(slug));
    }
}
