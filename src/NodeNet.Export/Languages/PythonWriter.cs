using System.Globalization;
using System.Text;
using NodeNet.Export.Code;
using NodeNet.Export.Plan;
using NodeNet.Export.Proof;
using NodeNet.Formulas;
using NodeNet.Recipes;

namespace NodeNet.Export.Languages;

/// <summary>Python: a module that imports a little of Python's own library, and a script that proves it.</summary>
internal sealed partial class PythonWriter : ProcedureWriter
{
    protected override string End => "";

    protected override string Else => "el";

    protected override IEnumerable<string> ReservedFunctions =>
        ["predict", "classify", "class_of", "COLUMNS", "OUTPUTS", "CLASSES", "abs", "len", "list", "range", "str", "float", "int", "datetime", "isinstance",
            "ValueError", "refused", "cells", "number", "word", "date", "DECIMAL", "DATE"];

    protected override IEnumerable<string> ReservedNames => PythonModules.Names;

    public override IEnumerable<ExportedFile> Write(ModelPlan plan, IReadOnlyList<ProofRow> rows)
    {
        yield return new ExportedFile(plan.Name + ".py", Source(plan), IsProof: false);
        yield return new ExportedFile(plan.Name + "_test.py", Proof(plan, rows), IsProof: true);
    }

    private string Source(ModelPlan plan)
    {
        Code = Nested();
        Code.Line($"# {Texts.Comment(plan.Title)}\n# Written by NodeNet; Python 3.8 or later, no packages. {plan.Name}_test.py proves it.\n#\n# The "
            + $"columns of a row:");
        foreach (PlanColumn column in plan.Columns)
        {
            string form = column is DateColumn ? ", a datetime, a date or text: 2024-03-05T14:30" : "";
            Code.Line($"#   {Texts.Comment($"{column.Name}: {column.Description}{form}")}");
        }
        Code.Line((plan.Columns.Any(column => column is DateColumn) ? "import datetime\n" : "") + "import math\nimport numbers\nimport re\n");
        Code.Line($"COLUMNS = [\n    {Texts.Wrapped(plan.Columns.Select(column => Quoted(column.Name)), "    ")}\n]\n");
        Code.Line($"OUTPUTS = [\n    {Texts.Wrapped(plan.Answer.Names.Select(Quoted), "    ")}\n]\n");
        if (plan.Answer.Classes is { } classes) Code.Line($"CLASSES = [\n    {Texts.Wrapped(classes.Select(Quoted), "    ")}\n]\n");
        WriteScaling(plan);
        WriteTables(plan);
        WriteWords(plan);
        WriteFunctions(plan);
        WriteReaders(plan);
        Code.Open("def predict(row)");
        Code.Line("\"\"\"The answer to a row: a dictionary by the columns' names, or a list in their order. What is missing is None, nan or \"\".\n\n    "
            + "ValueError for a cell that is refused, a dictionary without one of the columns, a list of another length.\"\"\"");
        Code.Line(plan.IsNumbersOnly ? "row = [_number(cell, column) for column, cell in enumerate(_cells(row))]" : "row = _cells(row)");
        WriteInputs(plan);
        WriteLayers(plan);
        Code.Line($"answer = [0.0] * {plan.Answer.Count}");
        WriteAnswers(plan, "answer");
        Code.Line("return answer");
        Code.Close();
        if (plan.Answer.Classes is not null) WriteClass(plan);
        return Code.ToString();
    }

    private void WriteClass(ModelPlan plan)
    {
        Code.Line("\n");
        Code.Open("def class_of(answer)");
        Code.Line("\"\"\"The class that outputs name, from 0; -1 if one of them is not a number.\"\"\"");
        Code.Line("if any(math.isnan(output) for output in answer):\n    return -1");
        Code.Line(plan.Answer.Count == 1 ? $"return 1 if answer[0] >= {Number(plan.Answer.Threshold)} else 0"
            : "return max(range(len(answer)), key=lambda i: answer[i])");
        Code.Close();
        Code.Line("\n");
        Code.Open("def classify(row)");
        Code.Line("\"\"\"The class of a row, in words.\"\"\"");
        Code.Line("return CLASSES[class_of(predict(row))]");
        Code.Close();
    }

