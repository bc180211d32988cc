using System.Globalization;
using System.Text;
using NodeNet.Export.Code;
using NodeNet.Export.Plan;
using NodeNet.Export.Proof;
using NodeNet.Formulas;
using NodeNet.Recipes;

namespace NodeNet.Export.Languages;

/// <summary>C99: a header, a source file, a test program.</summary>
internal sealed partial class CWriter : ProcedureWriter
{
    private string[] _fields = [];
    private string _name = "";

    protected override string End => ";";

    protected override string Else => "else ";

    protected override IEnumerable<string> ReservedFunctions =>
    [
        .. ((string[])["sqrt", "fabs", "exp", "expm1", "log", "log1p", "tanh", "pow", "sin", "cos", "erfc"]).SelectMany(name => new[] { name, name + "f" }),
        "sign", "sigmoid", "softplus", "normal_distribution",
            "normal_density",
        "larger", "smaller", "find", "is_in", "read_date", "gamma", "tgamma", "lgamma", "isnan", "isfinite", "y0", "y1", "j0", "j1", "strcmp", "z", "row",
        .. Enumerable.Range(0, 100).SelectMany(i => new[] { "b" + Text(i), "t" + Text(i) }), _name + "_predict", _name + "_class",
    ];

    public override void Check(ModelPlan plan) => CheckTexts(plan, "C");

    /// <summary>C's own headers: one of the code's that is called so would be taken for it.</summary>
    protected override IEnumerable<string> ReservedNames =>
    [
        "assert", "complex", "ctype", "errno", "fenv", "float", "inttypes", "iso646", "limits", "locale", "math", "setjmp", "signal", "stdarg", "stdbool",
        "stddef", "stdint", "stdio", "stdlib", "string", "tgmath", "time", "wchar", "wctype",
    ];

    protected override bool Takes(PlanColumn column, Cell cell) => column is DateColumn || base.Takes(column, cell);

    public override IEnumerable<ExportedFile> Write(ModelPlan plan, IReadOnlyList<ProofRow> rows)
    {
        _name = plan.Name;
        HashSet<string> taken = Keywords.Taken();
        _fields = Array.ConvertAll(plan.Columns, column => Texts.Identifier(column.Name, taken));
        yield return new ExportedFile(_name + ".h", Header(plan), IsProof: false);
        yield return new ExportedFile(_name + ".c", Source(plan), IsProof: false);
        yield return new ExportedFile(_name + "_test.c", Proof(plan, rows), IsProof: true);
    }

    private string Header(ModelPlan plan)
    {
        string large = _name.ToUpperInvariant();
        Code = new CodeText();
        Code.Line($"""
            /* {Texts.Comment(plan.Title)}
               Written by NodeNet{Precision}; C99, nothing but the standard library, no allocation. */
            #ifndef {large}_H
            #define {large}_H

            #ifdef __cplusplus
            extern "C" {"{"}
            #endif

            #define {large}_COLUMNS {plan.Columns.Length}
            #define {large}_OUTPUTS {plan.Answer.Count}
            """);
        if (plan.Answer.Classes is { } classes) Code.Line($"#define {large}_CLASSES {classes.Length}");
        Code.Line();
        if (!plan.IsNumbersOnly)
        {
            Code.Line("/* A row, as its user has it. A missing number is NAN, a missing word NULL or \"\". */");
            Code.Open("typedef struct");
            for (int i = 0; i < _fields.Length; i++)
            {
                string type = plan.Columns[i] is NumberColumn ? Type + " " : "const char *";
                string form = plan.Columns[i] is DateColumn ? " as \"2024-03-05\" or \"2024-03-05T14:30:00\"" : "";
                Code.Line($"{type}{_fields[i]}; {Comment($"{plan.Columns[i].Name}: {plan.Columns[i].Description}{form}")}");
            }
            Code.Close($" {_name}_row;");
            Code.Line();
        }
        else
        {
            Code.Line("/* A row is one number for each column, in this order; a missing one is NAN:");
            for (int i = 0; i < plan.Columns.Length; i++) Code.Line($"   {i}  {Texts.Comment($"{plan.Columns[i].Name}: {plan.Columns[i].Description}")}");
            Code.Line("*/");
        }
        Code.Line($"extern const char *const {_name}_columns[{large}_COLUMNS];");
        Code.Line($"extern const char *const {_name}_outputs[{large}_OUTPUTS];");
        if (plan.Answer.Classes is not null) Code.Line($"extern const char *const {_name}_classes[{large}_CLASSES];");
        Code.Line($"""

            /* Answers a row. 0, or the number of the column (from 1) whose cell is refused: then there is no answer. */
            int {_name}_predict({RowParameter(plan)}, {Type} outputs[{large}_OUTPUTS]);
            """);
        if (plan.Answer.Classes is not null)
        {
            Code.Line($"""

                /* The class that outputs name, from 0; -1 if one of them is not a number. */
                int {_name}_class(const {Type} outputs[{large}_OUTPUTS]);
                """);
        }
        Code.Line("""

            #ifdef __cplusplus
            }
            #endif

            #endif
            """);
        return Code.ToString();
    }

