package dev.bellwether.guard;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Whether a statement answers the same however often it is asked, as long as its tables stay what
/// they are. Careful: what is not known to be so is taken not to be, above all functions that are
/// not named here, for somebody may have made them.
///
/// It cannot see into views, nor into tables whose engine reads from elsewhere.
final class Deterministic {
    /// Bare words of which one is enough. The standard's functions without brackets, what writes,
    /// and `APPLY`, which names a function without brackets.
    private static final Set<String> NEVER =
            Set.of(
                    "APPLY",
                    "ALTER",
                    "CREATE",
                    "CURRENT_DATABASE",
                    "CURRENT_DATE",
                    "CURRENT_SCHEMAS",
                    "CURRENT_TIME",
                    "CURRENT_TIMESTAMP",
                    "CURRENT_USER",
                    "DROP",
                    "INFILE",
                    "INSERT",
                    "INTO",
                    "KILL",
                    "LOCALTIME",
                    "LOCALTIMESTAMP",
                    "OUTFILE",
                    "SESSION_USER",
                    "SYSTEM_USER");

    /// Databases that tell about the server. As names of anything they are enough too.
    private static final Set<String> ABOUT_THE_SERVER = Set.of("system", "information_schema");

    private static final Set<String> BEFORE_BRACKETS = Set.of("FILTER", "IF", "LATERAL", "WITHIN");

    private static final Set<String> TYPES =
            Set.of(
                    "array",
                    "datetime",
                    "datetime64",
                    "decimal",
                    "decimal32",
                    "decimal64",
                    "decimal128",
                    "enum8",
                    "enum16",
                    "fixedstring",
                    "lowcardinality",
                    "nullable",
                    "tuple");

    private static final Set<String> FUNCTIONS =
            Set.of(
                    ("abs acos asin atan atan2 avg base64decode base64encode cast cbrt ceil ceiling char"
                                    + " coalesce concat concatwithseparator concat_ws cos crc32"
                                    + " datediff date_add date_diff date_sub date_trunc datename"
                                    + " dense_rank divide domain domainwithoutwww e empty endswith"
                                    + " equals erf exp exp10 exp2 floor formatdatetime fragment"
                                    + " generateseries generate_series greater greaterorequals"
                                    + " greatest hex hypot identity if ifnotfinite ifnull initcap"
                                    + " intdiv intdivorzero intexp10 intexp2 lag laginframe lcase"
                                    + " lead leadinframe least left length lengthutf8 less"
                                    + " lessorequals like ilike ln log log10 log1p log2 lower"
                                    + " lowerutf8 lpad ltrim match materialize max2 md5 min2 minus"
                                    + " mod modulo modulus multiply negate netloc not notempty"
                                    + " notequals notilike notin notlike nth_value ntile nullif"
                                    + " numbers numbers_mt or and xor in path pathfull"
                                    + " percent_rank pi plus pow power protocol querystring rank"
                                    + " range repeat reverse reverseutf8 right round roundage"
                                    + " roundbankers rounddown roundduration roundtoexp2 row_number"
                                    + " rpad rtrim sha1 sha224 sha256 sign sin space sqrt startswith"
                                    + " subbitmap substr substring substringindex substringutf8 tan"
                                    + " tanh topleveldomain translate translateutf8 transform trim"
                                    + " trimboth trimleft trimright trunc truncate tuple ucase unhex"
                                    + " upper upperutf8 values week width_bucket year month day hour"
                                    + " minute second quarter timeslot timeslots yearweek zeros"
                                    + " zeros_mt")
                            .split(" "));

    /// Whole families of functions of the values that they are given.
    private static final List<String> FAMILIES =
            List.of(
                    "accurate",
                    "adddays",
                    "addhours",
                    "addinterval",
                    "addminutes",
                    "addmonths",
                    "addquarters",
                    "addseconds",
                    "addweeks",
                    "addyears",
                    "array",
                    "bit",
                    "extract",
                    "has",
                    "ipv4",
                    "ipv6",
                    "is",
                    "json",
                    "map",
                    "multi",
                    "parsedatetime",
                    "position",
                    "regexp",
                    "reinterpret",
                    "replace",
                    "simplejson",
                    "split",
                    "subtract",
                    "to",
                    "tuple",
                    "visitparam");

    private static final Set<String> BUT =
            Set.of(
                    "arraypartialshuffle",
                    "arrayrandomsample",
                    "arrayshuffle",
                    "hascolumnintable",
                    "ismergetreepartcoveredby",
                    "today");

    private Deterministic() {}

    static boolean is(Statement.Read read) {
        Tokens tokens = read.tokens();
        if (read.shape().kind() != Shape.Kind.SELECT) {
            return false;
        }
        int count = tokens.count();
        while (count > 0 && tokens.is(count - 1, ';')) {
            count--;
        }
        for (int i = 0; i < count; i++) {
            if (!is(tokens, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean is(Tokens tokens, int at) {
        return switch (tokens.kind(at)) {
            case STRING, NUMBER, CLOSE -> true;
            case SIGN -> !tokens.is(at, ';');
            // A name as parameter may be that of anything.
            case OPEN -> !(tokens.is(at, '{') && tokens.isWord(at + 3, "Identifier"));
            case QUOTED, WORD -> {
                String name = tokens.plain(at);
                boolean isBare = tokens.is(at, TokenKind.WORD);
                if (ABOUT_THE_SERVER.contains(name.toLowerCase(Locale.ROOT))
                        || isBare && NEVER.contains(SqlWords.upper(name))) {
                    yield false;
                }
                yield !tokens.is(at + 1, '(')
                        || isBare && isBeforeBrackets(SqlWords.upper(name))
                        || isFunction(name);
            }
        };
    }

    private static boolean isBeforeBrackets(String word) {
        return SqlWords.KEYWORDS.contains(word) || BEFORE_BRACKETS.contains(word);
    }

    /// By its name in any case: ClickHouse knows many functions in several.
    static boolean isFunction(String function) {
        String name = function.toLowerCase(Locale.ROOT);
        return !BUT.contains(name)
                && (FUNCTIONS.contains(name)
                        || TYPES.contains(name)
                        || SqlWords.isAggregate(name)
                        || name.endsWith("hash32")
                        || name.endsWith("hash64")
                        || name.endsWith("hash128")
                        || FAMILIES.stream().anyMatch(name::startsWith));
    }
}
