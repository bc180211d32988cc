using NodeNet.Export.Code;
using NodeNet.Export.Plan;
using NodeNet.Export.Proof;
using NodeNet.Formulas;
using NodeNet.Recipes;

namespace NodeNet.Export.Languages;

/// <summary>Java: a final class, and a program that proves it.</summary>
internal sealed partial class JavaWriter : ProcedureWriter
{
    private string[] _fields = [];
    private string _class = "";

    protected override string End => ";";

    protected override string Else => "else ";

    protected override IEnumerable<string> ReservedFunctions =>
        ["predict", "classify", "classOf", "refused", "find", "sigmoid", "softplus", "normalDistribution", "normalDensity", "numbers", "rows", "words", "clone",
            "equals", "notify", "wait"];

    public override IEnumerable<ExportedFile> Write(ModelPlan plan, IReadOnlyList<ProofRow> rows)
    {
        _class = NameOf(plan.Name);
        HashSet<string> taken = Keywords.Taken();
        _fields = Array.ConvertAll(plan.Columns, column => Texts.Identifier(column.Name, taken));
        yield return new ExportedFile(_class + ".java", Source(plan), IsProof: false);
        yield return new ExportedFile(_class + "Test.java", Proof(plan, rows), IsProof: true);
    }

    protected override string NameOf(string name) =>
        string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>Classes of java.lang, which need no import.</summary>
    protected override IEnumerable<string> ReservedNames =>
    [
        "Row", "Boolean", "Byte", "Character", "CharSequence", "Class", "Double", "Enum", "Error", "Exception", "Float", "IllegalArgumentException", "Integer",
        "Iterable", "Long", "Math", "Number", "Object", "Override", "Record", "Runnable", "RuntimeException", "Short", "StrictMath", "String", "StringBuilder",
        "System", "Thread", "Throwable", "Void",
    ];

    private string Source(ModelPlan plan)
    {
        Measure(plan);
        Code = new CodeText();
        Code.Line($$"""
            // {{Comment(plan.Title)[3..]}}
            // Written by NodeNet{{Precision}}; Java 17, nothing but its own library. {{_class}}Test.java proves it.
            public final class {{_class}} {
                private {{_class}}() {
                }

            """);
        string before = Code.ToString();
        Code = new CodeText(depth: 1);
        Code.Line("/** The columns of a row" + (plan.IsNumbersOnly ? ", a number each; a missing one is NaN. */" : ". */"));
        Code.Line($"public static final String[] COLUMNS = {WordList([.. plan.Columns.Select(column => column.Name)])};\n");
        Code.Line($"public static final String[] OUTPUTS = {WordList(plan.Answer.Names)};\n");
        if (plan.Answer.Classes is { } classes) Code.Line($"public static final String[] CLASSES = {WordList(classes)};\n");
        WriteScaling(plan);
        WriteTables(plan);
        WriteWords(plan);
        if (!plan.IsNumbersOnly) WriteRow(plan);
        Code.Line("/** The answer to a row; throws an IllegalArgumentException for a cell that is refused. */");
        Code.Open($"public static {Type}[] predict({RowType(plan)} row)");
        WriteInputs(plan);
        WriteLayers(plan);
        Code.Line($"{Type}[] outputs = new {Type}[{plan.Answer.Count}];");
        WriteAnswers(plan, "outputs");
        Code.Line("return outputs;");
        Code.Close();
        Code.Line();
        if (plan.Answer.Classes is not null) WriteClass(plan);
        Code.Line("private static IllegalArgumentException refused(int column) {");
        Code.Line("    return new IllegalArgumentException(COLUMNS[column] + \": the value is missing, unknown or no finite number.\");\n}\n");
        if (_readsTables) Code.Line(OfType(NumberReader));
        if (_readsTables) Code.Line(OfType(RowReader));
        if (_readsWords) Code.Line(WordReader);
        if (plan.Columns.Any(column => column is WordColumn or TruthColumn)) Code.Line(FindText);
        WriteFunctions(plan);
        return before + (Code.ToString() + "\n" + _parts).TrimEnd('\n') + "\n}\n";
    }

    private string OfType(string reader) =>
        IsSingle ? SinglePrecision.OfJava(reader.Replace("Double.parseDouble", "Float.parseFloat", StringComparison.Ordinal)) : reader;

    private string RowType(ModelPlan plan) => plan.IsNumbersOnly ? Type + "[]" : "Row";

    private void WriteRow(ModelPlan plan)
    {
        Code.Line("/** A row, as its user has it. What is missing is null, or NaN. */");
        Code.Open("public static final class Row");
        for (int i = 0; i < _fields.Length; i++)
        {
            string type = plan.Columns[i] switch { NumberColumn => Type, DateColumn => "java.time.LocalDateTime", _ => "String" };
            Code.Line(Comment($"{plan.Columns[i].Name}: {plan.Columns[i].Description}"));
            Code.Line($"public {type} {_fields[i]}{(plan.Columns[i] is NumberColumn ? $" = {Boxed}.NaN" : "")};");
        }
        Code.Close();
        Code.Line();
    }

    private void WriteClass(ModelPlan plan)
    {
        Code.Line("/** The class of a row, in words. */");
        Code.Line($"public static String classify({RowType(plan)} row) {{\n    return CLASSES[classOf(predict(row))];\n}}\n");
        Code.Line("/** The number of the class that outputs name, from 0; -1 if one of them is not a number. */");
        Code.Open($"public static int classOf({Type}[] outputs)");
        Code.Line("int top = 0;");
        Code.Open("for (int i = 0; i < outputs.length; i++)");
        Code.Line($"if ({Boxed}.isNaN(outputs[i])) return -1;\nif (outputs[i] > outputs[top]) top = i;");
        Code.Close();
        Code.Line(plan.Answer.Count == 1 ? $"return outputs[0] >= {Number(plan.Answer.Threshold)} ? 1 : 0;" : "return top;");
        Code.Close();
        Code.Line();
    }

