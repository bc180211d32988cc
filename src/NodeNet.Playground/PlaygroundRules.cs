using System.Globalization;
using NodeNet.Activations;
using NodeNet.Learning;
using NodeNet.Losses;
using NodeNet.Recipes;

namespace NodeNet.Playground;

/// <summary>What a page takes and how one begins. The page's engine (web/NodeNet.Page.Engine) is compiled with this very file, so that the page, the command
/// line and the library go by the same rules and say the same.</summary>
internal static class PlaygroundRules
{
    /// <summary>The most rows.</summary>
    public const int MostRows = 10_000;

    /// <summary>The most weights and biases, of a model that is opened and of a network that is made.</summary>
    public const int MostParameters = 20_000;

    /// <summary>The most hidden layers of a network that is made for a table, or by hand; a model may have more.</summary>
    public const int MostHiddenLayers = 4;

    /// <summary>The most nodes of such a hidden layer; a model may have more.</summary>
    public const int MostHiddenNodes = 8;

    /// <summary>The largest file that the page opens, in bytes.</summary>
    public const int MostFileBytes = 5_000_000;

    /// <summary>α where nobody says another.</summary>
    public const double Rate = 0.1;

    /// <summary>The loss where nobody says another: the one that is calculated with on paper.</summary>
    public const string Loss = "sse";

    private const int HiddenNodes = 4;

    /// <summary>Columns whose numbers are all within ±10 stay as they are, so that they are found again in the arithmetic.</summary>
    private const double Small = 10.0;

