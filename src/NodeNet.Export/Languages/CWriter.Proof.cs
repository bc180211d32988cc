using System.Globalization;
using NodeNet.Export.Code;
using NodeNet.Export.Plan;
using NodeNet.Export.Proof;

namespace NodeNet.Export.Languages;

/// <content>Helper functions, and the program that proves the file.</content>
internal sealed partial class CWriter
{
    protected override string HelperText(string helper) => IsSingle ? SinglePrecision.OfC(TextOf(helper)) : TextOf(helper);

    private static string TextOf(string helper) => helper switch
    {
        "sign" => "static double sign(double x)\n{\n    return (double)((x > 0.0) - (x < 0.0));\n}",
        "sigmoid" => """
            /* 1 / (1 + e^-x), on the side where the exponential cannot overflow */
            static double sigmoid(double x)
            {
                const double e = exp(-fabs(x));
                return (x >= 0.0 ? 1.0 : e) / (1.0 + e);
            }
            """,
        "softplus" => """
            /* ln(1 + e^x) */
            static double softplus(double x)
            {
                return (x > 0.0 ? x : 0.0) + log1p(exp(-fabs(x)));
            }
            """,
        "normal_distribution" => "static double normal_distribution(double x)\n{\n    return 0.5 * erfc(-0.70710678118654752 * x);\n}",
        "normal_density" => "static double normal_density(double x)\n{\n    return 0.3989422804014327 * exp(-0.5 * x * x);\n}",
        "larger" => "static double larger(double x, double y)\n{\n    return x >= y || isnan(x) ? x : y;\n}",
        "smaller" => "static double smaller(double x, double y)\n{\n    return x <= y || isnan(x) ? x : y;\n}",
        "find" => """
            /* the place of a word in a list, -1 if it is not there */
            static int find(const char *word, const char *const words[], int count)
            {
                for (int i = 0; i < count; i++) {
                    if (strcmp(word, words[i]) == 0) return i;
                }
                return -1;
            }
            """,
        "is_in" => """
            /* whether a word is in a list, if so told in upper or lower case */
            static int is_in(const char *word, const char *const words[], int count, int ignores_case)
            {
                for (int i = 0; i < count; i++) {
                    int k = 0;
                    while (word[k] != 0 && (word[k] == words[i][k]
                        || (ignores_case && word[k] >= 'A' && word[k] <= 'Z' && word[k] + ('a' - 'A') == words[i][k]))) k++;
                    if (word[k] == 0 && words[i][k] == 0) return 1;
                }
                return 0;
            }
            """,
        _ => ReadDate,
    };

    private const string ReadDate = """
        typedef struct {
            long long year, yearDay, yearDays, day, weekday, time; /* yearDay from 0, day from 1970-01-01, weekday 0 is Monday, time in 100 ns */
        } date;

        static int digits(const char **text, int count, long long *value)
        {
            for (*value = 0; count > 0; count--, (*text)++) {
                if (**text < '0' || **text > '9') return 0;
                *value = 10 * *value + (**text - '0');
            }
            return 1;
        }

        static long long day_number(long long year, long long month, long long day)
        {
            static const int before[12] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
            const long long y = year - 1;
            const int leap = month > 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            return 365 * y + y / 4 - y / 100 + y / 400 + before[month - 1] + leap + day - 719163;
        }

        /* "2024-03-05", "2024-03-05T14:30", "2024-03-05T14:30:00.123"; 0 for what is no date */
        static int read_date(const char *text, date *d)
        {
            long long month, day, hour = 0, minute = 0, second = 0, unit = 10000000, fraction = 0;
            if (!digits(&text, 4, &d->year) || *text++ != '-' || !digits(&text, 2, &month) || *text++ != '-' || !digits(&text, 2, &day)) return 0;
            if (d->year < 1 || month < 1 || month > 12) return 0;
            const long long next = month < 12 ? day_number(d->year, month + 1, 1) : day_number(d->year + 1, 1, 1);
            d->day = day_number(d->year, month, day);
            if (day < 1 || d->day >= next) return 0;
            if (*text == 'T' || *text == ' ') {
                text++;
                if (!digits(&text, 2, &hour) || *text++ != ':' || !digits(&text, 2, &minute)) return 0;
                if (*text == ':') {
                    text++;
                    if (!digits(&text, 2, &second)) return 0;
                    if (*text == '.') {
                        long long digit;
                        for (text++; unit > 1 && digits(&text, 1, &digit);) fraction += digit * (unit /= 10);
                    }
                }
            }
            if (*text != 0 || hour > 23 || minute > 59 || second > 59) return 0;
            d->yearDay = d->day - day_number(d->year, 1, 1);
            d->yearDays = day_number(d->year + 1, 1, 1) - day_number(d->year, 1, 1);
            d->weekday = (d->day + 719162) % 7;
            d->time = ((hour * 60 + minute) * 60 + second) * 10000000 + fraction;
            return 1;
        }
        """;

