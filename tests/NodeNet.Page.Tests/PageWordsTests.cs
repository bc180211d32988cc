using System.Text;
using System.Text.Json.Nodes;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Playground;

namespace NodeNet.Page.Tests;

/// <summary>What the page says of files that it does not take: in the words of those who sit before it, and the same as the library's limits.</summary>
public class PageWordsTests
{
    private static readonly string _model = Exports.Text(new Model(new NetworkBuilder(2).AddLayer(2, new Tanh()).AddLayer(1, new Sigmoid()).Build(1)));

    public static TheoryData<string, string> Refused => new()
    {
        { "[1,2]", "This is JSON, but no model of NodeNet*" },
        { "{\"a\":1}", "This is JSON, but no model of NodeNet*" },
        { _model.Replace("\"tanh\"", "\"tanhh\"", StringComparison.Ordinal), "line *tanhh*" },
        { _model[..(_model.Length / 2)], "line *" },
        { _model.Replace("\"version\": 2", "\"version\": 99", StringComparison.Ordinal), "line *later NodeNet*" },
        { "", "*content is empty*" },
        { "just a sentence", "*" },
        { "a\n1\n2\n", "A table for the page has two columns or more*" },
        { "a,a,y\n1,2,3\n", "*give one of them another name*" },
        { "a,y\n1,2,3\n", "*" },
        { "when,y\n2024-01-05,2024-01-06\n2024-02-05,2024-03-06\n", "*A date cannot be predicted*" },
        { "id,y\nab1,1\ncd2,2\nef3,3\ngh4,4\nij5,5\nkl6,6\nmn7,7\nop8,8\nqr9,9\nst1,1\nuv2,2\nwx3,3\nyz4,2\n", "*" },
        { "n,v,y\n1,2.5,0\n2,3.5,1\n3,1.5,0\n4,2.25,1\n5,0.5,0\n6,1.75,1\n7,1.25,1\n8,0.75,0\n9,3,1\n10,3.25,0\n11,1,1\n12,2,0\n", "*" },
        { "y,z\nx,\nx,\n", "*" },
        { "a,y\n,1\n,2\n", "*" },
        { "a,y\n$5,1\n$6,2\n", "*" },
        { "a,y\n05.03.2024,1\n06.04.2024,2\n", "*" },
        { "a,y\n1.234.567,1\n2.345.678,2\n", "*" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_no_table_and_no_model_is_refused_without_names_of_programs(string text, string expected)
    {
        var protocol = new Protocol();
        double[] before = protocol.Session.Parameters();

        JsonNode state = JsonNode.Parse(protocol.Answer(new JsonObject { ["do"] = "bring", ["text"] = text }.ToJsonString()))!;

        string said = (state["message"] ?? state["understood"])!.GetValue<string>();
        if (expected != "*") said.Should().Match(expected);
        said.Should().NotMatchRegex(@"\$\.|\$:|\(Parameter|Actual value|Options\b|MissingRule|ColumnKind|UnknownRule|Model\.Load|Limits|StartFrom|, Kind");
        if (state["message"] is not null) protocol.Session.Parameters().Should().Equal(before);
    }

    [Fact]
    public void A_table_with_the_models_columns_but_not_its_target_is_told_what_it_lacks()
    {
        var protocol = new Protocol();
        Bring(protocol, _model);

        Bring(protocol, "x1,x2\n1,2\n")["message"]!.GetValue<string>().Should().Be(
            "The table has the model's columns, but not y1, which the model predicts: the page needs it to learn from.");
        Bring(protocol, "x1,x2,y1\n1,2,0\n3,4,1\n")["message"].Should().BeNull();
        protocol.Session.Tape.Rows.Should().HaveCount(2);
    }

    [Fact]
    public void Outputs_that_a_loss_cannot_take_are_refused_in_the_names_of_the_pages_lists()
    {
        string answer = new Protocol().Answer(
            """{"do":"open","setup":{"rows":[[0,0,0],[1,1,1]],"loss":"binary_cross_entropy","outputActivation":"tanh"}}""");
        string said = JsonNode.Parse(answer)!["message"]!.GetValue<string>();

        said.Should().EndWith("Use sigmoid outputs; or mse if the targets are numbers and not a yes or no.");
    }

    [Fact]
    public void Steps_that_leave_all_numbers_are_told_what_helps_before_the_page()
    {
        var protocol = new Protocol();
        protocol.Session.Open(new Setup { Inputs = 1, Hidden = [], OutputActivation = "identity", Rate = 10, Rows = [[900, 2e6], [800, 1e6]] });

        string said = JsonNode.Parse(protocol.Answer("""{"do":"forward","pace":"Epoch","count":5000}"""))!["message"]!.GetValue<string>();

        said.Should().Contain("smaller learning rate").And.NotContain("Scaler").And.NotContain("DataSet").And.NotContain("ClipNorm");
    }

    [Fact]
    public void A_word_that_the_model_does_not_know_is_refused_with_its_place()
    {
        var protocol = new Protocol();
        Model model = (Learning.Learner.For("kind") with { Hidden = [3], Epochs = 1 }).Train(Tables.Table.ParseCsv("colour,kind\nred,a\ngreen,b\nred,a\n"));
        Bring(protocol, Exports.Text(model));

        string said = Bring(protocol, "colour,kind\nblue,a\n")["message"]!.GetValue<string>();

        said.Should().Contain("line 2").And.Contain("blue").And.NotContain("UnknownRule");
    }

    [Fact]
    public void The_page_and_the_library_refuse_what_is_too_large_with_the_same_words()
    {
        var tooManyRows = new StringBuilder("a,y\n");
        for (int i = 0; i < PlaygroundRules.MostRows + 1; i++) tooManyRows.Append(i % 7).Append(',').Append(i % 2).Append('\n');
        Network large = new NetworkBuilder(2).AddLayer(8000, new Tanh()).AddLayer(1, new Tanh()).Build(1);
        Network small = new NetworkBuilder(1).AddLayer(1, new Tanh()).Build(1);
        DataSet rows = DataSet.From(Enumerable.Repeat((double[])[1.0], 10_001), Enumerable.Repeat((double[])[1.0], 10_001));

        (string Page, Action Library)[] cases =
        [
            (Bring(new Protocol(), tooManyRows.ToString())["message"]!.GetValue<string>(), () => PlaygroundSetup.Of(small, rows, 0.1, "sse")),
            (Bring(new Protocol(), Exports.Text(new Model(large)))["message"]!.GetValue<string>(),
                () => PlaygroundSetup.Of(large, DataSet.From([[1.0, 1.0]], [[1.0]]), 0.1, "sse")),
        ];

        foreach ((string page, Action library) in cases) library.Should().Throw<ArgumentException>().WithMessage(page);
        Action tooDeep = () => PlaygroundRules.Complete(Learning.Learner.For("y") with { Hidden = [9] }, Tables.Table.ParseCsv("a,y\n1,2\n"));
        tooDeep.Should().Throw<ArgumentException>().WithMessage("The hidden layers 9: a page makes networks of up to 4 hidden layers of 1 to 8 nodes.*");
    }

    private static JsonNode Bring(Protocol protocol, string text) =>
        JsonNode.Parse(protocol.Answer(new JsonObject { ["do"] = "bring", ["text"] = text }.ToJsonString()))!;
}