    private const string FindText = """
        private static int find(String word, String[] words) {
            for (int i = 0; i < words.length; i++) {
                if (word.equals(words[i])) return i;
            }
            return -1;
        }

        """;

    protected override FormulaSyntax Syntax(Func<Variable, string> nameOf) => new ScriptSyntax(nameOf, isJava: true) { IsSingle = IsSingle };

    private string Boxed => IsSingle ? "Float" : "Double";

    protected override string Comment(string text) => "// " + string.Concat(Texts.Comment(text).Select(c => c is >= ' ' and <= '~' ? c : '?'));

    protected override string Local(string name, string value) => $"{Type} {name} = {value};";

    protected override string NewArray(string name, int count) => $"{Type}[] {name} = new {Type}[{Text(count)}];";

    protected override string For(string variable, int count) => $"for (int {variable} = 0; {variable} < {Text(count)}; {variable}++)";

    protected override string FunctionHeader(string name, string parameter) => $"private static {Type} {name}({Type} {parameter})";

    protected override string HelperText(string helper) => helper == "normalDistribution"
        ? NormalDistributionText(helper, IsSingle ? "(float) Math.rint(Math.abs(x) * 16.0f) / 16.0f" : "Math.rint(Math.abs(x) * 16.0) / 16.0")
        : IsSingle ? SinglePrecision.OfJava(TextOf(helper)) : TextOf(helper);

    private static string TextOf(string helper) => helper switch
    {
        "sigmoid" => """
            // 1 / (1 + e^-x), on the side where the exponential cannot overflow
            private static double sigmoid(double x) {
                double e = Math.exp(-Math.abs(x));
                return (x >= 0.0 ? 1.0 : e) / (1.0 + e);
            }
            """,
        "softplus" => "// ln(1 + e^x)\nprivate static double softplus(double x) {\n    return Math.max(x, 0.0) + Math.log1p(Math.exp(-Math.abs(x)));\n}",
        _ => "private static double normalDensity(double x) {\n    return 0.3989422804014327 * Math.exp(-0.5 * x * x);\n}",
    };

    protected override string Table(string name) => name.ToUpperInvariant();

    protected override string CellLocal(string name, ModelPlan plan, int column) => plan.IsNumbersOnly
        ? $"{Type} {name} = row[{Text(column)}];"
        : plan.Columns[column] switch
        {
            NumberColumn => $"{Type} {name} = row.{_fields[column]};",
            DateColumn => $"java.time.LocalDateTime {name} = row.{_fields[column]};",
            _ => $"String {name} = row.{_fields[column]} == null ? \"\" : row.{_fields[column]};",
        };

    protected override string IsMissing(PlanColumn column, string cell) => column switch
    {
        NumberColumn => $"{Boxed}.isNaN({cell})",
        DateColumn => $"{cell} == null",
        _ => $"{cell}.isEmpty()",
    };

    protected override string IsNotFinite(string number) => $"!{Boxed}.isFinite({number})";

    protected override string Refuse(int column) => $"throw refused({Text(column)})";

    protected override string RefuseNumbered => "throw refused(i)";

    protected override string Place(string name, string value) => $"int {name} = {value};";

    protected override string Truth(string name, string value) => $"boolean {name} = {value};";

    protected override string Find(string cell, string words) => $"find({cell}, {words})";

    protected override string IsIn(string cell, string words, bool ignoresCase) =>
        $"find({cell}{(ignoresCase ? ".toLowerCase(java.util.Locale.ROOT)" : "")}, {words}) >= 0";

    protected override string NotIn(string test) => $"!({test})";

    /// <summary>A string of Java, where \u escapes are read before everything else: what would end a line or a string is octal.</summary>
    protected override string Quoted(string text) =>
        Texts.Quoted(text, c => c <= '\u007F' ? "\\" + Convert.ToString(c, 8).PadLeft(3, '0') : Texts.Escape(c));

    protected override void WriteDate(DateColumn column, string cell, int place, DateTime first)
    {
        if (column.Has(DateParts.DaysSince))
            Code.Line($"long day = {cell}.toLocalDate().toEpochDay() - {WholeNumber((first.Date - DateTime.UnixEpoch).Days)};");
        if (column.Has(DateParts.DaysSince) || column.Has(DateParts.Hour)) Code.Line($"long time = {cell}.toLocalTime().toNanoOfDay() / 100;");
    }

    protected override string DatePart(string name) => name switch
    {
        "year" => "x.getYear()",
        "yearDay" => "(x.getDayOfYear() - 1)",
        "yearDays" => "x.toLocalDate().lengthOfYear()",
        "weekday" => "x.getDayOfWeek().getValue() - 1",
        _ => name,
    };

    protected override string DateText(DateTime date) => $"java.time.LocalDateTime.parse(\"{date:yyyy-MM-ddTHH:mm:ss.fffffff}\")";

    protected override string WholeNumber(long number) => base.WholeNumber(number) + "L";

    protected override string Real(string number) => $"({Type}) {number}";

    protected override string Wave(string name) => $"{(IsSingle ? "(float) " : "")}Math.{name}";
}