    private string RowParameter(ModelPlan plan) => plan.IsNumbersOnly ? $"const {Type} row[{_name.ToUpperInvariant()}_COLUMNS]" : $"const {_name}_row *row";

    private string Source(ModelPlan plan)
    {
        string large = _name.ToUpperInvariant();
        Code = new CodeText();
        Code.Line($"""
            /* {Texts.Comment(plan.Title)}
               Written by NodeNet{Precision}. {_name}_test.c proves it. */
            #include "{_name}.h"

            #include <math.h>
            #include <stddef.h>
            """);
        if (!plan.IsNumbersOnly) Code.Line("#include <string.h>");
        Code.Line("""

            #if defined(__FAST_MATH__) || defined(__ASSOCIATIVE_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__) || defined(_M_FP_FAST)
            #error "Compile this file without -ffast-math, -Ofast or /fp:fast: they change its sums, and take NAN, a missing number, for a number."
            #endif

            /* Sums are rounded as NodeNet rounds them: a product is not joined with the sum that it is added to. */
            #if defined(__clang__)
            #pragma STDC FP_CONTRACT OFF
            #elif defined(__GNUC__)
            #pragma GCC optimize ("fp-contract=off")
            #endif

            """);
        Code.Line(WordsOf($"{_name}_columns", [.. plan.Columns.Select(column => column.Name)], $"{large}_COLUMNS"));
        Code.Line(WordsOf($"{_name}_outputs", plan.Answer.Names, $"{large}_OUTPUTS"));
        if (plan.Answer.Classes is { } classes) Code.Line(WordsOf($"{_name}_classes", classes, $"{large}_CLASSES"));
        Code.Line();
        WriteScaling(plan);
        WriteTables(plan);
        WriteWords(plan);
        WriteFunctions(plan);
        Code.Open($"int {_name}_predict({RowParameter(plan)}, {Type} outputs[{large}_OUTPUTS])");
        WriteInputs(plan);
        WriteLayers(plan);
        WriteAnswers(plan, "outputs");
        Code.Line("return 0;");
        Code.Close();
        if (plan.Answer.Classes is not null) WriteClass(plan);
        return Code.ToString();
    }

    private void WriteClass(ModelPlan plan)
    {
        string large = _name.ToUpperInvariant();
        Code.Line();
        Code.Open($"int {_name}_class(const {Type} outputs[{large}_OUTPUTS])");
        if (plan.Answer.Count == 1)
        {
            Code.Line($"return isnan(outputs[0]) ? -1 : outputs[0] >= {Number(plan.Answer.Threshold)};");
        }
        else
        {
            Code.Line("""
                int top = 0;
                for (int i = 0; i < LARGE_OUTPUTS; i++) {
                    if (isnan(outputs[i])) return -1;
                    if (outputs[i] > outputs[top]) top = i;
                }
                return top;
                """.Replace("LARGE", large, StringComparison.Ordinal));
        }
        Code.Close();
    }

    protected override void WriteHelpers(ModelPlan plan, SortedSet<string> helpers)
    {
        if (plan.Columns.Any(column => column is WordColumn)) helpers.Add("find");
        if (plan.Columns.Any(column => column is TruthColumn)) helpers.Add("is_in");
        if (plan.Columns.Any(column => column is DateColumn)) helpers.Add("read_date");
        base.WriteHelpers(plan, helpers);
    }

