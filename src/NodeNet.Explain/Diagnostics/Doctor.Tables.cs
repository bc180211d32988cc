using NodeNet.Foundation;
using NodeNet.Learning;
using NodeNet.Recipes;
using NodeNet.Training;

namespace NodeNet.Diagnostics;

public static partial class Doctor
{
    private const int MostCategories = 50; // beyond that a recipe takes words for texts

    /// <summary>Examines a table together with the recipe that reads it: identifiers, constant columns, columns that are almost all gaps, inputs that tell the
    /// target, classes out of balance. No network is looked at.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="table">The table that it was fitted on, or another with its columns and targets.</param>
    /// <returns>The findings. What the recipe refuses is one, too.</returns>
    public static Diagnosis Diagnose(Recipe recipe, ITable table)
    {
        Guard.NotNull(recipe);
        Guard.NotNull(table);
        List<Finding> findings = TableChecks.Run(recipe, table, recipe.DropsMissingTargets);
        try
        {
            if (!findings.Exists(finding => finding is { Code: FindingCodes.MissingTargets, Severity: Severity.Error })) recipe.DataSet(table);
        }
        catch (RecipeException trouble)
        {
            findings.Add(TableChecks.Refused(trouble));
        }
        return new Diagnosis($"{recipe}; {MessageText.Count(table.RowCount, "row")}", findings, []);
    }

    /// <summary>Examines a table and what a learner would train on it: the table, the recipe, and the network with its loss and learning rate.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="training">The training table.</param>
    /// <returns>The findings. A column that the recipe would refuse is one, and the rest is examined without it. Where rows without a target are left out,
    /// <see cref="Finding.Rows"/> count the others.</returns>
    /// <exception cref="RecipeException">A column that the learner names is not there, or the table has no rows.</exception>
    /// <exception cref="ArgumentException">The learner names a column as input and as target, or one twice.</exception>
    public static Diagnosis Diagnose(Learner learner, ITable training)
    {
        Guard.NotNull(learner);
        Guard.NotNull(training);
        var findings = new List<Finding>();
        var remarks = new List<string>();
        string table = $"{MessageText.Count(training.RowCount, "row")} of {MessageText.Count(training.ColumnNames.Count, "column")}";
        LearnerPlan? plan = PlanWithoutRefused(learner, training, findings);
        if (plan is null)
        {
            remarks.Add("The rest was not looked at: without that there is no recipe.");
            return new Diagnosis($"{table}; {learner}", findings, remarks);
        }
        string[] left = [.. findings.SelectMany(finding => finding.Columns).Except(learner.Targets)];
        if (left.Length > 0) remarks.Add($"The rest was looked at without {MessageText.List(left)}.");
        findings.AddRange(TableChecks.Run(plan.Recipe, training, learner.DropsMissingTargets));
        var options = new TrainerOptions
        {
            Optimizer = plan.Optimizer,
            LearningRate = plan.LearningRate,
            Epochs = plan.Epochs,
            BatchSize = plan.BatchSize,
            L2 = plan.L2,
            Seed = plan.Seed,
        };
        (string subject, List<Finding> ofNetwork, IReadOnlyList<string> more) =
            Examine(plan.BuildNetwork(), plan.Loss, plan.Recipe.DataSet(training), options, validation: null, hasRate: plan.Minimizer is null);
        if (plan.IsUnboundMinimizer) findings.Add(Unbound(plan));
        findings.AddRange(ofNetwork.Where(finding => !IsSaidOfTable(finding, plan.Recipe, findings)));
        return new Diagnosis($"{table}; {subject}", findings, [.. remarks, .. more]);
    }

    private static Finding Unbound(LearnerPlan plan)
    {
        int[] sizes = [plan.Recipe.InputCount, .. plan.Hidden, plan.Recipe.OutputCount];
        int weights = sizes.Zip(sizes.Skip(1), (from, to) => from * to).Sum();
        return new Finding
        {
            Code = FindingCodes.UnboundMinimizer,
            Title = "a minimizer without L2 or validation",
            Severity = Severity.Warning,
            Explanation = $"{plan.Minimizer!.Name} makes the loss on the {MessageText.Count(plan.Rows, "row")} as small as "
                + $"{MessageText.Count(weights, "weight")} allow; nothing keeps it from learning the noise, and it gets there in few passes.",
            Advice = "Leave L2 to its rule (docs/learner.md) or set it, or hold rows out: ValidationFraction = 0.2 keeps the weights that did best on them.",
            Evidence = [new Evidence("rows", plan.Rows), new Evidence("weights", weights)],
        };
    }

