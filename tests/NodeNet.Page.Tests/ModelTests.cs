using System.Text;
using System.Text.Json.Nodes;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Datasets;
using NodeNet.Learning;
using NodeNet.Losses;
using NodeNet.Playground;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Page.Tests;

/// <summary>A model goes both ways: what a page is made of and what is saved from it is a model file with all that belongs to it.</summary>
public class ModelTests
{
    private const string Fruit = "colour,size,kind\nred,small,apple\ngreen,,pear\nred,large,apple\ngreen,large,pear\nyellow,small,apple\n,large,pear\n";

    private static readonly Lazy<Model> _penguins = new(() => (Learner.For("species") with { Hidden = [5], Epochs = 2 }).Train(Penguins.Table));

    [Fact]
    public void A_model_that_was_trained_opens_with_its_loss_its_rate_and_its_names()
    {
        var protocol = new Protocol();

        JsonNode state = Bring(protocol, Exports.Text(_penguins.Value));

        state["message"].Should().BeNull();
        protocol.Session.Parameters().Should().Equal(Parameters(_penguins.Value.Network));
        state["setup"]!["loss"]!.GetValue<string>().Should().Be("cross_entropy");
        state["rate"]!.GetValue<double>().Should().Be(0.005, "which the learner took");
        Labels(state).Should().Contain(["island = Biscoe", "bill_length_mm", "Adelie", "Chinstrap", "Gentoo"]);
        state["target"]!.GetValue<string>().Should().Be("species");
        state["understood"]!.GetValue<string>().Should().Contain("bill_length_mm: number, (x − 43.925) / 5.435874; missing: median, 44.45");
    }

    [Fact]
    public void Without_rows_the_page_shows_usual_values_and_says_so_until_there_are_some()
    {
        var protocol = new Protocol();
        JsonNode alone = Bring(protocol, Exports.Text(_penguins.Value));
        double[] row = protocol.Session.Tape.Rows.Should().ContainSingle().Subject;
        Recipe recipe = _penguins.Value.Recipe!;

        alone["standIn"]!.GetValue<bool>().Should().BeTrue();
        row[..recipe.InputCount].Should().Equal(recipe.Columns.SelectMany(column => column.FormulasOf(column.Fill).Select(formula => formula.Value)));
        row[recipe.InputCount..].Sum().Should().Be(1.0, "one class is what the model answers");

        JsonNode edited = JsonNode.Parse(protocol.Answer("""{"do":"edit","kind":"Cell","row":0,"column":0,"value":2}"""))!;
        edited["standIn"]!.GetValue<bool>().Should().BeFalse("who changes the row has made it one of theirs");
        protocol.Answer("""{"do":"undo"}""");
        JsonNode filled = Bring(protocol, Csv(Penguins.Table));
        filled["standIn"]!.GetValue<bool>().Should().BeFalse();
        filled["isNewTable"]!.GetValue<bool>().Should().BeFalse("it has the model's columns");
        protocol.Session.Tape.Rows.Should().HaveCount(344);
        Numbers(protocol.Session.Tape.Data.Inputs).Should().Equal(Numbers(recipe.Inputs(Penguins.Table)), "read by the model's own recipe");
        protocol.Session.Parameters().Should().Equal(Parameters(_penguins.Value.Network), "the network stays");
        filled["understood"]!.GetValue<string>().Should().Contain("bill_length_mm: in 2 rows of 344 there is no value; 44.45 (the median) stands in for it.");
    }

    [Fact]
    public void A_model_that_was_not_changed_is_saved_as_it_was()
    {
        string text = Exports.Text(_penguins.Value with { Threshold = 0.5 });
        var protocol = new Protocol();
        Bring(protocol, text);

        Saved(protocol).Should().Be(text);
        protocol.Session.Edit(EditKind.Freeze, "x1→h1", 0, 0, 1);
        protocol.Session.Edit(EditKind.Rate, null, 0, 0, 0.25);
        Model frozen = Load(Saved(protocol));
        frozen.Network.Connection("x1", "h1").IsFrozen.Should().BeTrue();
        (frozen.Origin!.LearningRate, frozen.Origin.Training).Should().Be((0.25, _penguins.Value.Origin!.Training));
        frozen.Origin.Scores.Should().NotBeEmpty("they were measured with these weights");
    }

