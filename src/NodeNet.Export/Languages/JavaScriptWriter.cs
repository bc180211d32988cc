using NodeNet.Export.Code;
using NodeNet.Export.Plan;
using NodeNet.Export.Proof;
using NodeNet.Formulas;
using NodeNet.Recipes;

namespace NodeNet.Export.Languages;

/// <summary>JavaScript: an ES module, its types, and a module that proves it.</summary>
internal partial class JavaScriptWriter : ProcedureWriter
{
    protected override string End => ";";

    protected override string Else => "else ";

    protected override IEnumerable<string> ReservedFunctions =>
        ["predict", "classify", "classOf", "columns", "outputs", "classes", "refuse", "cells", "number", "word", "date", "noDate",
            "sigmoid", "softplus", "normalDistribution", "normalDensity"];

    public override IEnumerable<ExportedFile> Write(ModelPlan plan, IReadOnlyList<ProofRow> rows)
    {
        yield return new ExportedFile(plan.Name + ".js", Source(plan), IsProof: false);
        yield return new ExportedFile(plan.Name + ".d.ts", Types(plan), IsProof: false);
        yield return new ExportedFile(plan.Name + "_test.mjs", Proof(plan, rows), IsProof: true);
    }

    /// <summary>The module.</summary>
    public string Source(ModelPlan plan)
    {
        Code = new CodeText();
        Code.Line($"// {Texts.Comment(plan.Title)}\n// Written by NodeNet{Precision}: an ES module without dependencies. {plan.Name}_test.mjs proves it.\n");
        Code.Line("/** The columns of a row:");
        foreach (PlanColumn column in plan.Columns)
            Code.Line($" *  {Texts.Comment($"{column.Name}: {column.Description}{(column is DateColumn ? ", as text: 2024-03-05T14:30" : "")}")}");
        Code.Line(" */");
        Code.Line($"export const columns = [\n    {Texts.Wrapped(plan.Columns.Select(column => Quoted(column.Name)), "    ")}\n];\n");
        Code.Line($"export const outputs = [\n    {Texts.Wrapped(plan.Answer.Names.Select(Quoted), "    ")}\n];\n");
        if (plan.Answer.Classes is { } classes) Code.Line($"export const classes = [\n    {Texts.Wrapped(classes.Select(Quoted), "    ")}\n];\n");
        WriteScaling(plan);
        WriteTables(plan);
        WriteWords(plan);
        WriteFunctions(plan);
        WriteReaders(plan);
        Code.Line("""
            /** The answer to a row: an object by the columns' names, or a list in their order. What is missing is null, undefined, NaN or "". Throws a
             *  RangeError for a cell that is refused, an object without one of the columns, a list of another length. */
            """);
        Code.Open($"export function predict({Parameters})");
        Code.Line("row = cells(row);");
        if (plan.IsNumbersOnly) Code.Line("if (Array.isArray(row)) row = Array.from(row, number);");
        WriteInputs(plan);
        WriteLayers(plan);
        Code.Line($"const answer = new Array({plan.Answer.Count});");
        WriteAnswers(plan, "answer");
        Code.Line("return answer;");
        Code.Close();
        if (plan.Answer.Classes is not null) WriteClass(plan);
        return Code.ToString();
    }

    private void WriteClass(ModelPlan plan)
    {
        Code.Line("\n/** The class that outputs name, from 0; -1 if one of them is not a number. */");
        Code.Open("export function classOf(answer)");
        Code.Line("if (answer.some(Number.isNaN)) return -1;");
        if (plan.Answer.Count == 1) Code.Line($"return answer[0] >= {Number(plan.Answer.Threshold)} ? 1 : 0;");
        else Code.Line("let top = 0;\nfor (let i = 1; i < answer.length; i++) {\n    if (answer[i] > answer[top]) top = i;\n}\nreturn top;");
        Code.Close();
        Code.Line("\n/** The class of a row, in words. */");
        Code.Open("export function classify(row)");
        Code.Line("return classes[classOf(predict(row))];");
        Code.Close();
    }

    protected virtual string Parameters => "row";

    private string Proof(ModelPlan plan, IReadOnlyList<ProofRow> rows)
    {
        var code = new CodeText();
        code.Line($$$"""
            // Proves {{{plan.Name}}}.js: {{{ProofTitle(rows)}}}
            import * as model from "./{{{plan.Name}}}.js";

            let failures = 0, worst = 0, share = 0;

            function fail(number, what) {
                console.log(`row ${number}: ${what}`);
                failures++;
            }

            function check(number, row, refused, expected, bounds, named) {
                let answer;
                try {
                    answer = model.predict(row);
                } catch (wrong) {
                    if (!refused || !(wrong instanceof RangeError)) fail(number, wrong);
                    return;
                }
                if (refused) fail(number, "is answered and should be refused");
                for (let i = 0; i < expected.length; i++) {
                    const difference = Math.abs(answer[i] - expected[i]);
                    worst = Math.max(worst, difference);
                    if (difference > 0) share = Math.max(share, difference / bounds[i]);
                    if (!(difference <= bounds[i])) fail(number, `${model.outputs[i]}: ${answer[i]}, expected ${expected[i]}; the bound is ${bounds[i]}`);
                }
                if (named >= 0 && model.classOf(answer) !== named) fail(number, `class ${model.classOf(answer)}, expected ${named}`);
            }

            """);
        for (int i = 0; i < rows.Count; i++)
        {
            ProofRow row = rows[i];
            IEnumerable<string> cells = row.Cells.Select(Literal);
            code.Line(FormattableString.Invariant($"""
                check({i + 1}, [{Texts.Wrapped(cells, "    ")}], {(row.Refused > 0 ? "true" : "false")},
                    [{Texts.Wrapped(row.Outputs.Select(Texts.Number), "    ")}],
                    [{Texts.Wrapped(row.Bounds.Select(Texts.Number), "    ")}], {row.Class});
                """));
        }
        code.Line($$"""
            const part = `${share.toPrecision(2)} of its bound`;
            console.log(`{{plan.Name}}: {{rows.Count}} rows, largest difference ${worst.toPrecision(6)} (${part}), ${failures} wrong`);
            process.exitCode = failures > 0 ? 1 : 0;
            """);
        return code.ToString();
    }

