using NodeNet.Export.Languages;
using NodeNet.Export.Plan;
using NodeNet.Export.Proof;
using NodeNet.Recipes;

namespace NodeNet.Export;

/// <summary>Models as source code: <c>model.ToCode(Language.C, name: "fruit").Save("src")</c>.</summary>
public static class ModelCode
{
    /// <summary>Writes a model in a programming language: one small file without dependencies, into which its recipe, threshold and class names go too, and a
    /// second one that proves it.</summary>
    /// <param name="model">The model. What is learned later does not reach the code.</param>
    /// <param name="language">The language.</param>
    /// <param name="name">What the code and its files are called: letters, digits and _, not beginning with a digit; "fruit" makes <c>fruit.c</c> and
    /// <c>fruit_predict</c>.</param>
    /// <param name="options">Rows for the proof and more; null for the defaults.</param>
    /// <remarks>The proof computes answers to rows whose answers NodeNet has given with its reference loops, prints the largest difference, and exits with 1 if
    /// one is beyond its bound. Where there are only sums and products the bound is 0; see <see cref="ExportedCode.LargestBound"/>.</remarks>
    /// <exception cref="ArgumentException"><paramref name="name"/> is no such name, or one that the language has for something else; or the
    /// rows of the proof have not the model's columns.</exception>
    /// <exception cref="NotSupportedException">The language cannot express something: an activation function that states no formula, a text with U+0000, the
    /// arithmetic. The message names it.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread.</exception>
    public static ExportedCode ToCode(this Model model, Language language, string name, CodeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        CheckName(name);
        options ??= new CodeOptions();
        if (options.Arithmetic is Fixed format) return InFixedPoint(model, language, name, format, options);
        LanguageWriter writer = LanguageWriter.Of(language, options);
        writer.CheckName(name);
        ModelPlan plan = PlanReading.Read(model, name);
        writer.Check(plan);
        Func<Cell[], ProofRow?> answer = options.Arithmetic == Arithmetic.Single
            ? new ProofAnswers<SingleFormat>(model, plan).Of
            : new ProofAnswers<DoubleFormat>(model, plan).Of;
        ProofRow[] rows = [.. ProofRows.Of(model, plan, options).Where(row => writer.Takes(plan, row)).Select(answer).OfType<ProofRow>()];
        double bound = rows.SelectMany(row => row.Bounds).DefaultIfEmpty(0.0).Max();
        double error = rows.Select(row => row.Error).DefaultIfEmpty(0.0).Max();
        return new ExportedCode(language, [.. writer.Write(plan, rows)], rows.Length, bound, error);
    }

    private static ExportedCode InFixedPoint(Model model, Language language, string name, Fixed format, CodeOptions options)
    {
        if (language != Language.C) throw new NotSupportedException($"Fixed point is for C; {language} has floating-point numbers wherever it runs.");
        new CWriter().CheckName(name);
        ModelPlan plan = PlanReading.Read(model, name);
        var whole = FixedModel.Of(model, plan, format, options.Rows);
        var own = new ProofAnswers<DoubleFormat>(model, plan);
        FixedProofRow[] rows =
        [
            .. ProofRows.Of(model, plan, options)
                .Where(cells => !cells.Where((cell, i) => plan.Columns[i] is NumberColumn && cell.Kind == CellKind.Text).Any())
                .Select(cells => own.Of(cells) is { } row ? FixedProofRow.Of(whole, cells, row) : null).OfType<FixedProofRow>(),
        ];
        double error = rows.Select(row => row.ErrorOf(whole)).DefaultIfEmpty(0.0).Max();
        return new ExportedCode(language, [.. new FixedCWriter(whole, name).Write(rows)], rows.Length, 0.0, error);
    }

    private static void CheckName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool fits = name.Length is > 0 and <= 60 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        if (fits && !Keywords.IsOne(name)) return;
        throw new ArgumentException(
            $"\"{Texts.Comment(name)}\" cannot be the name of code: that has 1 to 60 letters (a to z), digits and _, does not begin with a digit, and is no "
                + "keyword of a language.", nameof(name));
    }
}
