using System.CommandLine;
using NodeNet.Activations;
using NodeNet.Learning;
using NodeNet.Losses;
using NodeNet.Minimizing;
using NodeNet.Optimizers;
using NodeNet.Recipes;
using NodeNet.Tool.Output;
using NodeNet.Training;

namespace NodeNet.Tool.Input;

/// <summary>The options that make a learner; docs/learner.md has the rules for those that are not given.</summary>
internal sealed partial class LearnerArguments
{
    private static readonly Dictionary<string, ColumnKind> _kinds = new()
    {
        ["number"] = ColumnKind.Number,
        ["category"] = ColumnKind.Category,
        ["ordered"] = ColumnKind.OrderedCategory,
        ["yesno"] = ColumnKind.Truth,
        ["date"] = ColumnKind.Date,
    };

    private static readonly Dictionary<string, NumberScaling> _scalings = new()
    {
        ["standard"] = NumberScaling.Standard,
        ["minmax"] = NumberScaling.MinMax,
        ["robust"] = NumberScaling.Robust,
        ["log"] = NumberScaling.Log,
        ["log1p"] = NumberScaling.LogOnePlus,
        ["none"] = NumberScaling.None,
    };

    private static readonly Dictionary<string, MissingRule> _missings = new()
    {
        ["refuse"] = MissingRule.Refuse,
        ["median"] = MissingRule.Median,
        ["mean"] = MissingRule.Mean,
        ["frequent"] = MissingRule.MostFrequent,
        ["category"] = MissingRule.OwnCategory,
    };

    private static readonly Dictionary<string, UnknownRule> _unknowns = new()
    {
        ["refuse"] = UnknownRule.Refuse,
        ["zeros"] = UnknownRule.AllZeros,
        ["rare"] = UnknownRule.Rare,
    };

