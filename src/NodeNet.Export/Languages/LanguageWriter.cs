using NodeNet.Export.Plan;
using NodeNet.Export.Proof;
using NodeNet.Recipes;

namespace NodeNet.Export.Languages;

/// <summary>Writes a plan in a language.</summary>
internal abstract class LanguageWriter
{
    public static LanguageWriter Of(Language language, CodeOptions options) => language switch
    {
        Language.Python or Language.Sql when options.Arithmetic != Arithmetic.Double => throw new NotSupportedException(
            $"{(language == Language.Sql ? "SQL" : language)} is written in double precision; {options.Arithmetic} is for {Takers(options.Arithmetic)}."),
        Language.C => new CWriter { IsSingle = options.Arithmetic == Arithmetic.Single },
        Language.CSharp => new CSharpWriter { IsSingle = options.Arithmetic == Arithmetic.Single },
        Language.JavaScript => new JavaScriptWriter { IsSingle = options.Arithmetic == Arithmetic.Single },
        Language.Python => new PythonWriter(),
        Language.Java => new JavaWriter { IsSingle = options.Arithmetic == Arithmetic.Single },
        Language.Sql => SqlWriter.Of(options),
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "The language is none of " + string.Join(", ", Enum.GetNames<Language>()) + "."),
    };

    private static string Takers(Arithmetic arithmetic) => arithmetic == Arithmetic.Single ? "C, C#, JavaScript and Java" : "C";

    /// <summary>Refuses by name what the language cannot express.</summary>
    /// <exception cref="NotSupportedException">There is such a thing.</exception>
    public virtual void Check(ModelPlan plan)
    {
    }

    /// <summary>Refuses a name that the language's own library, or the code itself, has for something else.</summary>
    /// <exception cref="ArgumentException">It is such a name.</exception>
    public void CheckName(string name)
    {
        if (!ReservedNames.Contains(NameOf(name), StringComparer.Ordinal)) return;
        throw new ArgumentException($"\"{name}\" cannot be the name of this code: it would hide {NameOf(name)}, which the language's own library or the code "
            + "itself needs. Choose another name (--name).", nameof(name));
    }

    /// <summary>What the code is called in the language.</summary>
    protected virtual string NameOf(string name) => name;

    /// <summary>Names that <see cref="NameOf"/> may not be.</summary>
    protected virtual IEnumerable<string> ReservedNames => [];

    /// <summary>Whether a row can be written in the language's proof.</summary>
    public bool Takes(ModelPlan plan, Cell[] row) => !row.Where((cell, i) => !Takes(plan.Columns[i], cell)).Any();

    /// <summary>Whether a cell can be written: in many languages a number or a date cannot be a text.</summary>
    protected virtual bool Takes(PlanColumn column, Cell cell) => cell.Kind != CellKind.Text || column is WordColumn or TruthColumn;

    /// <summary>The files: the model, then its proof.</summary>
    public abstract IEnumerable<ExportedFile> Write(ModelPlan plan, IReadOnlyList<ProofRow> rows);

    /// <summary>What a proof says of itself.</summary>
    protected string ProofTitle(IReadOnlyList<ProofRow> rows)
    {
        double error = rows.Select(row => row.Error).DefaultIfEmpty(0.0).Max();
        return FormattableString.Invariant($"rows with what NodeNet answers{Apart(error)}, to the bit, and by how much another machine's answer may differ.");
    }

    /// <summary>By which arithmetic NodeNet answers, and by how much it differs from the model.</summary>
    protected virtual string Apart(double error) => "";

    /// <summary>Refuses texts that are not to be had as UTF-8 without U+0000.</summary>
    protected static void CheckTexts(ModelPlan plan, string language)
    {
        IEnumerable<string> texts = plan.Columns.Select(column => column.Name).Concat(plan.Answer.Names).Concat(plan.Answer.Classes ?? [])
            .Concat(plan.Columns.OfType<WordColumn>().SelectMany(column => column.Words));
        if (texts.FirstOrDefault(text => !Texts.IsCleanText(text)) is { } bad)
            throw new NotSupportedException($"{language} cannot hold the text {Texts.Quoted(bad)}: it has a character U+0000 or half of a surrogate pair.");
    }
}
