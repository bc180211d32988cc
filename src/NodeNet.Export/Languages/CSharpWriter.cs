using NodeNet.Export.Code;
using NodeNet.Export.Plan;
using NodeNet.Export.Proof;
using NodeNet.Formulas;
using NodeNet.Recipes;

namespace NodeNet.Export.Languages;

/// <summary>C#: a static class, and a program that proves it.</summary>
internal sealed partial class CSharpWriter : ProcedureWriter
{
    private string[] _properties = [];
    private string _class = "";

    protected override string End => ";";

    protected override string Else => "else ";

    /// <summary>Members are called otherwise than each other and than their class; an activation's name gets its capital later.</summary>
    protected override IEnumerable<string> ReservedFunctions =>
        Members.Append(_class).SelectMany(name => new[] { name, char.ToLowerInvariant(name[0]) + name[1..] });

    private static IEnumerable<string> Members =>
        ["Predict", "Classify", "Answer", "ClassOf", "Refused", "Columns", "Outputs", "Classes", "Row", .. DotNetHelpers.Names];

    protected override string NameOf(string name) => Pascal(name);

    protected override IEnumerable<string> ReservedNames =>
    [
        .. Members, "ToString", "Equals", "ReferenceEquals", "GetHashCode", "GetType", "MemberwiseClone", "Finalize", "System", "Array", "ArgumentException",
        "ArithmeticException", "Console", "DateTime", "Exception", "FormattableString", "Math", "MathF", "ReadOnlySpan", "Span", "String", "StringComparison",
        "Object", "Double", "Single", "Int32", "Int64", "Boolean", "Void",
    ];

    public override IEnumerable<ExportedFile> Write(ModelPlan plan, IReadOnlyList<ProofRow> rows)
    {
        _class = Pascal(plan.Name);
        HashSet<string> taken = Keywords.Taken();
        taken.UnionWith(["ToString", "Equals", "GetHashCode", "GetType", "EqualityContract", "PrintMembers", "MemberwiseClone", "Finalize"]);
        _properties = Array.ConvertAll(plan.Columns, column => Texts.Identifier(Pascal(Texts.Identifier(column.Name, new HashSet<string>())), taken));
        yield return new ExportedFile(_class + ".cs", Source(plan), IsProof: false);
        yield return new ExportedFile(_class + "Test.cs", Proof(plan, rows), IsProof: true);
    }

    private static string Pascal(string name) =>
        string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private string Source(ModelPlan plan)
    {
        Code = new CodeText("\n{");
        Code.Line($$"""
            // {{Texts.Comment(plan.Title)}}
            // Written by NodeNet{{Precision}}; nothing but .NET's own library. {{_class}}Test.cs proves it.
            #nullable enable
            using System;

            /// <summary>Answers rows of {{plan.Columns.Length}} columns.</summary>
            public static class {{_class}}
            {
                /// <summary>The columns of a row{{(plan.IsNumbersOnly ? ", a number each; a missing one is NaN" : "")}}.</summary>
                public static readonly string[] Columns =
                [
                    {{Texts.Wrapped(plan.Columns.Select(column => Quoted(column.Name)), "        ")}}
                ];

                /// <summary>The outputs.</summary>
                public static readonly string[] Outputs =
                [
                    {{Texts.Wrapped(plan.Answer.Names.Select(Quoted), "        ")}}
                ];

            """);
        Code = Continued();
        if (plan.Answer.Classes is { } classes)
        {
            Code.Line("/// <summary>The classes, in the order of their numbers.</summary>");
            Code.Line("public static readonly string[] Classes =\n[\n    " + Texts.Wrapped(classes.Select(Quoted), "    ") + "\n];\n");
        }
        WriteScaling(plan);
        WriteTables(plan);
        WriteWords(plan);
        if (!plan.IsNumbersOnly) WriteRow(plan);
        Code.Line($"/// <summary>The answer to a row: {Xml(Texts.Comment(string.Join(", ", plan.Answer.Names)))}.</summary>");
        Code.Line("/// <exception cref=\"ArgumentException\">A cell is refused.</exception>");
        Code.Open($"public static {Type}[] Predict({RowType(plan)} row)");
        if (plan.IsNumbersOnly)
        {
            Code.Line($"if (row.Length != {plan.Columns.Length}) throw new ArgumentException($\"The row has {{row.Length}} numbers, not "
                + $"{plan.Columns.Length}.\", nameof(row));");
        }
        WriteInputs(plan);
        WriteLayers(plan);
        Code.Line($"var outputs = new {Type}[{plan.Answer.Count}];");
        WriteAnswers(plan, "outputs");
        Code.Line("return outputs;");
        Code.Close();
        Code.Line();
        if (plan.Answer.Classes is not null) WriteClass(plan);
        Code.Line("private static ArgumentException Refused(int column) => new($\"{Columns[column]}: the value is missing, unknown or no finite number.\");\n");
        WriteFunctions(plan);
        return _before + Code.ToString().TrimEnd('\n') + "\n}\n";
    }

