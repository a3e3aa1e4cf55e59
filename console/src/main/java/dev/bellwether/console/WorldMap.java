package dev.bellwether.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// A world to put dots on: degrees become units of the drawing (equirectangular, the poles cut
/// off). The coasts are drawn by hand, coarse on purpose: the map is to say "there", not to be
/// measured.
final class WorldMap {
    static final int WIDTH = 360;
    static final int HEIGHT = 138;
    private static final double NORTH = 80;

    /// Longitude and latitude in degrees; one coast a line.
    private static final String COASTS =
            """
            -168 66 -156 71 -128 70 -110 68 -95 68 -94 72 -82 68 -87 64 -94 59 -88 56 -82 55 -79 52 -78 57 -77 62 -70 61 -65 59 -60 55 -56 52 -65 49 -60 46 -66 44 -70 42 -74 40 -76 35 -81 31 -80 26 -82 28 -84 30 -90 29 -97 28 -97 22 -95 18 -91 18 -88 21 -87 16 -83 15 -83 10 -78 9 -80 7 -86 11 -92 14 -96 16 -105 20 -109 25 -113 31 -110 23 -115 30 -117 33 -121 36 -124 40 -124 48 -130 54 -135 58 -145 60 -152 59 -158 57 -165 60 -162 64
            -73 78 -60 76 -55 70 -50 62 -43 60 -40 65 -23 70 -18 77 -30 80 -62 80
            -90 79 -75 78 -62 67 -70 63 -80 70 -92 74
            -120 73 -105 72 -105 69 -117 69
            -78 8 -72 12 -62 10 -52 5 -50 0 -44 -2 -35 -6 -39 -15 -41 -22 -48 -26 -53 -33 -58 -35 -62 -39 -65 -43 -66 -47 -69 -51 -68 -55 -74 -52 -75 -46 -73 -38 -71 -30 -70 -18 -76 -14 -81 -5 -80 1
            -85 22 -80 23 -75 20 -77 20
            -6 36 10 37 11 33 20 31 25 32 33 31 37 21 43 11 51 12 48 5 41 -2 40 -10 40 -15 35 -20 35 -25 32 -29 26 -34 19 -34 15 -27 12 -17 13 -6 9 -1 9 4 4 6 -8 4 -13 8 -17 14 -17 21 -10 30
            44 -25 47 -25 50 -15 49 -12 44 -17
            -9 37 -9 43 -2 43 -1 46 -5 48 2 51 8 54 8 57 11 57 11 54 19 54 22 57 24 59 29 60 23 60 21 63 25 65 21 65 17 61 19 59 16 56 13 56 11 59 6 58 5 61 12 66 16 69 26 71 33 69 41 67 34 66 38 64 44 66 47 68 55 68 68 69 68 73 75 72 82 73 87 75 104 77 113 74 128 73 140 72 160 70 170 70 180 69 180 65 177 63 170 60 163 58 162 53 157 51 156 57 163 61 155 59 142 59 136 54 141 52 139 47 131 43 128 40 129 36 126 34 126 38 121 39 118 39 122 37 119 35 122 31 120 26 114 22 108 21 106 18 109 13 105 9 100 13 99 9 103 1 101 3 98 9 98 16 94 16 91 22 87 21 80 15 80 11 77 8 74 14 72 21 67 25 57 25 51 28 48 30 51 25 56 25 59 22 55 17 45 13 39 21 35 28 36 36 30 36 27 37 26 40 31 41 41 41 38 44 35 45 31 46 28 44 28 41 23 40 24 38 22 36 19 42 13 45 12 44 18 40 16 38 10 44 3 43 0 39 -2 36 -6 36
            -5 50 1 51 0 53 -2 56 -3 58 -6 57 -3 54 -5 52
            -10 52 -6 52 -6 55 -10 54
            -24 65 -22 64 -18 63 -14 65 -16 66 -21 66
            53 71 58 71 68 76 60 76
            130 32 132 31 136 34 140 35 142 39 141 41 145 43 142 45 140 42 137 37 131 34
            95 5 104 -2 105 -6 102 -4
            109 1 115 5 118 5 117 -1 115 -4 110 -2
            106 -6 114 -7 114 -9 106 -7
            120 -1 125 1 123 -5 120 -5
            120 18 122 18 125 12 126 7 122 8 120 14
            80 9 82 7 80 6
            131 -1 138 -2 147 -6 150 -10 143 -9 138 -8 133 -4
            114 -22 122 -18 129 -15 136 -12 136 -15 140 -17 142 -11 146 -19 153 -26 151 -34 146 -39 140 -38 135 -34 131 -31 124 -33 115 -34
            145 -41 148 -41 147 -43
            173 -34 178 -38 175 -41 171 -46 167 -46 172 -41
            """;

    static final String LAND = COASTS.lines().map(WorldMap::coast).collect(Collectors.joining());

    private WorldMap() {}

    static String x(double longitude) {
        return text(longitude + 180);
    }

    static String y(double latitude) {
        return text(Math.clamp(NORTH - latitude, 1, HEIGHT - 1));
    }

    private static String coast(String line) {
        double[] degrees =
                Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
        var path = new StringBuilder();
        for (int i = 0; i < degrees.length; i += 2) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(x(degrees[i]))
                    .append(' ')
                    .append(text(NORTH - degrees[i + 1]));
        }
        return path.append('Z').toString();
    }

    private static String text(double units) {
        return units == Math.rint(units)
                ? Long.toString(Math.round(units))
                : String.format(Locale.ROOT, "%.1f", units);
    }
}