    [Fact]
    public void What_is_saved_keeps_recipe_loss_names_and_threshold_beside_the_new_weights()
    {
        Model model = (Learner.For("kind") with { Hidden = [3], Epochs = 1 }).Train(Table.ParseCsv(Fruit)) with { Threshold = 0.3 };
        var protocol = new Protocol();
        Bring(protocol, Exports.Text(model));
        Bring(protocol, Fruit);
        protocol.Session.Edit(EditKind.Parameter, "x1→h1", 0, 0, 1.0 / 3);
        protocol.Session.GoTo(12);

        Model saved = Load(Saved(protocol));

        saved.Recipe!.Summary().Should().Be(Load(Exports.Text(model)).Recipe!.Summary());
        saved.Loss!.Name.Should().Be("binary_cross_entropy");
        saved.Threshold.Should().Be(0.3);
        saved.ClassLabels.Should().Equal("apple", "pear");
        Parameters(saved.Network).Should().Equal(protocol.Session.Parameters());
        saved.Origin!.Training.Should().StartWith(model.Origin!.Training).And.EndWith(
            "; then binary_cross_entropy, gradient_descent, rate 0.005, batches of 1, in the playground");
        saved.Origin.Scores.Should().BeEmpty("they were measured with other weights");
        saved.Classify(Table.ParseCsv("size,colour\nlarge,green\n")).Should().ContainSingle();
    }

    [Fact]
    public void The_threshold_decides_which_rows_are_right()
    {
        Model model = (Learner.For("kind") with { Hidden = [3], Epochs = 1 }).Train(Table.ParseCsv(Fruit)) with { Threshold = 1.0 };
        var protocol = new Protocol();
        Bring(protocol, Exports.Text(model));

        JsonNode state = Bring(protocol, Fruit);

        state["right"]!.GetValue<int>().Should().Be(3, "no output reaches 1, so every answer is the first class");
    }

    [Fact]
    public void A_page_of_a_table_saves_a_model_that_answers_the_tables_own_columns()
    {
        var protocol = new Protocol();
        JsonNode state = Bring(protocol, Fruit, file: "fruit.csv");
        protocol.Session.GoTo(600);
        int right = protocol.Session.Right()!.Value;

        Model saved = Load(Saved(protocol));

        Labels(state).Should().Equal("colour = green", "colour = red", "colour = yellow", "size = large", "size = small", "kind");
        state["isNewTable"]!.GetValue<bool>().Should().BeTrue();
        saved.Origin!.Source.Should().Be("fruit.csv");
        saved.Origin.LearningRate.Should().Be(0.1);
        string[] kinds = ["apple", "pear", "apple", "pear", "apple", "pear"];
        saved.Classify(Table.ParseCsv(Fruit)).Where((answer, i) => answer.Label == kinds[i]).Should().HaveCount(right).And.HaveCount(6);
    }

    [Fact]
    public void A_table_with_decimal_commas_is_remembered_as_one_and_gaps_and_rows_without_a_label_are_told()
    {
        var protocol = new Protocol();

        JsonNode state = Bring(protocol, "weight;length;y\n1,5;20,5;1\n2,5;;2\n;30;3\n4;45,25;\n");

        state["message"].Should().BeNull();
        protocol.Session.Tape.Rows.Should().HaveCount(3);
        state["understood"]!.GetValue<string>().Should().Contain("weight: in 1 row of 4 there is no value; 2 (the median) stands in for it.")
            .And.Contain("length: in 1 row of 4 there is no value; 25.25 (the median) stands in for it.")
            .And.Contain("1 row without a value of y are left out.");
        Load(Saved(protocol)).Origin!.TableForm!.DecimalSeparator.Should().Be(',');
    }