    /// <exception cref="ArgumentException">There are too many rows.</exception>
    public static void CheckRows(int count)
    {
        if (count <= MostRows) return;
        throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture, $"There are {count} rows; a page takes up to {MostRows}. Take a part of them."));
    }

    /// <exception cref="ArgumentException">There are too many weights and biases.</exception>
    public static void CheckParameters(long count)
    {
        if (count <= MostParameters) return;
        throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture,
            $"The network has {count} weights and biases; a page takes up to {MostParameters}. Take fewer columns, or fewer hidden nodes."));
    }

    /// <exception cref="ArgumentException">There are too many hidden layers, or nodes in one.</exception>
    public static void CheckHidden(IReadOnlyList<int> hidden)
    {
        if (hidden.Count <= MostHiddenLayers && hidden.All(nodes => nodes is >= 1 and <= MostHiddenNodes)) return;
        throw new ArgumentException(
            $"The hidden layers {string.Join(", ", hidden)}: a page makes networks of up to {MostHiddenLayers} hidden layers of 1 to {MostHiddenNodes} nodes. "
                + $"A larger network comes as a model file, with up to {MostParameters} weights and biases.");
    }

    /// <summary>How a table becomes a page: what the learner does not say is said for it.</summary>
    public static Learner Complete(Learner learner, ITable table)
    {
        CheckRows(table.RowCount);
        if (learner.Hidden is { } hidden) CheckHidden(hidden);
        bool staysAsItIs = learner.Defaults.Scaling is null && IsSmall(learner, table);
        return learner with
        {
            DropsMissingTargets = true,
            Hidden = learner.Hidden ?? [HiddenNodes],
            Activation = learner.Activation ?? new Tanh(),
            Loss = learner.Loss ?? Catalogue.Losses.Create(Loss),
            LearningRate = learner.LearningRate ?? Rate,
            BatchSize = learner.BatchSize ?? 1,
            Defaults = staysAsItIs ? learner.Defaults with { Scaling = NumberScaling.None } : learner.Defaults,
            Columns = staysAsItIs ? WithTargetsAsTheyAre(learner) : learner.Columns,
        };
    }

    /// <summary>The page's new network for a recipe: classes by sigmoids (by softmax where the loss asks for shares), numbers by the identity.</summary>
    public static Model NewModel(LearnerPlan plan, ITable table, string? source)
    {
        Recipe recipe = plan.Recipe;
        CheckParameters(Sizes(plan).Zip(Sizes(plan).Skip(1), (from, to) => (long)(from + 1) * to).Sum());
        var builder = new NetworkBuilder(recipe.InputCount);
        foreach (int nodes in plan.Hidden) builder.AddLayer(nodes, plan.Activation);
        if (recipe.ClassLabels is not null && recipe.OutputCount > 1 && plan.Loss is CrossEntropy) builder.AddLayer(recipe.OutputCount, new Softmax());
        else builder.AddLayer(recipe.OutputCount, recipe.ClassLabels is null ? new Identity() : (IActivation)new Sigmoid());
        return new Model(builder.Build(plan.Seed))
        {
            Recipe = recipe,
            Loss = plan.Loss,
            Origin = new ModelOrigin
            {
                NodeNetVersion = Version,
                Source = source ?? table.Name,
                Rows = table.RowCount,
                TableHash = TableHash.Of(table),
                TableForm = table.Form,
                LearningRate = plan.LearningRate > 0.0 ? plan.LearningRate : null,
            },
        };
    }

    /// <summary>The library's version, as "0.1.0".</summary>
    public static string? Version => typeof(Model).Assembly.GetName().Version?.ToString(3);

    /// <summary>What became of the rows of a table, a sentence each: gaps that were filled, rows that were left out, and what the recipe guessed.</summary>
    /// <param name="recipe">The recipe that reads the rows.</param>
    /// <param name="table">The rows.</param>
    /// <param name="kept">How many of them became examples.</param>
    public static IReadOnlyList<string> NotesOn(Recipe recipe, ITable table, int kept)
    {
        var notes = new List<string>(recipe.Notes);
        foreach (RecipeColumn column in recipe.Columns)
        {
            int gaps = GapsOf(table, column.Name);
            if (gaps == 0) continue;
            string value = column.Fill.IsMissing ? "a category of its own" : column.Fill.Kind == CellKind.Number
                ? column.Fill.Number.ToString("G5", CultureInfo.InvariantCulture) : column.Fill.ToString();
            notes.Add($"{column.Name}: in {Rows(gaps)} of {table.RowCount} there is no value; {value}{RuleOf(column)} stands in for it.");
        }
        if (kept < table.RowCount)
            notes.Add($"{Rows(table.RowCount - kept)} without a value of {string.Join(", ", recipe.Targets.Select(target => target.Name))} are left out.");
        return notes;
    }

    /// <summary>Where the rows of a table that became examples had no value: the example and the recipe's column, both from 0.</summary>
    public static IReadOnlyList<int[]> GapsIn(Recipe recipe, ITable table)
    {
        int[] columns = [.. recipe.Columns.Select(column => PlaceOf(table, column.Name))];
        int[] targets = [.. recipe.Targets.Select(target => PlaceOf(table, target.Name))];
        IEnumerable<int> kept = Enumerable.Range(0, table.RowCount).Where(row => !targets.Any(target => table[row, target].IsMissing));
        return [.. kept.SelectMany((row, example) => columns.Index().Where(at => table[row, at.Item].IsMissing).Select(at => (int[])[example, at.Index]))];
    }

    private static int PlaceOf(ITable table, string name) => table.ColumnNames.ToList().IndexOf(name);

    private static IEnumerable<int> Sizes(LearnerPlan plan) => [plan.Recipe.InputCount, .. plan.Hidden, plan.Recipe.OutputCount];

    private static string Rows(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "row" : "rows")}");

    private static string RuleOf(RecipeColumn column) => column.Missing switch
    {
        MissingRule.Median => column.Encoding is NumberEncoding or DateEncoding ? " (the median)" : " (the most frequent)",
        MissingRule.Mean => " (the mean)",
        MissingRule.MostFrequent => " (the most frequent)",
        _ => "",
    };

    private static int GapsOf(ITable table, string name)
    {
        int column = PlaceOf(table, name);
        return column < 0 ? 0 : Enumerable.Range(0, table.RowCount).Count(row => table[row, column].IsMissing);
    }

    /// <summary>What holds for all inputs says nothing about targets: they are told of one by one.</summary>
    private static Dictionary<string, ColumnOptions> WithTargetsAsTheyAre(Learner learner)
    {
        var columns = new Dictionary<string, ColumnOptions>(learner.Columns);
        foreach (string target in learner.Targets)
        {
            ColumnOptions told = columns.GetValueOrDefault(target) ?? new ColumnOptions();
            columns[target] = told with { Scaling = told.Scaling ?? NumberScaling.None };
        }
        return columns;
    }

    private static bool IsSmall(Learner learner, ITable table) => table.ColumnNames
        .Select((name, i) => (Name: name, Place: i))
        .Where(column => !learner.Ignore.Contains(column.Name)
            && (learner.Inputs is null || learner.Inputs.Contains(column.Name) || learner.Targets.Contains(column.Name)))
        .All(column => Enumerable.Range(0, table.RowCount).Select(row => table[row, column.Place])
            .All(cell => cell.Kind != CellKind.Number || Math.Abs(cell.Number) <= Small));
}
