using System.Text.RegularExpressions;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Diagnostics;
using NodeNet.Fast;
using NodeNet.Inspection;
using NodeNet.Learning;
using NodeNet.Losses;
using NodeNet.Minimizing;
using NodeNet.Optimizers;
using NodeNet.Steps;
using NodeNet.Tests.Recipes;
using NodeNet.Training;
using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Readme;

/// <summary>docs/standing.md says for each part what it can be used with: this reads the page and tries it.</summary>
public sealed class StandingPageTests : IDisposable
{
    private static readonly string[] _claims = ["precision", "fast loops", "ledger", "resume", "doctor", "nodenet"];

    private static readonly string _page =
        File.ReadAllText(Path.Combine(ReadmeProgram.RepositoryRoot(), "docs", "standing.md")).ReplaceLineEndings("\n");

    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-standing-").FullName;

    public StandingPageTests()
    {
        IEnumerable<int> rows = Enumerable.Range(0, 40);
        File.WriteAllText(At("numbers.csv"), "a,b,y\n" + string.Join('\n', rows.Select(i => $"{i % 8},{i * 3 % 7},{(i % 8) + (i * 3 % 7)}")));
        File.WriteAllText(At("classes.csv"), "a,b,y\n" + string.Join('\n', rows.Select(i => $"{i % 8},{i * 3 % 7},{(i % 8 + i * 3 % 7 > 6 ? "yes" : "no")}")));
    }

    public static TheoryData<string> OptimizerNames => new(Catalogue.Optimizers.Names);

    public static TheoryData<string> LossNames => new(Catalogue.Losses.Names);

    public static TheoryData<string> MinimizerNames => new(Minimizers.Catalogue.Names);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_table_has_every_part_of_the_catalogue_and_no_other()
    {
        Table("Optimizers").Keys.Should().Equal(Catalogue.Optimizers.Names);
        Table("Losses").Keys.Should().Equal(Catalogue.Losses.Names);
        Table("Methods that look at all weights at once").Keys.Should().Equal(Minimizers.Catalogue.Names);
    }

    [Theory]
    [MemberData(nameof(OptimizerNames))]
    public void An_optimizer_stands_where_the_page_says(string name)
    {
        Table("Optimizers")[name].Should().Equal(Found(
            new MeanSquaredError(), Catalogue.Optimizers.Create(name), ["train", At("numbers.csv"), "--target", "y", "--optimizer", name]));
    }

    [Theory]
    [MemberData(nameof(LossNames))]
    public void A_loss_stands_where_the_page_says(string name)
    {
        ILoss loss = Catalogue.Losses.Create(name);
        string table = loss is BinaryCrossEntropy or CrossEntropy ? "classes.csv" : "numbers.csv";
        string[] command = loss is CrossEntropy ? ["train", "--help"] : ["train", At(table), "--target", "y", "--loss", name];
        Table("Losses")[name].Should().Equal(Found(loss, new Adam(), command));
    }

    [Theory]
    [MemberData(nameof(MinimizerNames))]
    public void A_minimizer_stands_where_the_page_says(string name)
    {
        IMinimizer minimizer = Minimizers.Catalogue.Create(name);
        IReadOnlyList<string> said = Table("Methods that look at all weights at once")[name];
        GivenTable numbers = GivenTable.Of(File.ReadAllText(At("numbers.csv")));
        Learner learner = Learner.For("y") with { Minimizer = minimizer, Hidden = [3], L2 = 0.0 };
        var saving = new TrainerOptions { Checkpoints = new CheckpointOptions(At("c.json")) };
        var trainer = new Trainer(Built(new MeanSquaredError()), new MeanSquaredError(), saving);

        Claim("precision", IsRefused(() => (learner with { Precision = Precision.Single }).Plan(numbers)) ? "no" : "yes");
        Claim("ledger", Run("explain", At("numbers.csv"), "--target", "y", "--optimizer", name).Code == 0 ? "yes" : "no");
        Claim("resume", IsRefused(() => trainer.Minimize(Data(new MeanSquaredError()), minimizer)) ? "no" : "yes");
        Claim("doctor", learner.Diagnose(numbers).Findings.Any(finding => finding.Code == FindingCodes.UnboundMinimizer) ? "yes" : "no");
        string[] train = ["train", At("numbers.csv"), "--target", "y", "--optimizer", name, "--epochs", "9", "--out", At("m.json")];
        Claim("nodenet", Run(train).Code == 0 ? "yes" : "no");

        void Claim(string what, string found) => said[Array.IndexOf(_claims, what)].Should().Be(found, what);
    }