    [Fact]
    public void The_page_and_the_library_read_a_table_by_the_same_rules()
    {
        foreach (Table table in (Table[])[Penguins.Table, Table.ParseCsv(Fruit), Table.ParseCsv("a,b,y\n1,2,0.5\n3,4.5,1\n2,2,2\n")])
        {
            string target = table.ColumnNames[^1];
            LearnerPlan plan = PlaygroundRules.Complete(Learner.For(target), table).Plan(table);
            DataSet data = plan.Recipe.DataSet(table);
            string setup = PlaygroundSetup.Of(
                PlaygroundRules.NewModel(plan, table, null), data, plan.LearningRate, plan.BatchSize, plan.Seed, true,
                PlaygroundRules.NotesOn(plan.Recipe, table, data.Count), PlaygroundRules.GapsIn(plan.Recipe, table));
            var made = new Protocol();
            JsonNode ofLibrary = JsonNode.Parse(made.Answer("{\"do\":\"open\",\"setup\":" + setup + "}"))!;

            var page = new Protocol();
            JsonNode ofPage = Bring(page, Csv(table));

            ofLibrary["message"].Should().BeNull();
            page.Session.Tape.Rows.Should().BeEquivalentTo(made.Session.Tape.Rows, options => options.WithStrictOrdering());
            page.Session.Parameters().Should().Equal(made.Session.Parameters());
            foreach (string member in (string[])["setup", "understood", "target", "rate", "own"])
                JsonNode.DeepEquals(ofPage[member], ofLibrary[member]).Should().BeTrue($"{member}: {ofPage[member]} or {ofLibrary[member]}");
            ofLibrary["setup"]!["drawn"]!.GetValue<bool>().Should().BeTrue("its layers can be changed by hand");
        }
    }

    [Fact]
    public void Numbers_within_ten_stay_as_they_are_and_the_target_with_them()
    {
        Setup setup = OwnData.Read("a,b,y\n1,2,0.5\n3,4.5,1\n2,2,2\n");

        setup.Rows.Should().BeEquivalentTo((double[][])[[1, 2, 0.5], [3, 4.5, 1], [2, 2, 2]], options => options.WithStrictOrdering());
    }

    [Fact]
    public void Another_target_makes_another_page_of_the_same_table()
    {
        var protocol = new Protocol();
        string table = Csv(Penguins.Table);
        JsonNode first = Bring(protocol, table);

        JsonNode second = Bring(protocol, table, target: "species");

        first["target"]!.GetValue<string>().Should().Be("year", "the last column, where nobody says another");
        first["columns"]!.AsArray().Select(name => name!.GetValue<string>()).Should().Equal(Penguins.Table.ColumnNames);
        (second["target"]!.GetValue<string>(), second["classes"]!.AsArray().Count).Should().Be(("species", 3));
    }

    [Fact]
    public void Other_layers_another_start_and_undo_keep_the_recipe()
    {
        var protocol = new Protocol();
        JsonNode state = Bring(protocol, Fruit);
        double[] first = protocol.Session.Parameters();
        JsonNode setup = state["setup"]!.DeepClone();
        setup["hidden"] = new JsonArray(3, 2);
        setup["rows"] = state["rows"]!.DeepClone();
        setup["fresh"] = true;

        Open(protocol, setup);

        Model saved = Load(Saved(protocol));
        saved.Network.HiddenLayers.Select(layer => layer.Count).Should().Equal(3, 2);
        saved.Recipe!.ColumnNames.Should().Equal("colour", "size");
        protocol.Answer("""{"do":"undo"}""");
        protocol.Session.Parameters().Should().Equal(first);
        Load(Saved(protocol)).Recipe!.ColumnNames.Should().Equal("colour", "size");
        protocol.Answer("""{"do":"undo"}""");
        Load(Saved(protocol)).Recipe.Should().BeNull("XOR has none");
    }

    [Fact]
    public void A_new_start_of_a_network_that_is_its_files_draws_other_weights()
    {
        var protocol = new Protocol();
        Network network = new NetworkBuilder(2).AddLayer(30, new ReLU()).AddLayer(1, new Sigmoid()).Build(1);
        network.Node("h1").IsBiasFrozen = true;
        JsonNode state = Bring(protocol, Exports.Text(new Model(network)));
        JsonNode setup = state["setup"]!.DeepClone();
        setup["rows"] = state["rows"]!.DeepClone();
        setup["fresh"] = true;
        setup["seed"] = 2;

        Open(protocol, setup);

        setup["drawn"]!.GetValue<bool>().Should().BeFalse("30 nodes are more than the page makes");
        double[] drawn = protocol.Session.Parameters();
        drawn.Zip(Parameters(network)).Count(pair => pair.First == pair.Second).Should().BeLessThan(40, "all but biases of 0");
        drawn.Should().OnlyContain(value => Math.Abs(value) < 5);
    }

