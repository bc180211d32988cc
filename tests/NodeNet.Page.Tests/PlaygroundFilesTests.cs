using System.Text.Json;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Playground;

namespace NodeNet.Page.Tests;

/// <summary>A network of a program as a page to play with.</summary>
public class PlaygroundFilesTests
{
    private static readonly DataSet _data = DataSet.From([[0.0, 0.0], [0.0, 1.0]], [[0.0], [1.0]]);

    [Fact]
    public void What_is_saved_into_the_page_opens_in_its_engine_with_the_same_weights()
    {
        Network network = Small();
        network.Connection("x1", "h1").Weight = 1.0 / 3;
        string setup = PlaygroundSetup.Of(network, _data, 0.25, "half_sse");

        var protocol = new Protocol();
        string answer = protocol.Answer("{\"do\":\"open\",\"setup\":" + setup + "}");

        answer.Contains("\"message\":", StringComparison.Ordinal).Should().BeFalse();
        protocol.Session.Tape.Network.HasSameParametersAs(network).Should().BeTrue();
        protocol.Session.Tape.Rate.Should().Be(0.25);
        protocol.Session.Tape.Setup.Loss.Should().Be("half_sse");
        protocol.Session.Tape.Rows.Should().BeEquivalentTo((double[][])[[0, 0, 0], [0, 1, 1]]);
    }

    [Fact]
    public void A_hostile_label_cannot_end_its_element()
    {
        Network network = Small();
        network.Node("h1").Label = "</script><b>";

        string page = PlaygroundPage.With("<body><script type=\"text/plain\" id=\"pack\">", PlaygroundSetup.Of(network, _data, 0.1, "sse"));

        page.Should().NotContain("<b>");
        page.Split("</script>").Should().HaveCount(2, "the setup's own end is the only one");
        JsonDocument.Parse(page[(page.IndexOf("id=\"setup\">", StringComparison.Ordinal) + 11)..page.IndexOf("</script>", StringComparison.Ordinal)])
            .RootElement.GetProperty("rate").GetDouble().Should().Be(0.1);
    }

    [Fact]
    public void The_page_is_saved_where_the_library_carries_it_and_otherwise_it_says_what_to_do()
    {
        string path = Path.GetTempFileName();
        try
        {
            Action save = () => Small().SavePlayground(path, _data);
            if (PlaygroundPage.IsThere)
            {
                save();
                File.ReadAllText(path).Should().HaveLength(PlaygroundPage.With(PlaygroundPage.Read(), PlaygroundSetup.Of(Small(), _data, 0.1, "sse")).Length);
            }
            else
            {
                save.Should().Throw<InvalidOperationException>().WithMessage("*web/publish*");
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void What_the_page_could_not_open_is_refused_while_saving()
    {
        Action wrongData = () => PlaygroundSetup.Of(Small(), DataSet.From([[1.0]], [[1.0]]), 0.1, "sse");
        Action wrongRate = () => PlaygroundSetup.Of(Small(), _data, double.NaN, "sse");
        Action wrongLoss = () => PlaygroundSetup.Of(Small(), _data, 0.1, "no_loss");
        Action tooLarge = () => PlaygroundSetup.Of(new NetworkBuilder(2).AddLayer(8000, new Tanh()).AddLayer(1, new Tanh()).Build(1), _data, 0.1, "sse");

        wrongData.Should().Throw<ArgumentException>();
        wrongRate.Should().Throw<ArgumentOutOfRangeException>();
        wrongLoss.Should().Throw<ArgumentException>();
        tooLarge.Should().Throw<ArgumentException>().WithMessage("*32001*20000*");
    }

    private static Network Small() => new NetworkBuilder(2).AddLayer(2, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 3);
}