    private readonly Option<string?> _target = new("--target")
    {
        Description = "The column to predict, or several columns of numbers: a,b. A name with a comma: '\"a, b\"'.",
    };
    private readonly Option<string?> _inputs = new("--inputs")
    {
        Description = "The columns to predict from: a,b. Default: all others. A name with a comma: '\"a, b\"'.",
    };
    private readonly Option<string?> _ignore = new("--ignore") { Description = "Columns to leave out: id,name. A name with a comma: '\"a, b\"'." };
    private readonly Option<string[]> _kind = new("--kind") { Description = $"What a column is: zip=category. One of {Words(_kinds)}. May be given again." };
    private readonly Option<string[]> _scaling = new("--scaling")
    {
        Description = $"How numbers are scaled: robust, or income=log for one column. One of {Words(_scalings)}.",
    };
    private readonly Option<string[]> _missing = new("--missing")
    {
        Description = $"What stands in for a gap: median, or age=mean for one column. One of {Words(_missings)}.",
    };
    private readonly Option<string[]> _unknown = new("--unknown")
    {
        Description = $"What is done with unknown categories, all or a column's. One of {Words(_unknowns)}.",
    };
    private readonly Option<string[]> _order = new("--order") { Description = "The order of a column's categories: size=small<medium<large." };
    private readonly Option<string?> _positive = new("--positive") { Description = "Of two classes, the one that counts as yes." };
    private readonly Option<int?> _rare = new("--rare") { Description = "Categories with fewer rows than this are taken as one." };
    private readonly Option<bool> _mark = new("--mark-missing") { Description = "One more input for each column says whether the value was missing." };
    private readonly Option<bool> _drop = new("--drop-missing-targets") { Description = "Leaves out rows without a target." };
    private readonly Option<string?> _hidden = new("--hidden") { Description = "The hidden layers: 16 or 16,8; 0 for none." };
    private readonly Option<string?> _activation = new("--activation") { Description = $"Of hidden nodes: {string.Join(", ", Catalogue.Activations.Names)}." };
    private readonly Option<string?> _loss = new("--loss") { Description = $"One of {string.Join(", ", Catalogue.Losses.Names)}." };
    private readonly Option<string?> _optimizer = new("--optimizer")
    {
        Description = $"One of {string.Join(", ", Catalogue.Optimizers.Names)}; or of those that look at all weights at once, "
            + $"without --rate and --batch: {string.Join(", ", Minimizers.Catalogue.Names)}.",
    };
    private readonly Option<string?> _rate = new("--rate")
    {
        Description = "The learning rate. Default: the model's own; without one 0.1 where single steps are shown, and 0.005 in a training.",
    };
    private readonly Option<int?> _epochs = new("--epochs") { Description = "The most epochs." };
    private readonly Option<int?> _batch = new("--batch") { Description = "Examples in a step." };
    private readonly Option<string?> _l2 = new("--l2") { Description = "λ of the L2 penalty." };
    private readonly Option<string?> _validation = new("--validation") { Description = "The share of rows held out to stop when it gets no better, as 0.2." };
    private readonly Option<int?> _patience = new("--patience") { Description = "Stops after so many epochs without a smaller loss (default: 10)." };
    private readonly Option<long> _seed = new("--seed") { Description = "The seed of everything that is drawn.", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _precision = new("--precision") { Description = "double or single (default: double)." };
    private readonly Option<int?> _threads = new("--threads") { Description = "The most threads (default: the processors)." };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[
            _target, _inputs, _ignore, _kind, _scaling, _missing, _unknown, _order, _positive, _rare, _mark, _drop, _hidden, _activation,
            _loss, _optimizer, _rate, _epochs, _batch, _l2, _validation, _patience, _weight, _classWeights, _seed, _precision, _threads])
        {
            command.Add(option);
        }
    }

    /// <summary>The options that are given and say how a recipe is fitted or a network built, which a model to go on from has already.</summary>
    public IReadOnlyList<string> OfNewModels(ParseResult parsed) =>
        Given(parsed, _inputs, _ignore, _kind, _scaling, _missing, _unknown, _order, _positive, _rare, _mark, _drop, _hidden, _activation);

    /// <summary>The options that are given and say something of a whole training, which a page that takes single steps of gradient descent has not.</summary>
    public IReadOnlyList<string> OfTrainings(ParseResult parsed) =>
        Given(parsed, _optimizer, _epochs, _l2, _validation, _patience, _weight, _classWeights, _precision, _threads);

    /// <summary>Whether --target is given.</summary>
    public bool HasTarget(ParseResult parsed) => Given(parsed, _target).Count > 0;

    private static IReadOnlyList<string> Given(ParseResult parsed, params Option[] options) =>
        [.. options.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name)];

    /// <summary>The learning rate, if it is given.</summary>
    public double? RateOf(ParseResult parsed) => Lists.Number(parsed.GetValue(_rate), "--rate", 1e-9, 1e3);

    /// <summary>The loss, if it is given.</summary>
    public ILoss? LossOf(ParseResult parsed) => Part(Catalogue.Losses, parsed.GetValue(_loss), "--loss");

    /// <summary>How many examples a step has, if it is given.</summary>
    public int? BatchOf(ParseResult parsed) => AtLeast1(parsed.GetValue(_batch), "--batch");

    public long Seed(ParseResult parsed) => parsed.GetValue(_seed);

    /// <summary>α of a single step, where neither --rate nor a model says one; the playground has the same.</summary>
    public const double StepRate = 0.1;

    /// <summary>How a single step is taken, where there is a network already: by gradient descent at the model's own learning rate unless told
    /// otherwise.</summary>
    public TrainerOptions Step(ParseResult parsed, Model model) => new()
    {
        Optimizer = MinimizerOf(parsed) is { } whole ? throw new UsageException($"--optimizer: {whole.Name} takes no single steps; name another.")
            : OptimizerOf(parsed) ?? new GradientDescent(),
        LearningRate = RateOf(parsed) ?? model.Origin?.LearningRate ?? StepRate,
        L2 = Lists.Number(parsed.GetValue(_l2), "--l2", 0.0, 1e3) ?? 0.0,
    };

    /// <summary>A learner whose training can be shown step by step.</summary>
    public Learner ReadStepwise(ParseResult parsed) => Read(parsed) is { Minimizer: { } whole }
        ? throw new UsageException($"--optimizer: {whole.Name} takes no single steps; name another.") : Read(parsed);

    public Learner Read(ParseResult parsed)
    {
        string[] targets = Lists.Names(parsed.GetValue(_target)) is { Length: > 0 } names
            ? names
            : throw new UsageException("--target is missing: the column to predict.");
        return Learner.For(targets) with
        {
            Inputs = Lists.Names(parsed.GetValue(_inputs)),
            Ignore = Lists.Names(parsed.GetValue(_ignore)) ?? [],
            Defaults = Defaults(parsed),
            Columns = Columns(parsed, targets),
            DropsMissingTargets = parsed.GetValue(_drop),
            Hidden = Lists.Sizes(parsed.GetValue(_hidden), "--hidden"),
            Activation = Part(Catalogue.Activations, parsed.GetValue(_activation), "--activation"),
            Loss = LossOf(parsed),
            Optimizer = MinimizerOf(parsed) is null ? OptimizerOf(parsed) : null,
            Minimizer = MinimizerOf(parsed),
            LearningRate = RateOf(parsed),
            Epochs = AtLeast1(parsed.GetValue(_epochs), "--epochs"),
            BatchSize = BatchOf(parsed),
            L2 = Lists.Number(parsed.GetValue(_l2), "--l2", 0.0, 1e3),
            ValidationFraction = Lists.Number(parsed.GetValue(_validation), "--validation", 0.0, 0.9),
            Patience = AtLeast1(parsed.GetValue(_patience), "--patience"),
            WeightColumn = parsed.GetValue(_weight),
            BalancesClasses = IsBalanced(parsed),
            Seed = parsed.GetValue(_seed),
            Precision = Lists.Word(
                parsed.GetValue(_precision) ?? "double", "--precision", new Dictionary<string, Precision>
                {
                    ["double"] = Precision.Double,
                    ["single"] = Precision.Single,
                }),
            MaxDegreeOfParallelism = AtLeast1(parsed.GetValue(_threads), "--threads"),
        };
    }

    private IMinimizer? MinimizerOf(ParseResult parsed) =>
        parsed.GetValue(_optimizer) is { } name && Minimizers.Catalogue.Contains(name.Split('(')[0]) ? Part(Minimizers.Catalogue, name, "--optimizer") : null;

    private IOptimizer? OptimizerOf(ParseResult parsed)
    {
        string? name = parsed.GetValue(_optimizer);
        if (name is null || Catalogue.Optimizers.Contains(name.Split('(')[0])) return Part(Catalogue.Optimizers, name, "--optimizer");
        string[] known = [.. Catalogue.Optimizers.Names, .. Minimizers.Catalogue.Names];
        throw new UsageException(
            $"--optimizer: there is no {name}.{Output.NearestWord.Question(name, known)} Known are {string.Join(", ", known)}.");
    }

    private ColumnOptions Defaults(ParseResult parsed) => new()
    {
        Missing = ForAll(parsed.GetValue(_missing), "--missing", _missings) ?? MissingRule.Median,
        Scaling = ForAll(parsed.GetValue(_scaling), "--scaling", _scalings),
        Unknown = ForAll(parsed.GetValue(_unknown), "--unknown", _unknowns),
        MinimumCount = AtLeast1(parsed.GetValue(_rare), "--rare"),
        MarksMissing = parsed.GetValue(_mark) ? true : null,
    };

    private Dictionary<string, ColumnOptions> Columns(ParseResult parsed, string[] targets)
    {
        var columns = new Dictionary<string, ColumnOptions>();
        void Set(string column, Func<ColumnOptions, ColumnOptions> change) =>
            columns[column] = change(columns.GetValueOrDefault(column) ?? new ColumnOptions());
        foreach ((string column, ColumnKind kind) in OfColumns(parsed.GetValue(_kind), "--kind", _kinds)) Set(column, options => options with { Kind = kind });
        foreach ((string column, NumberScaling rule) in OfColumns(parsed.GetValue(_scaling), "--scaling", _scalings))
        {
            Set(column, options => options with { Scaling = rule });
        }
        foreach ((string column, MissingRule rule) in OfColumns(parsed.GetValue(_missing), "--missing", _missings))
        {
            Set(column, options => options with { Missing = rule });
        }
        foreach ((string column, UnknownRule rule) in OfColumns(parsed.GetValue(_unknown), "--unknown", _unknowns))
        {
            Set(column, options => options with { Unknown = rule });
        }
        foreach (string order in parsed.GetValue(_order) ?? [])
        {
            (string column, string categories) = Lists.Pair(order, "--order");
            Set(column, options => options with { Kind = ColumnKind.OrderedCategory, Order = categories.Split('<', StringSplitOptions.TrimEntries) });
        }
        if (parsed.GetValue(_positive) is { } positive) Set(targets[0], options => options with { Yes = positive });
        return columns;
    }

    /// <summary>The word that is given for no column in particular.</summary>
    private static T? ForAll<T>(string[]? words, string option, Dictionary<string, T> known)
        where T : struct
    {
        string? word = words?.LastOrDefault(text => !text.Contains('=', StringComparison.Ordinal));
        return word is null ? null : Lists.Word(word, option, known);
    }

    private static IEnumerable<(string Column, T Value)> OfColumns<T>(string[]? words, string option, Dictionary<string, T> known) =>
        (words ?? []).Where(text => option == "--kind" || text.Contains('=', StringComparison.Ordinal)).Select(text =>
        {
            (string column, string word) = Lists.Pair(text, option);
            return (column, Lists.Word(word, option, known));
        });

    private static T? Part<T>(Catalogue<T> catalogue, string? name, string option)
        where T : class
    {
        if (name is null) return null;
        if (typeof(T) == typeof(IActivation) && Catalogue.LayerActivations.Contains(name))
        {
            throw new UsageException(
                $"{option}: {name} is the function of a whole layer, for outputs, and {option} is that of hidden nodes. Where classes are predicted, the "
                    + "outputs have softmax or sigmoid without an option.");
        }
        try
        {
            return catalogue.Create(name);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException($"{option}: {CommandWords.Of(wrong.Message.Split(" (Parameter")[0])}");
        }
    }

    private static int? AtLeast1(int? number, string option) =>
        number is < 1 ? throw new UsageException($"{option} is {number}; it must be at least 1.") : number;

    private static string Words<T>(Dictionary<string, T> known) => string.Join(", ", known.Keys);
}
