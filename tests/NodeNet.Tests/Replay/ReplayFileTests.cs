using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Drawing;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Replay;

/// <summary>The file that a replay is: one page that needs nothing else, whatever the data holds.</summary>
public partial class ReplayFileTests
{
    [Fact]
    public void The_same_step_gives_the_same_file_byte_for_byte()
    {
        Steps.Handout().ToReplay().Should().Be(Steps.Handout().ToReplay());
        Steps.Xor(0.5, steps: 3).ToReplay(Steps.Xor(2, steps: 3)).Should().Be(Steps.Xor(0.5, steps: 3).ToReplay(Steps.Xor(2, steps: 3)));
    }

    [Fact]
    public void Steps_and_runs_are_saved_in_one_line()
    {
        string path = Path.Combine(Path.GetTempPath(), $"nodenet-{Guid.NewGuid():N}.html");
        try
        {
            Steps.Handout().SaveReplay(path);

            File.ReadAllText(path).Should().Be(Steps.Handout().ToReplay());

            Steps.Xor(0.5, steps: 3).SaveReplay(path);
            File.ReadAllText(path).Should().Be(Steps.Xor(0.5, steps: 3).ToReplay());

            RecordedRun run = Given.Trainer(Given.Line(), learningRate: 0.1).TrainRecorded(
                DataSet.From([[3], [4]], [[10], [11]]), new RunRecording { MostLedgers = 2 });
            run.SaveReplay(path);
            File.ReadAllText(path).Should().Be(run.ToReplay());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_handouts_step_is_a_small_file() =>
        Encoding.UTF8.GetByteCount(Steps.Handout().ToReplay()).Should().BeLessThan(135_000);

    [Fact]
    public void The_replays_script_is_made_of_the_sources_that_are_there()
    {
        // web/bundle makes it. Without Node.js this still notices a source that was changed afterwards.
        string root = Readme.ReadmeProgram.RepositoryRoot(), page = Steps.Handout().ToReplay();
        string[] files = [.. new[] { "replay", "view" }.SelectMany(folder => Directory.GetFiles(Path.Combine(root, "web", folder)))
            .Where(file => Path.GetExtension(file) is ".ts" or ".css")
            .OrderBy(file => Path.GetRelativePath(Path.Combine(root, "web"), file).Replace('\\', '/'), StringComparer.Ordinal)];
        using var sources = new MemoryStream();
        foreach (string file in files) sources.Write(File.ReadAllBytes(file).Where(letter => letter != '\r').ToArray());

        files.Should().HaveCountGreaterThan(10);
        string digest = Convert.ToHexStringLower(SHA256.HashData(sources.ToArray()));
        page.Should().Contain($"sources with the digest {digest}\n", "web/bundle was run after the last change");
    }

    [Fact]
    public void The_page_loads_nothing()
    {
        string page = Steps.Xor(0.5, steps: 2).ToReplay();

        // The only addresses are the names of the namespaces of SVG and MathML, which browsers know and do not fetch.
        Addresses().Matches(page).Select(match => match.Value).Distinct()
            .Should().BeEquivalentTo("http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML");
        foreach (string loader in new[] { " src=", " href=", "url(", "@import", "import(", "fetch(", "XMLHttpRequest", "WebSocket", "<link", "<iframe" })
            page.Should().NotContain(loader);
    }

    [Fact]
    public void The_browser_is_told_to_run_the_pages_own_script_only()
    {
        string page = Steps.Hostile().ToReplay();
        string script = page[
            (page.LastIndexOf("<script>", StringComparison.Ordinal) + "<script>".Length)..page.LastIndexOf("</script>", StringComparison.Ordinal)];

        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        page.Should().Contain($"content=\"default-src 'none'; script-src 'sha256-{hash}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\"");
    }

    [Fact]
    public void Labels_and_titles_that_hold_markup_stay_text()
    {
        string page = Steps.Hostile().ToReplay(options: new ReplayOptions { Title = "<script>alert(3)</script> & {{data}}" });

        Regex.Count(page, "<script").Should().Be(2, "the data and the page's own script");
        Regex.Count(page, "</script").Should().Be(2);
        page.Should().NotContain("<img").And.NotContain("<!--");
        page.Should().Contain("<title>&lt;script&gt;alert(3)&lt;/script&gt; &amp; {{data}}</title>");
        Data(page).GetProperty("nodes").EnumerateArray().Select(node => node.TryGetProperty("label", out JsonElement label) ? label.GetString() : null)
            .Should().Equal("</script><script>alert(1)</script>", null, "<img src=x onerror=alert(2)>", null, null, "{{data}} &amp; \" ' ]]> <!--");
    }

    [Fact]
    public void Steps_of_one_shape_share_one_script()
    {
        JsonElement data = Data(Steps.Xor(0.5, steps: 5).ToReplay());

        data.GetProperty("scripts").GetArrayLength().Should().Be(1);
        data.GetProperty("runs")[0].GetProperty("steps").GetArrayLength().Should().Be(5);
    }

    [Fact]
    public void The_numbers_are_saved_to_the_last_bit()
    {
        StepLedger step = Steps.Handout();
        JsonElement saved = Data(step.ToReplay()).GetProperty("runs")[0].GetProperty("steps")[0];

        saved.GetProperty("values").GetProperty("W").EnumerateArray().Select(number => number.GetDouble())
            .Should().Equal(step.Changes.Where(change => !change.Parameter.IsBias).Select(change => change.NewValue));
    }

    [Fact]
    public void Steps_of_different_networks_are_not_compared()
    {
        Action compare = () => Steps.Handout().ToReplay(Steps.Hostile());

        compare.Should().Throw<ArgumentException>().WithMessage("All steps of a replay must be of one network*");
    }

    [Fact]
    public void A_replay_without_a_step_is_refused()
    {
        Action none = () => Array.Empty<StepLedger>().ToReplay();

        none.Should().Throw<ArgumentException>().WithMessage("steps must hold at least one step*");
    }

    [Fact]
    public void A_network_for_handwritten_digits_stops_at_nodes_and_stays_below_400_kilobytes()
    {
        string page = Steps.Digits().ToReplay();
        JsonElement data = Data(page);

        Encoding.UTF8.GetByteCount(page).Should().BeLessThan(400_000);
        data.GetProperty("byNodes").GetBoolean().Should().BeTrue();
        data.GetProperty("edges").GetArrayLength().Should().Be(64 * 30 + 30 * 10);
        data.GetProperty("scripts")[0].EnumerateArray()
            .Should().NotContain(line => IsAtConnectionsOnly(line));
    }

    [Fact]
    public void The_largest_network_that_is_stepped_through_connection_by_connection_stays_below_400_kilobytes()
    {
        // 10 · 10 + 10 · 10 = 200 connections
        Network network = new NetworkBuilder(inputs: 10).AddLayer(10, new Sigmoid()).AddLayer(10, new Sigmoid()).Build(seed: 1);
        string page = Given.Trainer(network, 0.1).Explain([.. Enumerable.Range(0, 10).Select(i => i / 7.0)], new double[10]).ToReplay();
        JsonElement data = Data(page);

        data.GetProperty("edges").GetArrayLength().Should().Be(200);
        data.GetProperty("scripts")[0].EnumerateArray().Should().Contain(line => IsAtConnectionsOnly(line));
        Encoding.UTF8.GetByteCount(page).Should().BeLessThan(400_000);
    }

    [Fact]
    public void Too_many_numbers_for_a_page_are_refused()
    {
        Network network = new NetworkBuilder(inputs: 500).AddLayer(300, new Sigmoid()).Build(seed: 1);
        Action replay = () => Given.Trainer(network, 0.1).Explain(new double[500], new double[300]).ToReplay();

        replay.Should().Throw<ArgumentException>().WithMessage("The replay would hold more than 500000 numbers, too many for one page*");
    }

    [Fact]
    public void A_note_stands_above_the_replay()
    {
        string page = Steps.Handout().ToReplay(options: new ReplayOptions { Note = "y1's frozen bias stands for the assumed 0.6." });

        Data(page).GetProperty("note").GetString().Should().Be("y1's frozen bias stands for the assumed 0.6.");
        Data(Steps.Handout().ToReplay()).TryGetProperty("note", out _).Should().BeFalse();
    }

    [Fact]
    public void A_recorded_runs_rows_are_answered_before_and_after_each_step()
    {
        var trainer = new Trainer(Given.Small(), new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 2, Epochs = 30, BatchSize = 4 });
        RecordedRun run = trainer.TrainRecorded(Given.Xor(), new RunRecording { MostLedgers = 4 });
        JsonElement data = Data(run.ToReplay()).GetProperty("runs")[0];
        JsonElement rows = data.GetProperty("rows");
        double[][] inputs = run.Examples.Inputs.ToArrays();

        data.GetProperty("stepsInEpoch").GetDouble().Should().Be(1);
        rows.GetProperty("of").GetInt32().Should().Be(4);
        Numbers(rows.GetProperty("inputs")).Should().BeEquivalentTo(inputs);
        JsonElement last = rows.GetProperty("steps").EnumerateArray().Last();
        Numbers(last.GetProperty("after")).Select(row => row[0]).Should().Equal(inputs.Select(row => trainer.Network.Predict(row)[0]));
        Numbers(last.GetProperty("before")).Select(row => row[0]).Should().Equal(
            inputs.Select(row => run.NetworkBefore(run.Steps[^1]).Predict(row)[0]));
        run.NetworkBefore(run.Steps[0]).Connection("x1", "h1").Weight.Should().Be(Given.Small().Connection("x1", "h1").Weight);
        run.NetworkBefore(run.Steps[0]).Node("h1").Bias.Should().Be(Given.Small().Node("h1").Bias);
        run.NetworkAfter(run.Steps[^1]).Connection("x1", "h1").Weight.Should().Be(trainer.Network.Connection("x1", "h1").Weight);
        Convert.FromBase64String(last.GetProperty("planeAfter").GetString()!).Should().HaveCount(24 * 24);

        static double[][] Numbers(JsonElement rows) =>
            [.. rows.EnumerateArray().Select(row => row.EnumerateArray().Select(number => number.GetDouble()).ToArray())];
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(18)]
    public void Digits_are_those_that_the_page_offers(int digits)
    {
        Action set = () => _ = new ReplayOptions { Digits = digits };

        set.Should().Throw<ArgumentOutOfRangeException>().WithMessage($"Digits is {digits}; it must be 3, 4, 6, 10 or 17 (exact).*");
    }

    private static bool IsAtConnectionsOnly(JsonElement line) => line.TryGetProperty("pace", out JsonElement pace) && pace.GetString() == "connection";

    private static JsonElement Data(string page)
    {
        const string start = "<script type=\"application/json\" id=\"data\">";
        int from = page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return JsonDocument.Parse(page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)]).RootElement;
    }

    [GeneratedRegex("""https?://[^"'\s]*""")]
    private static partial Regex Addresses();
}