    protected override FormulaSyntax Syntax(Func<Variable, string> nameOf) => new CSyntax(nameOf) { IsSingle = IsSingle };

    protected override string Comment(string text) => $"/* {Texts.Comment(text)} */";

    protected override string Local(string name, string value) => $"const {Type} {name} = {value};";

    protected override string NewArray(string name, int count) => $"{Type} {name}[{Text(count)}]{(name == "a0" ? " = { 0.0 }" : "")};";

    protected override string For(string variable, int count) => $"for (int {variable} = 0; {variable} < {Text(count)}; {variable}++)";

    protected override string FunctionHeader(string name, string parameter) => $"static {Type} {name}({Type} {parameter})";

    protected override string TableOf(string name, string rows, int count) => $"static const {Type} {name}[{Text(count)}] = {rows};";

    protected override string TableOf(string name, string rows, int count, int width) =>
        $"static const {Type} {name}[{Text(count)}][{Text(width)}] = {rows};";

    protected override string WordsOf(string name, IReadOnlyList<string> words) =>
        "static " + WordsOf(name, words.Count > 0 ? words : [""], Text(Math.Max(words.Count, 1)));

    private string WordsOf(string name, IReadOnlyList<string> words, string count) =>
        $"const char *const {name}[{count}] = {{\n    {Texts.Wrapped(words.Select(Quoted), "    ")}\n}};";

    protected override string CellLocal(string name, ModelPlan plan, int column)
    {
        string cell = plan.IsNumbersOnly ? $"row[{Text(column)}]" : $"row->{_fields[column]}";
        return plan.Columns[column] is NumberColumn ? $"{Type} {name} = {cell};" : $"const char *{name} = {cell};";
    }

    protected override string IsMissing(PlanColumn column, string cell) => column is NumberColumn ? $"isnan({cell})" : $"{cell} == NULL || *{cell} == 0";

    protected override string IsNotFinite(string number) => $"!isfinite({number})";

    protected override string Refuse(int column) => $"return {Text(column + 1)}";

    protected override string RefuseNumbered => "return i + 1";

    protected override string Place(string name, string value) => $"int {name} = {value};";

    protected override string Truth(string name, string value) => $"const int {name} = {value};";

    protected override string Find(string cell, string words) => $"find({cell}, {words}, (int)(sizeof {words} / sizeof *{words}))";

    protected override string IsIn(string cell, string words, bool ignoresCase) =>
        $"is_in({cell}, {words}, (int)(sizeof {words} / sizeof *{words}), {(ignoresCase ? 1 : 0)})";

    /// <summary>Beyond ASCII the helper knows no upper and lower case: words with such letters are there in both.</summary>
    protected override IReadOnlyList<string> Cased(TruthColumn column, string[] words) =>
        column.IgnoresCase ? [.. words.Concat(words.Where(word => !Ascii.IsValid(word)).Select(word => word.ToUpperInvariant())).Distinct()] : words;

    /// <summary>A string of C: what is beyond ASCII in octal bytes of UTF-8, which no digit after them can lengthen.</summary>
    protected override string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (byte c in Encoding.UTF8.GetBytes(text))
        {
            if (c is (byte)'"' or (byte)'\\' or (byte)'?') quoted.Append('\\').Append((char)c);
            else if (c is >= 0x20 and <= 0x7E) quoted.Append((char)c);
            else quoted.Append('\\').Append(Convert.ToString(c, 8).PadLeft(3, '0'));
        }
        return quoted.Append('"').ToString();
    }

    protected override void WriteDate(DateColumn column, string cell, int place, DateTime first)
    {
        Code.Line("date d;");
        Code.Open(If($"!read_date({cell}, &d)"));
        Code.Line(Refuse(place) + End);
        Code.Close();
        long epoch = (first.Date.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerDay;
        if (epoch != 0) Code.Line($"d.day -= {epoch.ToString(CultureInfo.InvariantCulture)};");
    }

    protected override string DatePart(string name) => "d." + name;

    protected override string WholeNumber(long number) => base.WholeNumber(number) + "LL";

    protected override string DateText(DateTime date) => Quoted(((NodeNet.Recipes.Cell)date).ToString());

    protected override string Real(string number) => $"({Type}){number}";

    protected override string Wave(string name) => IsSingle ? name + "f" : name;
}
