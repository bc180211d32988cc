using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Diagnostics;

/// <summary>A table together with the recipe that reads it.</summary>
internal static class TableChecks
{
    /// <summary>Of so few rows, the number of rows in a class says nothing.</summary>
    internal const int FewestRows = 20;

    /// <summary>A class of fewer rows cannot be divided into rows to learn from and rows to measure on, and still be learned.</summary>
    internal const int FewestRowsOfClass = 3;

    /// <param name="recipe">The recipe.</param>
    /// <param name="table">The table.</param>
    /// <param name="dropsMissingTargets">Whether it is meant that rows without a target are left out.</param>
    public static List<Finding> Run(Recipe recipe, ITable table, bool dropsMissingTargets)
    {
        int[] places = Records.PlacesOf(table, [.. recipe.Targets.Select(target => target.Name)]);
        int[] rows = [.. Enumerable.Range(0, table.RowCount).Where(row => Array.TrueForAll(places, place => place >= 0 && !table[row, place].IsMissing))];
        if (rows.Length == 0) return [];
        var findings = new List<Finding>();
        if (rows.Length < table.RowCount) findings.Add(MissingTargets(recipe, table.RowCount, rows.Length, dropsMissingTargets));
        TableTarget[] targets = [.. recipe.Targets.Select((target, i) => new TableTarget(table, places[i], rows, target))];
        int[] inputs = Records.PlacesOf(table, recipe.ColumnNames);
        foreach (TableTarget target in targets)
        {
            if (target.IsClasses) findings.AddRange(Classes(target));
            else if (Array.TrueForAll(target.Numbers, number => number == target.Numbers[0])) findings.Add(ConstantTarget(target));
        }
        var constant = new List<(string Name, Cell Value, bool HasGaps)>();
        var smallest = new List<double>(); // of the columns that are not constant
        for (int i = 0; i < inputs.Length; i++)
        {
            int place = inputs[i];
            RecipeColumn column = recipe.Columns[i];
            if (place < 0) continue; // refused when the table is encoded
            var profile = new TableColumn(table, place, rows, column);
            if (ColumnChecks.IsConstant(profile)) constant.Add((profile.Name, profile.Values[0], profile.MissingCount > 0));
            else smallest.Add(profile.Smallest);
            Finding[] own = [.. ColumnChecks.Run(profile, column.Encoding is CategoryEncoding { Unknown: UnknownRule.Refuse })];
            findings.AddRange(own);
            if (Array.Exists(own, finding => finding.Code == FindingCodes.IdentifierColumn)) continue; // in sorted rows it tells the target
            foreach (TableTarget target in targets)
            {
                if (LeakCheck.Of(profile, target, recipe.Columns.Count) is { } how) findings.Add(Leak(profile, target, how));
            }
        }
        if (constant.Count > 0)
        {
            // The darkest number of most columns is the background that a pixel at the border never leaves.
            bool isBackground = constant.TrueForAll(
                column => column.Value.Kind == CellKind.Number && 2 * smallest.Count(number => number == column.Value.Number) > recipe.Columns.Count);
            findings.Add(ColumnChecks.Constant(constant, isBackground));
        }
        return findings;
    }

    public static Finding Refused(RecipeException trouble) => new()
    {
        Code = FindingCodes.RefusedByRecipe,
        Title = "what the recipe refuses",
        Severity = Severity.Error,
        Explanation = MessageText.MessageOf(trouble),
        Advice = "What the message says; or leave the column or the row out.",
        Columns = trouble.Column is { } column ? [column] : [],
    };

    private static Finding MissingTargets(Recipe recipe, int all, int present, bool areDropped) => new()
    {
        Code = FindingCodes.MissingTargets,
        Title = "rows without a target",
        Severity = areDropped ? Severity.Note : Severity.Error,
        Explanation = $"{MessageText.Count(all - present, "row")} of {all} {(all - present == 1 ? "has" : "have")} no target "
            + (areDropped ? "and are left out." : "and would be refused."),
        Advice = areDropped
            ? "Nothing, if chance decides which targets are missing; otherwise the model learns of the others only."
            : "Leave such rows out (DropsMissingTargets), or find out why they have none.",
        Evidence = [new Evidence("rows without a target", all - present), new Evidence("rows", all)],
        Columns = [.. recipe.Targets.Select(target => target.Name)],
    };

    private static Finding ConstantTarget(TableTarget target) => new()
    {
        Code = FindingCodes.ConstantColumn,
        Title = "a constant target",
        Severity = Severity.Warning,
        Explanation = target.Numbers.Length == 1
            ? $"There is one row, in which {target.Name} is {MessageText.Short(target.Numbers[0])}; from one row there is nothing to learn."
            : $"{target.Name} is {MessageText.Short(target.Numbers[0])} in every row; there is nothing to learn.",
        Advice = target.Numbers.Length == 1 ? "Get more rows." : "Check where the table comes from.",
        Evidence = [new Evidence("rows", target.Numbers.Length)],
        Columns = [target.Name],
    };

    private static IEnumerable<Finding> Classes(TableTarget target)
    {
        int[] counts = target.ClassCounts;
        IReadOnlyList<string> names = target.ClassNames!;
        if (TargetChecks.Imbalance(counts, c => $"class {names[c]}") is { } imbalance)
        {
            yield return imbalance with { Columns = [target.Name] };
            yield break; // the same remedy
        }
        int[] rare = [.. Enumerable.Range(0, counts.Length).Where(c => counts[c] < FewestRowsOfClass)];
        if (rare.Length == 0 || counts.Sum() < FewestRows) yield break;
        yield return new Finding
        {
            Code = FindingCodes.RareClasses,
            Title = "classes with hardly any rows",
            Severity = Severity.Warning,
            Explanation = $"{MessageText.Count(rare.Length, "class of", "classes of")} {target.Name} {(rare.Length == 1 ? "has" : "have")} fewer than "
                + $"{FewestRowsOfClass} rows: {MessageText.List([.. rare.Select(c => $"{MessageText.Shown(names[c])} ({counts[c]})")], most: 6)}. They cannot "
                + "be divided into rows to learn from and rows to measure on.",
            Advice = "Get more rows of these classes, put classes together, or leave such rows out.",
            Evidence = [new Evidence("classes with hardly any rows", rare.Length), new Evidence("classes", counts.Length), new Evidence("rows", counts.Sum())],
            Columns = [target.Name],
        };
    }

    private static Finding Leak(TableColumn column, TableTarget target, string how) => new()
    {
        Code = FindingCodes.TellsTarget,
        Title = "an input that tells the target alone",
        Severity = Severity.Warning,
        Explanation = $"{column.Name} alone tells {target.Name}: {how}. Perhaps it is the target by another name, or is known only after the target; then the "
            + "model measures well and is of no use.",
        Advice = $"Ask when {column.Name} is known. If not before the target, leave it out (Ignore = [\"{column.Name}\"]); if before, no network is needed.",
        Evidence = [new Evidence("rows", column.Count), new Evidence("different values", column.Values.Count)],
        Columns = [column.Name, target.Name],
    };
}
