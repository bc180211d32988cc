using NodeNet.Export.Plan;
using NodeNet.Export.Proof;

namespace NodeNet.Export.Languages;

/// <summary>Writes a plan in a language.</summary>
internal abstract class LanguageWriter
{
    public static LanguageWriter Of(Language language, CodeOptions options) => language switch
    {
        Language.C => new CWriter(),
        Language.CSharp => new CSharpWriter(),
        Language.JavaScript => new JavaScriptWriter(),
        Language.Python => new PythonWriter(),
        Language.Java => new JavaWriter(),
        Language.Sql => SqlWriter.Of(options),
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "The language is none of " + string.Join(", ", Enum.GetNames<Language>()) + "."),
    };

    /// <summary>Refuses by name what the language cannot express.</summary>
    /// <exception cref="NotSupportedException">There is such a thing.</exception>
    public virtual void Check(ModelPlan plan)
    {
    }

    /// <summary>Whether a row can be written in the language's proof.</summary>
    public virtual bool Takes(ModelPlan plan, NodeNet.Recipes.Cell[] row) => true;

    /// <summary>The files: the model, then its proof.</summary>
    public abstract IEnumerable<ExportedFile> Write(ModelPlan plan, IReadOnlyList<ProofRow> rows);

    /// <summary>Refuses texts that are not to be had as UTF-8 without U+0000.</summary>
    protected static void CheckTexts(ModelPlan plan, string language)
    {
        IEnumerable<string> texts = plan.Columns.Select(column => column.Name).Concat(plan.Answer.Names).Concat(plan.Answer.Classes ?? [])
            .Concat(plan.Columns.OfType<WordColumn>().SelectMany(column => column.Words));
        if (texts.FirstOrDefault(text => !Texts.IsCleanText(text)) is { } bad)
            throw new NotSupportedException($"{language} cannot hold the text {Texts.Quoted(bad)}: it has a character U+0000 or half of a surrogate pair.");
    }
}
