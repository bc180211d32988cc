using System.Globalization;

namespace NodeNet.Tests.Teaching;

/// <summary>Computes the formulas of a worksheet's key as a spreadsheet does: the operators and functions that they use, and no more. Written without a look at
/// how the formulas come about.</summary>
/// <remarks>An error (#NUM!, #DIV/0!) is NaN here. As in Excel, a number that is too large is an error and one that is too small is 0; an error goes through
/// everything but the branch of IF
/// that is not taken.</remarks>
internal sealed class CellEvaluator
{
    private readonly string[][] _rows;
    private readonly Dictionary<int, double> _known = [];
    private string _text = "";
    private int _at;

    public CellEvaluator(string csv)
    {
        _rows = [.. csv.Split("\r\n").Select(Fields)];
    }

    public IEnumerable<(string Name, string Content, int Row)> Values =>
        _rows.Select((row, i) => (row, i)).Where(r => r.row.Length == 4 && r.row[3].Length > 0 && r.row[0] != "no.").Select(r => (r.row[1], r.row[3], r.i + 1));

    /// <summary>The number in a cell of column D.</summary>
    public double Value(int row)
    {
        if (_known.TryGetValue(row, out double known)) return known;
        string content = _rows[row - 1][3];
        if (!content.StartsWith('=')) return double.Parse(content, CultureInfo.InvariantCulture);
        (string text, int at) = (_text, _at);
        (_text, _at) = (content, 1);
        double value = Comparison();
        if (_at != _text.Length) throw new FormatException($"At {_at} of {_text}");
        (_text, _at) = (text, at);
        return _known[row] = value;
    }

    private static string[] Fields(string line)
    {
        var fields = new List<string>();
        for (int at = 0; at <= line.Length; at++)
        {
            int end;
            if (at < line.Length && line[at] == '"')
            {
                end = at + 1;
                while (line[end] != '"' || (end + 1 < line.Length && line[end + 1] == '"')) end += line[end] == '"' ? 2 : 1;
                fields.Add(line[(at + 1)..end].Replace("\"\"", "\"", StringComparison.Ordinal));
                end++;
            }
            else
            {
                end = line.IndexOf(',', at) is var comma && comma < 0 ? line.Length : comma;
                fields.Add(line[at..end]);
            }
            at = end;
        }
        return [.. fields];
    }

    private double Comparison()
    {
        double left = Sum();
        if (Take("<=")) return Compared(left, Sum(), (a, b) => a <= b);
        if (Take(">")) return Compared(left, Sum(), (a, b) => a > b);
        if (Take("=")) return Compared(left, Sum(), (a, b) => a == b);
        return left;

        static double Compared(double a, double b, Func<double, double, bool> holds) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : holds(a, b) ? 1 : 0;
    }

    private double Sum()
    {
        double sum = Product();
        while (true)
        {
            if (Take("+")) sum = AsExcel(sum + Product());
            else if (Take("-")) sum = AsExcel(sum - Product());
            else return sum;
        }
    }

    private double Product()
    {
        double product = Factor();
        while (true)
        {
            if (Take("*")) product = AsExcel(product * Factor());
            else if (Take("/")) product = AsExcel(product / Factor());
            else return product;
        }
    }

    private double Factor()
    {
        if (Take("-")) return -Factor(); // as in a spreadsheet, it binds more tightly than anything
        if (Take("("))
        {
            double inside = Comparison();
            Expect(")");
            return inside;
        }
        if (char.IsAsciiDigit(_text[_at])) return Number();

        string name = Name();
        if (name.Length > 1 && name[0] == 'D' && char.IsAsciiDigit(name[1])) return Value(int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture));
        Expect("(");
        var arguments = new List<double>();
        while (!Take(")"))
        {
            arguments.Add(Comparison());
            Take(",");
        }
        return Call(name, arguments);
    }

    /// <summary>#NUM! for what is no finite number, 0 for what is below the smallest normal one.</summary>
    private static double AsExcel(double value) => !double.IsFinite(value) ? double.NaN : double.IsSubnormal(value) ? 0 : value;

    private static double Call(string name, List<double> x)
    {
        if (name == "IF") return double.IsNaN(x[0]) ? double.NaN : x[0] != 0 ? x[1] : x[2];
        return x.Exists(double.IsNaN) ? double.NaN : AsExcel(Function(name, x));
    }

    private static double Function(string name, List<double> x) => name switch
    {
        "EXP" => Math.Exp(x[0]),
        "LN" => Math.Log(x[0]),
        "TANH" => Math.Tanh(x[0]),
        "ABS" => Math.Abs(x[0]),
        "SIGN" => Math.Sign(x[0]),
        "SQRT" => Math.Sqrt(x[0]),
        "MAX" => x.Max(),
        "MIN" => x.Min(),
        "PI" => Math.PI,
        "NORMSDIST" => 0.5 * NodeNet.Formulas.Scalar.Erfc(-x[0] / Math.Sqrt(2)),
        _ => throw new FormatException($"No function {name}"),
    };

    private double Number()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] is '.' or 'E' || (_text[_at] is '-' or '+' && _text[_at - 1] == 'E'))) _at++;
        return double.Parse(_text.AsSpan(start, _at - start), CultureInfo.InvariantCulture);
    }

    private string Name()
    {
        int start = _at;
        while (_at < _text.Length && char.IsAsciiLetterOrDigit(_text[_at])) _at++;
        return _text[start.._at];
    }

    private bool Take(string token)
    {
        if (string.CompareOrdinal(_text, _at, token, 0, token.Length) != 0) return false;
        _at += token.Length;
        return true;
    }

    private void Expect(string token)
    {
        if (!Take(token)) throw new FormatException($"No {token} at {_at} of {_text}");
    }
}