    [Fact]
    public void A_link_keeps_the_model_around_the_network_and_a_short_one_the_numbers_alone()
    {
        var protocol = new Protocol();
        Bring(protocol, Fruit);
        protocol.Session.GoTo(30);

        foreach (bool isShort in (bool[])[false, true])
        {
            JsonNode link = JsonNode.Parse(protocol.Answer("{\"do\":\"link\",\"quick\":" + (isShort ? "true" : "false") + "}"))!["link"]!;
            var opened = new Protocol();
            JsonNode state = JsonNode.Parse(opened.Answer("{\"do\":\"open\",\"setup\":" + link.ToJsonString() + "}"))!;

            state["message"].Should().BeNull();
            opened.Session.Parameters().Should().Equal(protocol.Session.Parameters());
            Labels(state).Should().HaveCount(isShort ? 0 : 6);
            Model saved = Load(Saved(opened));
            (saved.Recipe is null).Should().Be(isShort);
        }
    }

    [Fact]
    public void A_saved_preset_tells_its_loss_and_opens_again()
    {
        var protocol = new Protocol();
        protocol.Session.GoTo(40);

        string text = Saved(protocol);
        var opened = new Protocol();
        JsonNode state = Bring(opened, text);

        Load(text).Loss.Should().BeOfType<SumOfSquaredErrors>();
        state["message"].Should().BeNull();
        opened.Session.Parameters().Should().Equal(protocol.Session.Parameters());
        opened.Session.Tape.Rows.Should().HaveCount(4, "the page's rows fit the network, and stay");
        state["rate"]!.GetValue<double>().Should().Be(0.5);
    }

    [Fact]
    public void Rows_of_another_recipe_do_not_stay_under_a_model()
    {
        var protocol = new Protocol();
        Bring(protocol, "colour,shape,kind\nblue,round,a\nred,flat,b\nred,round,a\n");
        Model model = (Learner.For("kind") with { Hidden = [3], Epochs = 1 }).Train(Table.ParseCsv("a,b,c,d,kind\n1,2,3,4,x\n2,1,4,3,y\n3,3,3,3,x\n"));

        JsonNode state = Bring(protocol, Exports.Text(model));

        state["standIn"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public void The_exported_table_has_the_names_and_the_program_reads_the_model()
    {
        var protocol = new Protocol();
        Bring(protocol, "\"size, in cm\",y\n1,2\n2,4\n3,5.5\n");

        string csv = Exports.Csv(protocol.Session.Tape);

        csv.Should().StartWith("\"size, in cm\",y\n1,2\n");
        Exports.Of(protocol.Session.Tape).Select(file => file.Name).Should().Equal("Program.cs", "data.csv", "model.json");
    }

    private static JsonNode Bring(Protocol protocol, string text, string? target = null, string? file = null) => JsonNode.Parse(protocol.Answer(
        new JsonObject { ["do"] = "bring", ["text"] = text, ["name"] = target, ["file"] = file }.ToJsonString()))!;

    private static void Open(Protocol protocol, JsonNode setup) => JsonNode.Parse(
        protocol.Answer(new JsonObject { ["do"] = "open", ["setup"] = setup }.ToJsonString()))!["message"].Should().BeNull();

    private static string Saved(Protocol protocol) => JsonNode.Parse(protocol.Answer("""{"do":"model"}"""))!["model"]!.GetValue<string>();

    private static Model Load(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return Model.Load(stream);
    }

    private static string Csv(Table table)
    {
        using var writer = new StringWriter();
        table.WriteCsv(writer);
        return writer.ToString();
    }

    private static IEnumerable<string> Labels(JsonNode state) =>
        state["nodes"]!.AsArray().Select(node => node!["label"]?.GetValue<string>()).OfType<string>();

    private static IEnumerable<double> Numbers(Rows rows) => Enumerable.Range(0, rows.Count).SelectMany(i => rows[i].ToArray());

    private static double[] Parameters(Network network)
    {
        var parameters = new double[network.ParameterCount];
        network.CopyParametersTo(parameters);
        return parameters;
    }
}