    /// <summary>What would be trained on a table without the columns that the recipe refuses, each of which becomes a finding; null if that is a
    /// target.</summary>
    private static LearnerPlan? PlanWithoutRefused(Learner learner, ITable training, List<Finding> findings)
    {
        Learner rest = learner;
        while (true)
        {
            try
            {
                return rest.Plan(training);
            }
            catch (RecipeException trouble)
            {
                int place = trouble.Column is { } name ? Records.PlacesOf(training, [name])[0] : -1;
                if (place < 0)
                {
                    if (findings.Count == 0) throw; // no fault of a column
                    return null;
                }
                string column = trouble.Column!;
                if (rest.Targets.Contains(column))
                {
                    if (!rest.DropsMissingTargets && HasGap(training, place))
                    {
                        rest = rest with { DropsMissingTargets = true }; // a finding of the table
                        continue;
                    }
                    findings.Add(OfRefusedTarget(training, place, trouble));
                    // The inputs are looked at all the same, beside a target that nothing is wrong with.
                    if (training is not SoundTarget && training.RowCount > 1 && rest.Targets.Count == 1)
                        _ = PlanWithoutRefused(rest with { Columns = Without(rest.Columns, column) }, new SoundTarget(training, place), findings);
                    return null;
                }
                findings.Add(OfRefused(rest, training, place, trouble));
                rest = rest.Inputs is { } inputs ? rest with { Inputs = [.. inputs.Where(input => input != column)] }
                    : rest with { Ignore = [.. rest.Ignore, column] };
                if (rest.Inputs is { Count: 0 }) return null;
            }
        }
    }

    private static Dictionary<string, ColumnOptions> Without(Dictionary<string, ColumnOptions> columns, string name) =>
        columns.Where(column => column.Key != name).ToDictionary();

    /// <summary>The table with a target of 0, 1, 0, 1, … in place of one that is refused.</summary>
    private sealed class SoundTarget(ITable table, int target) : ITable
    {
        public IReadOnlyList<string> ColumnNames => table.ColumnNames;

        public int RowCount => table.RowCount;

        public Cell this[int row, int column] => column == target ? (Cell)(double)(row % 2) : table[row, column];

        public string PlaceOf(int row) => table.PlaceOf(row);

        public string? HintFor(int column) => column == target ? null : table.HintFor(column);

        public TableForm? Form => table.Form;
    }

    private static bool HasGap(ITable table, int column) => Enumerable.Range(0, table.RowCount).Any(row => table[row, column].IsMissing);

    private static Finding OfRefusedTarget(ITable table, int place, RecipeException trouble) =>
        table.HintFor(place) is { } hint ? ColumnChecks.ReadAsWords(trouble.Column!, hint, Severity.Error) : TableChecks.Refused(trouble);

    private static Finding OfRefused(Learner learner, ITable table, int place, RecipeException trouble)
    {
        var column = new TableColumn(table, place, [.. Enumerable.Range(0, table.RowCount)], column: null);
        if (column.PresentCount == 0) return ColumnChecks.Empty(column);
        bool isToldKind = (learner.Columns.GetValueOrDefault(column.Name)?.Kind ?? learner.Defaults.Kind) is not null;
        if (isToldKind) return TableChecks.Refused(trouble);
        if (column.Hint is { } hint) return ColumnChecks.ReadAsWords(column.Name, hint, Severity.Error);
        if (IdentifierCheck.OfNumbers(column) is { } why) return ColumnChecks.Identifier(column, why, Severity.Error);
        if (IdentifierCheck.IsOfWords(column))
        {
            string words = $"nearly every row has a value of its own, as \"{MessageText.Shown(column.Values[0].ToString())}\"";
            return ColumnChecks.Identifier(column, words, Severity.Error);
        }
        return !column.IsNumbers && column.Values.Count > MostCategories ? ColumnChecks.Text(column) : TableChecks.Refused(trouble);
    }

    /// <summary>Whether what the network's inputs and targets show has been said of the table's columns.</summary>
    private static bool IsSaidOfTable(Finding finding, Recipe recipe, List<Finding> ofTable)
    {
        if (finding.Code == FindingCodes.ClassImbalance) // a number that has few values is no class
            return recipe.ClassLabels is null || ofTable.Exists(other => other.Code == FindingCodes.ClassImbalance);
        if (finding.Code is not (FindingCodes.ConstantInputs or FindingCodes.ZeroInputs)) return false;
        var said = new HashSet<string>();
        int next = 0;
        foreach (RecipeColumn column in recipe.Columns)
        {
            bool isConstant = ofTable.Exists(other => other.Code == FindingCodes.ConstantColumn && other.Columns.Contains(column.Name));
            for (int i = 0; i < column.Width; i++)
            {
                next++;
                if (isConstant) said.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"x{next}"));
            }
        }
        return finding.Nodes.All(said.Contains);
    }
}