    private string Proof(ModelPlan plan, IReadOnlyList<ProofRow> rows)
    {
        var code = new CodeText();
        code.Line($$"""
            # Proves {{plan.Name}}.py: rows with what NodeNet answers, to the bit, and by how much another machine's answer may differ.
            import math
            import sys

            import {{plan.Name}} as model

            failures = 0
            worst = share = 0.0
            nan, inf = math.nan, math.inf


            def check(number, row, refused, expected, bounds, named):
                global failures, worst, share
                try:
                    answer = model.predict(row)
                except ValueError as wrong:
                    if not refused:
                        fail(number, wrong)
                    return
                if refused:
                    fail(number, "is answered and should be refused")
                for name, found, wanted, bound in zip(model.OUTPUTS, answer, expected, bounds):
                    difference = abs(found - wanted)
                    worst = max(worst, difference)
                    if difference > 0.0:
                        share = max(share, difference / bound if bound > 0.0 else inf)
                    if not difference <= bound:
                        fail(number, "%s: %r, expected %r; the bound is %g" % (ascii(name), found, wanted, bound))
                if named >= 0 and model.class_of(answer) != named:
                    fail(number, "class %d, expected %d" % (model.class_of(answer), named))


            def fail(number, what):
                global failures
                print("row %d: %s" % (number, what))
                failures += 1


            """);
        for (int i = 0; i < rows.Count; i++)
        {
            ProofRow row = rows[i];
            code.Line(FormattableString.Invariant($"""
                check({i + 1}, [{Texts.Wrapped(row.Cells.Select(Literal), "    ")}], {(row.Refused > 0 ? "True" : "False")},
                      [{Texts.Wrapped(row.Outputs.Select(Number), "       ")}],
                      [{Texts.Wrapped(row.Bounds.Select(Number), "       ")}], {row.Class})
                """));
        }
        code.Line($"print(\"{plan.Name}: {rows.Count} rows, largest difference %g (%.2g of its bound), %d wrong\" % (worst, share, "
            + $"failures))\nsys.exit(failures > 0)");
        return code.ToString();
    }

    protected override string Nothing => "None";

    protected override CodeText Nested() => new(":", "");

    protected override FormulaSyntax Syntax(Func<Variable, string> nameOf) => new PythonSyntax(nameOf);

    protected override string Comment(string text) => "# " + Texts.Comment(text);

    protected override string Local(string name, string value) => $"{name} = {value}";

    protected override string Changing(string name, string value) => $"{name} = {value}";

    protected override string NewArray(string name, int count) => $"{name} = [0.0] * {Text(count)}";

    protected override string For(string variable, int count) => $"for {variable} in range({Text(count)})";

    protected override string FunctionHeader(string name, string parameter) => $"\ndef {name}({parameter})";

    protected override string FunctionName(string name) => "_" + name;

    protected override string Table(string name) => "_" + name.ToUpperInvariant();

    protected override void WriteHelpers(ModelPlan plan, SortedSet<string> helpers)
    {
        if (helpers.Overlaps(["_sigmoid", "_softplus", "_normal_density"])) helpers.Add("_exp");
        foreach (string helper in helpers) Code.Line("\n" + HelperText(helper) + "\n");
    }

