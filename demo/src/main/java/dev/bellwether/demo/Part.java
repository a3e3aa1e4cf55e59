package dev.bellwether.demo;

/// The parts of the shop that can break.
enum Part {
    STOREFRONT("Storefront", "Pages that customers see"),
    CHECKOUT("Checkout API", "Takes orders"),
    SEARCH("Search", "Finds products"),
    PAYMENTS("Payments", "Charges cards"),
    IMAGES("Image delivery", "Pictures of products"),
    DATABASE("Database", "Orders and stock"),
    NIGHTLY("Nightly report", "A job that reports in when it is done");

    final String title;
    final String description;

    Part(String title, String description) {
        this.title = title;
        this.description = description;
    }

    String path() {
        return "/shop/" + name().toLowerCase(java.util.Locale.ROOT);
    }
}
