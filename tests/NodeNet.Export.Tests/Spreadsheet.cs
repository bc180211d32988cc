using System.Globalization;
using System.Text.RegularExpressions;
using NodeNet.Formulas;

namespace NodeNet.Export.Tests;

/// <summary>A small spreadsheet: calculates the formulas that NodeNet's workbooks use. Values are doubles, words, truths, errors, null for an empty cell, and
/// arrays of these for ranges.</summary>
internal sealed partial class Spreadsheet(XlsxReader file)
{
    private static readonly SheetError _notAvailable = new("#N/A");
    private static readonly SheetError _number = new("#NUM!");

    private readonly Dictionary<string, object?> _known = [];

    /// <summary>The value of a cell: "predict!B4".</summary>
    public object? this[string sheet, string place]
    {
        get
        {
            string key = sheet + "!" + place;
            if (_known.TryGetValue(key, out object? known)) return known;
            ReadCell? cell = file.Sheets[sheet].GetValueOrDefault(place);
            return _known[key] = cell?.Formula is { } formula ? new Parser(this, sheet, formula).Whole() : cell?.Value;
        }
    }

    private static object? Each(object? x, Func<object?, object?> f) =>
        x is object?[] all ? Array.ConvertAll(all, one => Each(one, f)) : x is SheetError ? x : f(x);

    private static object? Each(object? x, object? y, Func<object?, object?, object?> f)
    {
        if (x is object?[] all) return all.Select((one, i) => Each(one, y is object?[] others ? others[i] : y, f)).ToArray();
        if (y is object?[] many) return Array.ConvertAll(many, one => Each(x, one, f));
        return x is SheetError ? x : y is SheetError ? y : f(x, y);
    }

    private static object Finite(double value) => double.IsFinite(value) ? value : _number;

    private static double Number(object? value) => value switch
    {
        null => 0.0,
        double number => number,
        bool truth => truth ? 1.0 : 0.0,
        _ => double.Parse((string)value, CultureInfo.InvariantCulture),
    };

    private static string Text(object? value) => value switch
    {
        null => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool truth => truth ? "TRUE" : "FALSE",
        _ => (string)value,
    };

    private static IEnumerable<object?> Flat(object? value) => value is object?[] all ? all.SelectMany(Flat) : [value];

    private sealed partial class Parser(Spreadsheet sheet, string home, string formula)
    {
        private readonly MatchCollection _tokens = Tokens().Matches(formula);
        private int _next;

        private string? Next => _next < _tokens.Count ? _tokens[_next].Value : null;

        public object? Whole()
        {
            string.Concat(_tokens.Select(token => token.Value)).Should().Be(formula.Replace(" ", "", StringComparison.Ordinal).Length > 0 ? formula : "",
                "every character belongs to a token");
            object? value = Comparison();
            Next.Should().BeNull("{0} is a whole formula", formula);
            return value;
        }

        private string Take()
        {
            string token = Next!.Trim();
            _next++;
            return token;
        }

        private bool Takes(string token)
        {
            if (Next?.Trim() != token) return false;
            _next++;
            return true;
        }

        private object? Comparison()
        {
            object? left = Joined();
            while (Next?.Trim() is "=" or "<>" or ">=" or ">" or "<")
            {
                string sign = Take();
                left = Each(left, Joined(), (x, y) => Compared(sign, x, y));
            }
            return left;
        }

        private static object Compared(string sign, object? x, object? y)
        {
            // An empty cell equals "" and 0; words are larger than numbers, and upper case equals lower.
            x ??= y is string ? "" : 0.0;
            y ??= x is string ? "" : 0.0;
            int order = x is string || y is string
                ? x is string a && y is string b ? string.Compare(a, b, StringComparison.OrdinalIgnoreCase) : x is string ? 1 : -1
                : Number(x).CompareTo(Number(y));
            return sign switch { "=" => order == 0, "<>" => order != 0, ">=" => order >= 0, ">" => order > 0, _ => order < 0 };
        }

        private object? Joined()
        {
            object? left = Sum();
            while (Takes("&")) left = Each(left, Sum(), (x, y) => Text(x) + Text(y));
            return left;
        }

        private object? Sum()
        {
            object? left = Product();
            while (Next?.Trim() is "+" or "-")
            {
                double sign = Take() == "+" ? 1.0 : -1.0;
                left = Each(left, Product(), (x, y) => Finite(Number(x) + sign * Number(y)));
            }
            return left;
        }

        private object? Product()
        {
            object? left = Signed();
            while (Next?.Trim() is "*" or "/")
            {
                bool isTimes = Take() == "*";
                left = Each(left, Signed(), (x, y) => Finite(isTimes ? Number(x) * Number(y) : Number(x) / Number(y)));
            }
            return left;
        }

        private object? Signed() => Takes("-") ? Each(Signed(), x => -Number(x)) : Atom();