    [Fact]
    public void What_judges_and_searches_is_in_the_library_and_where_it_says_so_a_command()
    {
        IReadOnlyDictionary<string, string[]> table = Table("Judging and searching");

        table.Should().HaveCountGreaterThan(8);
        string[] types = [.. typeof(Network).Assembly.GetExportedTypes().Select(type => type.Name)];
        foreach ((string part, string[] places) in table)
        {
            types.Should().Contain(places[0].Trim('`'), part);
            if (places[1] != "no") Run(places[1], "--help").Code.Should().Be(0, part);
        }
        table.Values.Count(places => places[1] != "no").Should().BeGreaterThan(4);
    }

    /// <summary>What is so, in the order of the page's columns.</summary>
    private string[] Found(ILoss loss, IOptimizer optimizer, string[] command)
    {
        DataSet data = Data(loss);
        var options = new TrainerOptions { Optimizer = optimizer, LearningRate = 0.01, BatchSize = 4, Epochs = 6, Seed = 3 };
        double[] whole = Trained(loss, options, data);

        double[] single = Trained(loss, options with { Precision = Precision.Single }, data);
        bool inSingle = single.Zip(whole).All(pair => Math.Abs(pair.First - pair.Second) < 1e-3) && (!single.SequenceEqual(whole) || !FastMode.IsOn);

        bool onFastLoops = !FastMode.IsOn || new StepperCache(Built(loss), loss, options).For(4) is not StepLoop;

        var trainer = new Trainer(Built(loss), loss, options);
        StepLedger ledger = trainer.Explain(data.Inputs[0].ToArray(), data.Targets[0].ToArray());
        trainer.Step(data.Inputs[0], data.Targets[0]);
        bool isExplained = trainer.Network.Connections.All(connection =>
            ledger.Change(connection.Source.Name, connection.Target.Name).NewValue == connection.Weight);

        var checkpoints = new CheckpointOptions(At("run.json"));
        new Trainer(Built(loss), loss, options with { Epochs = 3, Checkpoints = checkpoints }).Train(data);
        Network resumed = Built(loss);
        new Trainer(resumed, loss, options).Resume(At("run.json"), data);
        File.Delete(At("run.json"));

        bool isDiagnosed = new Trainer(Built(loss), loss, options).Diagnose(data).ToString().Contains(loss.Name, StringComparison.Ordinal);
        string[] run = command.Contains("--help") ? command : [.. command, "--hidden", "3", "--epochs", "2", "--out", At("m.json")];
        return [
            Word(inSingle), Word(onFastLoops), Word(isExplained), Word(All(resumed).SequenceEqual(whole)), Word(isDiagnosed), Word(Run(run).Code == 0)];
    }

    private static string Word(bool holds) => holds ? "yes" : "no";

    private static double[] Trained(ILoss loss, TrainerOptions options, DataSet data)
    {
        Network network = Built(loss);
        new Trainer(network, loss, options).Train(data);
        return All(network);
    }

    private static double[] All(Network network) => [.. network.Connections.Select(connection => connection.Weight)];

    private static Network Built(ILoss loss)
    {
        NetworkBuilder builder = new NetworkBuilder(2).AddLayer(3, new Tanh());
        return (loss switch
        {
            CrossEntropy => builder.AddLayer(2, new Softmax()),
            BinaryCrossEntropy => builder.AddLayer(2, new Sigmoid()),
            Poisson => builder.AddLayer(2, new Softplus()),
            _ => builder.AddLayer(2, new Identity()),
        }).Build(5);
    }

    private static DataSet Data(ILoss loss)
    {
        bool areClasses = loss is CrossEntropy or BinaryCrossEntropy;
        double[][] inputs = [.. Enumerable.Range(0, 24).Select(i => new[] { i % 5 / 2.5 - 1.0, i * 7 % 11 / 5.5 - 1.0 })];
        double[] TargetsOf(double[] x) => !areClasses ? [x[0] * x[1], x[0] - 0.3] : x[0] > x[1] ? [1.0, 0.0] : [0.0, 1.0];
        double[] Counts(double[] x) => [.. TargetsOf(x).Select(target => Math.Abs(target))];
        Func<double[], double[]> targets = loss is Poisson ? Counts : TargetsOf;
        return DataSet.From(inputs, [.. inputs.Select(targets)]);
    }

    private static bool IsRefused(Action what)
    {
        try
        {
            what();
            return false;
        }
        catch (Exception refused) when (refused is ArgumentException or InvalidOperationException)
        {
            return true;
        }
    }

    /// <summary>A section's table: the first cell of each row, and the others.</summary>
    private static IReadOnlyDictionary<string, string[]> Table(string section)
    {
        string text = Regex.Match(_page, $"^## {Regex.Escape(section)}\n(.*?)(?=^## |\\z)", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
        string[][] rows = [.. text.Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];
        rows.Should().HaveCountGreaterThan(2, section);
        return rows.Skip(2).ToDictionary(row => row[0], row => row[1..]);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
