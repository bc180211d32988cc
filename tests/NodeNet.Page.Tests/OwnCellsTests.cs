using System.Text.Json.Nodes;

namespace NodeNet.Page.Tests;

/// <summary>The page's rows in the words of who wrote them: turned back from the network's numbers, and made into such when they are changed.</summary>
public class OwnCellsTests
{
    [Theory]
    [InlineData("temp,ice\n10,3\n15,6\n20,10.5\n", "10 3|15 6|20 10.5")]
    [InlineData("temp;ice\n10,25;300\n15;600\n", "10.25 300|15 600")]
    [InlineData("colour,kind\nred,apple\ngreen,pear\nyellow,apple\n", "red apple|green pear|yellow apple")]
    [InlineData("colour,kind\nred,a\ngreen,b\nyellow,c\n", "red a|green b|yellow c")]
    [InlineData("colour,size,kind\nred,12,apple\n,25,pear\ngreen,,pear\n", "red 12 apple| 25 pear|green  pear")]
    [InlineData("fresh,size\nyes,12\nno,25\nyes,31\n", "yes 12|no 25|yes 31")]
    [InlineData("day,warm\n2024-01-05,1\n2024-07-20,19\n2023-12-31,2\n", "2024-01-05 1|2024-07-20 19|2023-12-31 2")]
    public void A_tables_cells_come_back_as_they_were_written(string table, string expected)
    {
        JsonNode own = Bring(new Protocol(), table)["own"]!;

        IEnumerable<string> rows = own["cells"]!.AsArray().Select(row => string.Join(' ', row!.AsArray().Select(cell => cell!.GetValue<string>())));
        string.Join('|', rows).Should().Be(expected);
    }

    [Fact]
    public void Numbers_that_the_network_takes_as_they_are_have_no_second_form()
    {
        Bring(new Protocol(), "a,b,y\n1,2,3\n4,5,6\n")["own"].Should().BeNull();
        JsonNode.Parse(new Protocol().Answer("{}"))!["own"].Should().BeNull("a preset has no table");
    }

    [Fact]
    public void A_changed_word_changes_all_its_numbers_which_are_undone_together()
    {
        var protocol = new Protocol();
        Bring(protocol, "colour,kind\nred,apple\ngreen,pear\nyellow,apple\n");
        protocol.Session.Tape.Rows[0].Should().Equal(0, 1, 0, 0);

        protocol.Answer("""{"do":"cell","row":0,"column":0,"text":"yellow"}""");
        protocol.Session.Tape.Rows[0].Should().Equal(0, 0, 1, 0);
        protocol.Answer("""{"do":"cell","row":0,"column":1,"text":"pear"}""");
        protocol.Session.Tape.Rows[0].Should().Equal(0, 0, 1, 1);
        protocol.Session.Undo();
        protocol.Session.Undo();

        protocol.Session.Tape.Rows[0].Should().Equal(0, 1, 0, 0);
        JsonNode refused = JsonNode.Parse(protocol.Answer("""{"do":"cell","row":0,"column":0,"text":"blue"}"""))!;
        refused["message"]!.GetValue<string>().Should().Contain("\"blue\" is none of the categories green, red, yellow");
        refused["own"]!["cells"]![0]![0]!.GetValue<string>().Should().Be("red");
    }

    [Fact]
    public void Numbers_that_are_no_cells_are_shown_as_unknown()
    {
        var protocol = new Protocol();
        Bring(protocol, "colour,kind\nred,apple\ngreen,pear\nyellow,apple\n");

        JsonNode state = JsonNode.Parse(protocol.Answer("""{"do":"edit","kind":"Cell","row":0,"column":1,"value":0.5}"""))!;

        state["own"]!["cells"]![0]![0].Should().BeNull("half a red is no colour");
        state["own"]!["cells"]![0]![1]!.GetValue<string>().Should().Be("apple");
    }

    [Fact]
    public void A_prediction_and_its_target_are_told_in_the_tables_units()
    {
        var protocol = new Protocol();
        JsonNode state = Bring(protocol, "temp,ice\n10,3\n15,6\n20,10\n25,16\n30,21\n");
        double output = state["answers"]![0]!.GetValue<double>();

        JsonNode answer = state["own"]!["answers"]![0]!;

        answer["label"]!.GetValue<string>().Should().Be("3");
        double ice = double.Parse(answer["says"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        ice.Should().BeApproximately((output * Math.Sqrt(42.96)) + 11.2, 1e-9, "mean 11.2, variance 42.96");
        JsonNode chosen = JsonNode.Parse(protocol.Answer("""{"do":"state","chosen":"x1"}"""))!;
        chosen["own"]!["way"]!.GetValue<string>().Should().Be("temp 10 → x1 = (10 − 20) / 7.071068 = −1.414214");
    }

    [Fact]
    public void The_outputs_of_the_digits_are_called_by_their_digits()
    {
        JsonNode state = JsonNode.Parse(new Protocol().Answer("""{"do":"preset","preset":"digits"}"""))!;

        state["nodes"]!.AsArray().TakeLast(10).Select(node => node!["label"]!.GetValue<string>())
            .Should().Equal("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    private static JsonNode Bring(Protocol protocol, string text) =>
        JsonNode.Parse(protocol.Answer(new JsonObject { ["do"] = "bring", ["text"] = text }.ToJsonString()))!;
}