    protected override string HelperText(string helper) => helper switch
    {
        "_exp" => "def _exp(x):\n    return math.inf if x > 709.782712893384 else math.exp(x)",
        "_exp_minus_one" => "def _exp_minus_one(x):\n    return math.inf if x > 709.782712893384 else math.expm1(x)",
        "_log" => "def _log(x):\n    return math.log(x) if x > 0.0 else -math.inf if x == 0.0 else math.nan",
        "_log_one_plus" => "def _log_one_plus(x):\n    return math.log1p(x) if x > -1.0 else -math.inf if x == -1.0 else math.nan",
        "_sign" => "def _sign(x):\n    return 1.0 if x > 0.0 else -1.0 if x < 0.0 else 0.0",
        "_sigmoid" => "# 1 / (1 + e^-x), on the side where the exponential cannot overflow\ndef _sigmoid(x):\n    if x >= 0.0:\n        return 1.0 / "
            + "(1.0 + _exp(-x))\n"
            + "    e = _exp(x)\n    return e / (1.0 + e)",
        "_softplus" => "# ln(1 + e^x)\ndef _softplus(x):\n    return max(x, 0.0) + math.log1p(_exp(-abs(x)))",
        "_normal_distribution" => "def _normal_distribution(x):\n    return 0.5 * math.erfc(-0.70710678118654752 * x)",
        "_normal_density" => "def _normal_density(x):\n    return 0.3989422804014327 * _exp(-0.5 * x * x)",
        "larger" => "def _larger(x, y):\n    return x if x >= y or math.isnan(x) else y",
        "smaller" => "def _smaller(x, y):\n    return x if x <= y or math.isnan(x) else y",
        "power" => "def _power(x, n):\n    try:\n        return math.pow(x, n)\n    except OverflowError:\n        return math.inf if x > 0.0 or n % "
            + "2.0 == 0.0 else -math.inf",
        _ => "def _quotient(x, y):\n    if y == 0.0:\n        return math.nan if x == 0.0 or math.isnan(x) else math.copysign(math.inf, x) * "
            + "math.copysign(1.0, y)\n    return x / y",
    };

    protected override string Row(IEnumerable<double> numbers, string indent) => "[" + Texts.Wrapped(numbers.Select(Number), indent + "  ") + "]";

    protected override string Rows(double[][] weights) => "[\n" + string.Join(",\n", weights.Select(row => "    " + Row(row, "    "))) + ",\n]";

    protected override string TableOf(string name, string rows, int count) => $"{name} = {rows}";

    protected override string TableOf(string name, string rows, int count, int width) => $"{name} = {rows}";

    protected override string WordsOf(string name, IReadOnlyList<string> words) => $"{name} = [{Texts.Wrapped(words.Select(Quoted), "    ")}]";

    protected override void BeginColumn()
    {
    }

    protected override void EndColumn()
    {
    }

    protected override string IsMissing(PlanColumn column, string cell) => column switch
    {
        NumberColumn => $"math.isnan({cell})",
        _ => $"{cell} == \"\"",
    };

    protected override string IsNotFinite(string number) => $"not math.isfinite({number})";

    protected override string RefuseNumbered => "raise _refused(i)";

    protected override string If(string condition) => $"if {condition}";

    protected override string Place(string name, string value) => $"{name} = {value}";

    protected override string Truth(string name, string value) => $"{name} = {value}";

    protected override string Find(string cell, string words) => $"{words}.index({cell}) if {cell} in {words} else -1";

    protected override string IsIn(string cell, string words, bool ignoresCase) => $"{cell}{(ignoresCase ? ".lower()" : "")} in {words}";

    protected override string NotIn(string test) => $"not ({test})";

    protected override string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (c is >= ' ' and <= '~') quoted.Append(c);
            else if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
                quoted.Append(CultureInfo.InvariantCulture, $"\\U{char.ConvertToUtf32(c, text[++i]):x8}");
            else quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        return quoted.Append('"').ToString();
    }

    protected override string DatePart(string name) => name switch
    {
        "year" => "x.year",
        "yearDay" => "(x.timetuple().tm_yday - 1)",
        "yearDays" => "datetime.date(x.year, 12, 31).timetuple().tm_yday",
        "weekday" => "x.weekday()",
        _ => name,
    };

    protected override string DateText(DateTime date) => Quoted(((Cell)date).ToString());

    protected override string Real(string number) => $"float({number})";

    protected override string Wave(string name) => "math." + name;
}