        private object? Atom()
        {
            string token = Take();
            if (token == "(")
            {
                object? inner = Comparison();
                Takes(")").Should().BeTrue();
                return inner;
            }
            if (token[0] == '"') return token[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal);
            if (char.IsAsciiDigit(token[0]))
            {
                token.TakeWhile(c => c != 'E').Count(char.IsAsciiDigit).Should().BeLessThanOrEqualTo(15, "spreadsheets read no more digits of {0}", token);
                return double.Parse(token, CultureInfo.InvariantCulture);
            }
            if (Next?.Trim() == "(") return Function(token);
            if (token is "TRUE" or "FALSE") return token == "TRUE";
            if (file(token) is { } defined) token = defined;
            string[] parts = token.Split('!');
            string[] ends = parts[^1].Replace("$", "", StringComparison.Ordinal).Split(':');
            string on = parts.Length > 1 ? parts[0] : home;
            return ends.Length == 1 ? sheet[on, ends[0]] : Range(on, ends[0], ends[1]);

            string? file(string name) => sheet.NameOf(name);
        }

        private object?[] Range(string on, string first, string last)
        {
            (int row, int from) = Numbers(first);
            (int end, int to) = Numbers(last);
            end.Should().Be(row, "ranges here are beside each other");
            return [.. Enumerable.Range(from, to - from + 1).Select(column => sheet[on, XlsxReader.Place(row, column)])];
        }

        private static (int Row, int Column) Numbers(string place)
        {
            int letters = place.TakeWhile(char.IsAsciiLetter).Count();
            return (int.Parse(place.AsSpan(letters), CultureInfo.InvariantCulture), place[..letters].Aggregate(0, (sum, c) => sum * 26 + (c - 'A' + 1)));
        }

        private object? Function(string name)
        {
            var arguments = new List<object?>();
            Takes("(");
            while (!Takes(")"))
            {
                arguments.Add(Comparison());
                Takes(",");
            }
            return Functions.Apply(name, arguments);
        }

        private const string Words = "\"(?:[^\"]|\"\")*\"";
        private const string Numeral = "[0-9.]+(?:E[+-]?[0-9]+)?";
        private const string Place = @"(?:[A-Za-z]+!)?\$?[A-Za-z_][A-Za-z0-9_.$]*(?::\$?[A-Z]+\$?[0-9]+)?";

        [GeneratedRegex(@"\s*(?:" + Words + "|<>|>=|" + Numeral + "|" + Place + @"|[-+*/&=<>(),])\s*")]
        private static partial Regex Tokens();
    }

    private string? NameOf(string name) => file.Names.GetValueOrDefault(name);

    private static class Functions
    {
        public static object? Apply(string name, List<object?> x)
        {
            switch (name)
            {
                case "IF": return x[0] is SheetError ? x[0] : Number(x[0]) != 0.0 ? x[1] : x[2];
                case "NA": return _notAvailable;
                case "PI": return Math.PI;
                case "ISNUMBER": return x[0] is double;
                case "EXACT": return Each(x[0], x[1], (a, b) => Text(a) == Text(b));
                case "LOWER": return Each(x[0], a => Text(a).ToLowerInvariant());
                case "INDEX": return x.Skip(1).FirstOrDefault(i => i is SheetError) ?? ((object?[])x[0]!)[(int)Number(x[2]) - 1];
                case "MATCH": return Match(x[0], (object?[])x[1]!);
                case "SUMPRODUCT": return SumProduct(x);
            }
            object?[] all = [.. x.SelectMany(Flat)];
            if (Array.Find(all, one => one is SheetError) is { } error) return error;
            double[] n = [.. all.Select(Number)];
            return name switch
            {
                "AND" => n.All(one => one != 0.0),
                "OR" => n.Any(one => one != 0.0),
                "MAX" => n.Max(),
                "MIN" => n.Min(),
                "ROUND" => Math.Round(n[0], (int)n[1], MidpointRounding.AwayFromZero),
                "MOD" => n[0] - n[1] * Math.Floor(n[0] / n[1]),
                "YEAR" => (double)Date(n[0]).Year,
                "DATE" => (new DateTime((int)n[0], (int)n[1], (int)n[2]) - _zero).TotalDays,
                "POWER" => Finite(Math.Pow(n[0], n[1])),
                _ => Finite(Single(name, n[0])),
            };
        }

        private static readonly DateTime _zero = new(1899, 12, 30);

        private static DateTime Date(double serial) => _zero.AddDays(Math.Floor(serial));

        private static double Single(string name, double x) => name switch
        {
            "ABS" => Math.Abs(x),
            "SIGN" => Math.Sign(x),
            "INT" => Math.Floor(x),
            "EXP" => Math.Exp(x),
            "LN" => Math.Log(x),
            "SQRT" => Math.Sqrt(x),
            "SIN" => Math.Sin(x),
            "COS" => Math.Cos(x),
            "TANH" => Math.Tanh(x),
            "NORMSDIST" => Scalar.NormalDistribution(x).Value,
            _ => throw new InvalidOperationException($"There is no function {name}."),
        };

        private static object Match(object? value, object?[] range)
        {
            if (value is SheetError error) return error;
            int place = Array.FindIndex(range, one => Equals(one, value));
            return place < 0 ? _notAvailable : place + 1.0;
        }

        private static object SumProduct(List<object?> x)
        {
            object?[][] columns = [.. x.Select(one => Flat(one).ToArray())];
            if (columns.SelectMany(column => column).FirstOrDefault(one => one is SheetError) is { } error) return error;
            double sum = 0.0;
            for (int i = 0; i < columns[0].Length; i++) sum += columns.Aggregate(1.0, (product, column) => product * Number(column[i]));
            return Finite(sum);
        }
    }
}