    protected override FormulaSyntax Syntax(Func<Variable, string> nameOf) => new ScriptSyntax(nameOf, isJava: false) { IsSingle = IsSingle };

    private string Floats => IsSingle ? "Float32Array" : "Float64Array";

    private string Rounded(string operation) => IsSingle ? $"Math.fround({operation})" : operation;

    protected override bool WritesShortSumsOut => !IsSingle; // there each product and each sum is rounded by a call

    protected override string Changing(string name, string value) => $"let {name} = {value};";

    protected override string Added(string sum, string product) =>
        IsSingle ? $"{sum} = Math.fround({sum} + Math.fround({product}))" : base.Added(sum, product);

    protected override string RoundedShift(string difference) =>
        IsSingle ? $"Math.fround({difference.Replace("row[i]", "Math.fround(row[i])", StringComparison.Ordinal)})" : base.RoundedShift(difference);

    protected override void TakeCheckedRow()
    {
        if (IsSingle) Code.Line("row = Float32Array.from(row);");
    }

    protected override string Comment(string text) => "// " + Texts.Comment(text);

    protected override string Local(string name, string value) => $"const {name} = {value};";

    protected override string NewArray(string name, int count) => $"const {name} = new {Floats}({count});";

    protected override string For(string variable, int count) => $"for (let {variable} = 0; {variable} < {count}; {variable}++)";

    protected override string FunctionHeader(string name, string parameter) => $"function {name}({parameter})";

    protected override string HelperText(string helper) => helper switch
    {
        "sigmoid" when IsSingle => """
            // 1 / (1 + e^-x), on the side where the exponential cannot overflow
            function sigmoid(x) {
                const e = Math.fround(Math.exp(-Math.abs(x)));
                return Math.fround((x >= 0 ? 1 : e) / Math.fround(1 + e));
            }
            """,
        "softplus" when IsSingle => "// ln(1 + e^x)\nfunction softplus(x) {\n    const e = Math.fround(Math.exp(-Math.abs(x)));\n"
            + "    return Math.fround(Math.max(x, 0) + Math.fround(Math.log1p(e)));\n}",
        "normalDensity" when IsSingle =>
            "function normalDensity(x) {\n    const half = Math.fround(-0.5 * Math.fround(x * x));\n"
                + "    return Math.fround(0.3989422917366028 * Math.fround(Math.exp(half)));\n}",
        "sigmoid" => """
            // 1 / (1 + e^-x), on the side where the exponential cannot overflow
            function sigmoid(x) {
                const e = Math.exp(-Math.abs(x));
                return (x >= 0 ? 1 : e) / (1 + e);
            }
            """,
        "softplus" => "// ln(1 + e^x)\nfunction softplus(x) {\n    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));\n}",
        "normalDensity" => "function normalDensity(x) {\n    return 0.3989422804014327 * Math.exp(-0.5 * x * x);\n}",
        _ => NormalDistributionText(helper, "Math.round(Math.abs(x) * 16.0) / 16.0"),
    };

    protected override string Row(IEnumerable<double> numbers, string indent) => IsSingle
        ? $"Float32Array.of({Texts.Wrapped(numbers.Select(Texts.Single), indent + "  ")})"
        : "[" + Texts.Wrapped(numbers.Select(Number), indent + "  ") + "]";

    protected override string Rows(double[][] weights) => "[\n" + string.Join(",\n", weights.Select(row => "    " + Row(row, "    "))) + ",\n]";

    protected override string TableOf(string name, string rows, int count) => $"const {name} = {rows};";

    protected override string TableOf(string name, string rows, int count, int width) => $"const {name} = {rows};";

    protected override string WordsOf(string name, IReadOnlyList<string> words) => $"const {name} = [{Texts.Wrapped(words.Select(Quoted), "    ")}];";

    protected override string IsMissing(PlanColumn column, string cell) => column is NumberColumn ? $"Number.isNaN({cell})" : $"{cell} === \"\"";

    protected override string IsNotFinite(string number) =>
        IsSingle && number == "row[i]" ? "!Number.isFinite(row[i]) || !Number.isFinite(Math.fround(row[i]))" : $"!Number.isFinite({number})";

    protected override string RefuseNumbered => "refuse(i)";

    protected override string Place(string name, string value) => $"let {name} = {value};";

    protected override string Truth(string name, string value) => $"const {name} = {value};";

    protected override string Find(string cell, string words) => $"{words}.indexOf({cell})";

    protected override string IsIn(string cell, string words, bool ignoresCase) => $"{words}.includes({cell}{(ignoresCase ? ".toLowerCase()" : "")})";

    protected override string DatePart(string name) => "d." + name;

    protected override string DateText(DateTime date) => Quoted(((Cell)date).ToString());

    protected override string Real(string number) => number;

    protected override string Wave(string name) => "Math." + name;
}
