package dev.bellwether.api;

import dev.bellwether.experiment.Evaluator;
import dev.bellwether.experiment.SiteFlags;

/// Who asks for flags: of which site, and whether by a token. The key of a site stands in pages
/// that anybody can read, so its bearer has open flags alone.
record FlagCaller(SiteFlags flags, boolean trusted) {
    Evaluator evaluator() {
        return flags.evaluator(trusted);
    }
}
