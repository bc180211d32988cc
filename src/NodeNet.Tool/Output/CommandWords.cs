using System.Text.RegularExpressions;
using NodeNet.Playground;

namespace NodeNet.Tool.Output;

/// <summary>The library's messages name its properties; on the command line the remedy is an option.</summary>
internal static partial class CommandWords
{
    // Longer ones first: some are parts of others.
    private static readonly (string Library, string Command)[] _words =
    [
        ("CsvOptions.HasHeader = true", "--header"),
        ("CsvOptions.ColumnNames can give other names", "--header a,b,c gives other names"),
        ("leave the column out, or read it as words (CsvOptions.ColumnKinds)", "leave the column out (--ignore)"),
        ("CsvOptions.Delimiter", "--delimiter"),
        ("CsvOptions.DecimalSeparator", "--decimal"),
        ("CsvOptions.GroupSeparator", "--group"),
        ("CsvOptions.Units", "--units"),
        ("CsvOptions.DateFormats", "--dates"),
        ("CsvOptions.MissingValues", "--gaps"),
        ("CsvOptions.Encoding", "--encoding"),
        ("CsvOptions.SkipLines", "--skip-lines"),
        ("CsvOptions.Comment", "--comment"),
        ("fit the recipe with UnknownRule.AllZeros", "train with --unknown zeros"),
        ("fit the recipe with RecipeOptions.DropsMissingTargets", "train with --drop-missing-targets"),
        ("Fit the recipe with ColumnOptions.Missing, as MissingRule.Median", "Train with --missing median"),
        ("Fit the recipe with ColumnOptions.Missing, as MissingRule.MostFrequent", "Train with --missing frequent"),
        ("ColumnOptions.Missing, as MissingRule.Median", "--missing median"),
        ("RecipeOptions.Ignore", "--ignore"),
        ("say what it is (Columns, Kind)", "say what it is (--kind)"),
        ("give the column ColumnKind.Category", "give the column --kind COLUMN=category"),
        ("ColumnOptions.Order", "--order"),
        ("Give the layers in their order (NamedWeights.InOrder).", "Give the layers in their order: --order first,second,third."),
        ("ColumnOptions.Yes", "--positive"),
        ("Read the file with stepwiseAsSigmoid", "Import it with --stepwise-as-sigmoid"),
        ("so Optimizer would do nothing: leave Optimizer out, or the minimizer", "so no other --optimizer can be named"),
        ("so LearningRate would do nothing: leave LearningRate out, or the minimizer", "so --rate would do nothing: leave it out, or name another --optimizer"),
        ("so BatchSize would do nothing: leave BatchSize out, or the minimizer", "so --batch would do nothing: leave it out, or name another --optimizer"),
        ("computes in double precision: leave Precision out", "computes in double precision: leave --precision out"),
        ("or ValidationFraction is too small", "or --validation is too small"),
        (" bytes (CsvOptions.MaximumBytes).", " bytes of memory; train --stream learns from larger ones, and predict reads them piece by piece."),
        ("leave BalancesClasses out", "leave --class-weights out"),
        ("set L2 or ValidationFraction", "set --l2 or --validation"),
        ("LogOnePlus takes 0", "log1p takes 0"),
    ];

    public static string Of(string text)
    {
        foreach ((string library, string command) in _words)
            text = text.Replace(library, command, StringComparison.Ordinal);
        text = PlainWords.WithoutLimit(OwnPart().Replace(text, "")).TrimEnd(' ');
        text = Left().Replace(text, match => "--ignore " + match.Groups["names"].Value.Replace("\", \"", ",", StringComparison.Ordinal));
        return KindOfColumn().Replace(text, match => $"(--kind {match.Groups["column"].Value}={match.Groups["kind"].Value.ToLowerInvariant()})");
    }

    [GeneratedRegex(@" ?A part of your own is found by name after Catalogue\.\w+\.Register\([^)]*\) => new …\(\)\)\.")]
    private static partial Regex OwnPart();

    [GeneratedRegex(@"Ignore = \[""(?<names>[^\]]*)""\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Left();

    [GeneratedRegex(@"\(Columns: (?<column>.+?) = ColumnKind\.(?<kind>Number|Category)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex KindOfColumn();
}