    private string Proof(ModelPlan plan, IReadOnlyList<ProofRow> rows)
    {
        string large = _name.ToUpperInvariant();
        bool hasClasses = plan.Answer.Classes is not null;
        Code = new CodeText();
        Code.Line($$"""
            /* Proves {{_name}}.c: {{ProofTitle(rows)}} */
            #include "{{_name}}.h"

            #include <math.h>
            #include <stdio.h>

            static int failures;
            static double worst, share;

            static void check(int number, {{RowParameter(plan)}}, int refused, const double *expected, const double *bounds, int named)
            {
                {{Type}} outputs[{{large}}_OUTPUTS];
                const int answer = {{_name}}_predict(row, outputs);
                if (answer != refused) {
                    printf("row %d: column %d is refused, expected %d\n", number, answer, refused);
                    failures++;
                    return;
                }
                if (refused) return;
                for (int i = 0; i < {{large}}_OUTPUTS; i++) {
                    const double output = (double)outputs[i];
                    const double difference = fabs(output - expected[i]);
                    if (difference > worst) worst = difference;
                    if (difference > 0.0 && difference / bounds[i] > share) share = difference / bounds[i];
                    if (!(difference <= bounds[i])) {
                        printf("row %d, %s: %.17g, expected %.17g; the bound is %g\n", number, {{_name}}_outputs[i], output, expected[i], bounds[i]);
                        failures++;
                    }
                }
                {{(hasClasses ? $"const int found = {_name}_class(outputs);" : "(void)named;")}}
            """);
        if (hasClasses)
        {
            Code.Line("""
                    if (named >= 0 && found != named) {
                        printf("row %d: class %d, expected %d\n", number, found, named);
                        failures++;
                    }
                """);
        }
        Code.Line("}\n");
        for (int i = 0; i < rows.Count; i++) WriteCase(plan, rows[i], i + 1);
        Code.Open("int main(void)");
        for (int i = 0; i < rows.Count; i++) Code.Line($"row_{i + 1}();");
        Code.Line($"printf(\"{_name}: {rows.Count} rows, largest difference %g (%.2g of its bound), %d wrong\\n\", worst, share, failures);");
        Code.Line("return failures > 0;");
        Code.Close();
        return Code.ToString();
    }

    private void WriteCase(ModelPlan plan, ProofRow row, int number)
    {
        Code.Open($"static void row_{number}(void)");
        IEnumerable<string> cells = row.Cells.Select((cell, i) => Literal(cell, plan.Columns[i]));
        if (plan.IsNumbersOnly)
        {
            Code.Line($"const {Type} row[] = {{ {Texts.Wrapped(cells, "        ")} }};");
        }
        else
        {
            Code.Line($"{_name}_row row;");
            foreach ((string cell, int i) in cells.Select((cell, i) => (cell, i))) Code.Line($"row.{_fields[i]} = {cell};");
        }
        string of = plan.IsNumbersOnly ? "row" : "&row";
        if (row.Refused > 0)
        {
            Code.Line($"check({number}, {of}, {row.Refused}, NULL, NULL, -1);");
        }
        else
        {
            Code.Line($"static const double expected[] = {{ {Texts.Wrapped(row.Outputs.Select(Texts.Hexadecimal), "        ")} }};");
            Code.Line($"static const double bounds[] = {{ {Texts.Wrapped(row.Bounds.Select(Texts.Number), "        ")} }};");
            Code.Line(FormattableString.Invariant($"check({number}, {of}, 0, expected, bounds, {row.Class});"));
        }
        Code.Close();
        Code.Line();
    }

    protected override string Nothing => "NULL";

    protected override string Exact(double number) => double.IsFinite(number) ? Texts.Hexadecimal(number) : Number(number);
}