    private string _before = "";

    /// <summary>Keeps what is written and goes on a step further in.</summary>
    private CodeText Continued()
    {
        _before = Code.ToString();
        return new CodeText("\n{", "}", 1);
    }

    protected override CodeText Nested() => new("\n{");

    private string RowType(ModelPlan plan) => plan.IsNumbersOnly ? $"ReadOnlySpan<{Type}>" : "Row";

    private void WriteRow(ModelPlan plan)
    {
        Code.Line("/// <summary>A row, as its user has it. What is missing is null.</summary>");
        Code.Open("public sealed record Row");
        for (int i = 0; i < plan.Columns.Length; i++)
        {
            string type = plan.Columns[i] switch { NumberColumn => Type + "?", DateColumn => "DateTime?", _ => "string?" };
            Code.Line($"/// <summary>{Xml(Texts.Comment($"{plan.Columns[i].Name}: {plan.Columns[i].Description}"))}</summary>");
            Code.Line($"public {type} {_properties[i]} {{ get; init; }}\n");
        }
        Code.Close();
        Code.Line();
    }

    private static string Xml(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private void WriteClass(ModelPlan plan)
    {
        Code.Line($"/// <summary>The class that a row is taken for: {Xml(Texts.Comment(string.Join(", ", plan.Answer.Classes!)))}.</summary>");
        Code.Line("/// <exception cref=\"ArgumentException\">A cell is refused.</exception>");
        Code.Line($"public static string Classify({RowType(plan)} row) => Classes[ClassOf(Predict(row))];\n");
        Code.Line("/// <summary>The number of the class that outputs name, from 0.</summary>");
        Code.Line("/// <exception cref=\"ArithmeticException\">One of them is not a number.</exception>");
        Code.Open($"public static int ClassOf({Type}[] outputs)");
        Code.Line($"if (Array.Exists(outputs, {Type}.IsNaN)) throw new ArithmeticException(\"An output is not a number.\");");
        if (plan.Answer.Count == 1)
        {
            Code.Line($"return outputs[0] >= {Number(plan.Answer.Threshold)} ? 1 : 0;");
        }
        else
        {
            Code.Line("int top = 0;");
            Code.Open("for (int i = 1; i < outputs.Length; i++)");
            Code.Line("if (outputs[i] > outputs[top]) top = i;");
            Code.Close();
            Code.Line("return top;");
        }
        Code.Close();
        Code.Line();
    }

    protected override FormulaSyntax Syntax(Func<Variable, string> nameOf) => new DotNetSyntax(nameOf) { IsSingle = IsSingle };

    protected override string Comment(string text) => "// " + Texts.Comment(text);

    protected override string Local(string name, string value) => $"{Type} {name} = {value};";

    protected override string NewArray(string name, int count) => $"Span<{Type}> {name} = {(count <= 512 ? "stackalloc" : "new")} {Type}[{count}];";

    protected override string For(string variable, int count) => $"for (int {variable} = 0; {variable} < {count}; {variable}++)";

    protected override string FunctionName(string name) => Pascal(name);

    protected override string FunctionHeader(string name, string parameter) => $"private static {Type} {name}({Type} {parameter})";

    protected override string HelperText(string helper) =>
        helper == "NormalDistribution" ? NormalDistributionText(helper, InType("Math.Round(Math.Abs(x) * 16.0) / 16.0")) : InType(DotNetHelpers.Text(helper));

    private string InType(string text) => IsSingle ? SinglePrecision.OfDotNet(text) : text;

    protected override void WriteHelpers(ModelPlan plan, SortedSet<string> helpers)
    {
        if (helpers.Contains("Softplus")) helpers.Add("LogOnePlus");
        base.WriteHelpers(plan, helpers);
    }

    protected override string Table(string name) => "_" + name;

    protected override string Row(IEnumerable<double> numbers, string indent) => "[" + Texts.Wrapped(numbers.Select(Number), indent + "  ") + "]";

    protected override string Rows(double[][] weights) => "\n[\n" + string.Join(",\n", weights.Select(row => "    " + Row(row, "    "))) + "\n]";

    protected override string TableOf(string name, string rows, int count) => $"private static readonly {Type}[] {name} = {rows};";

    protected override string TableOf(string name, string rows, int count, int width) => $"private static readonly {Type}[][] {name} ={rows};";

    protected override string WordsOf(string name, IReadOnlyList<string> words) =>
        $"private static readonly string[] {name} = [{Texts.Wrapped(words.Select(Quoted), "    ")}];";

    protected override string CellLocal(string name, ModelPlan plan, int column) => plan.IsNumbersOnly
        ? $"{Type} {name} = row[{column}];"
        : plan.Columns[column] switch
        {
            NumberColumn => $"{Type} {name} = row.{_properties[column]} ?? {Type}.NaN;",
            DateColumn => $"DateTime? given = row.{_properties[column]};\nDateTime {name} = given ?? default;",
            _ => $"string {name} = row.{_properties[column]} ?? \"\";",
        };

    protected override string IsMissing(PlanColumn column, string cell) => column switch
    {
        NumberColumn => $"{Type}.IsNaN({cell})",
        DateColumn => "given is null",
        _ => $"{cell}.Length == 0",
    };

    protected override string IsNotFinite(string number) => $"!{Type}.IsFinite({number})";

    protected override string Refuse(int column) => $"throw Refused({column})";

    protected override string RefuseNumbered => "throw Refused(i)";

    protected override string Place(string name, string value) => $"int {name} = {value};";

    protected override string Truth(string name, string value) => $"bool {name} = {value};";

    protected override string Find(string cell, string words) => $"Array.IndexOf({words}, {cell})";

    protected override string IsIn(string cell, string words, bool ignoresCase) => ignoresCase
        ? $"Array.Exists({words}, word => word.Equals({cell}, StringComparison.OrdinalIgnoreCase))"
        : $"Array.IndexOf({words}, {cell}) >= 0";

    protected override string NotIn(string test) => $"!({test})";

    protected override void WriteDate(DateColumn column, string cell, int place, DateTime first)
    {
        if (column.Has(DateParts.DaysSince)) Code.Line($"long day = ({cell}.Date - {DateText(first.Date)}).Days;");
        if (column.Has(DateParts.DaysSince) || column.Has(DateParts.Hour)) Code.Line($"long time = {cell}.TimeOfDay.Ticks;");
    }

    protected override string DatePart(string name) => name switch
    {
        "year" => "x.Year",
        "yearDay" => "(x.DayOfYear - 1)",
        "yearDays" => "(DateTime.IsLeapYear(x.Year) ? 366 : 365)",
        "weekday" => "((int)x.DayOfWeek + 6) % 7",
        _ => name,
    };

    protected override string DateText(DateTime date) => $"new DateTime({date.Ticks}L)";

    protected override string WholeNumber(long number) => base.WholeNumber(number) + "L";

    protected override string Real(string number) => $"({Type}){number}";

    protected override string Wave(string name) => InType(name == "sin" ? "Math.Sin" : "Math.Cos");
}
