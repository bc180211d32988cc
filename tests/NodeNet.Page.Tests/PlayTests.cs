using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NodeNet.Foundation;
using NodeNet.Inspection;
using NodeNet.Teaching;

namespace NodeNet.Page.Tests;

/// <summary>What a session does beside steps: functions by layer, drags, ghosts, a second network, digits, exports, and filled sheets.</summary>
public class PlayTests
{
    [Fact]
    public void Each_hidden_layer_may_have_a_function_of_its_own()
    {
        Setup setup = Presets.Of("xor") with { Hidden = [2, 3, 1], Activations = ["relu", "sigmoid"] };
        Network network = setup.Build();

        network.Layers.Select(layer => layer.Nodes[0].ActivationName).Skip(1).Should().Equal("relu", "sigmoid", "tanh", "sigmoid");
        Action unknown = () => (setup with { Activations = ["wobble"] }).Build();
        unknown.Should().Throw<ArgumentException>().WithMessage("*wobble*");
    }

    [Fact]
    public void A_drag_is_one_change_and_what_was_before_stays_beside_it_until_the_next_step()
    {
        var session = new Session();
        double[] start = session.Parameters();
        for (int i = 1; i <= 20; i++)
            session.Edit(EditKind.Parameter, "x1→h1", 0, 0, i / 10.0, again: i > 1);
        session.Edit(EditKind.Parameter, "b_h2", 0, 0, 0.5);

        session.Before.Should().Equal(start, "neither the drag's places nor the second change hides what was");
        session.Undo();
        session.Undo();
        session.Parameters().Should().Equal(start);
        session.CanUndo.Should().BeFalse();
        session.Redo();
        session.Tape.ValueOf("x1→h1").Should().Be(2);

        double[] before = session.Parameters();
        session.Forward(Pace.Example);
        session.Before.Should().Equal(before, "after a step, it is what the step changed");
    }

    [Fact]
    public void A_second_network_is_where_a_session_with_its_rate_would_be_whatever_is_done()
    {
        var session = new Session();
        session.CompareWith(0.05);
        session.GoTo(403);
        session.Edit(EditKind.Parameter, "x1→h1", 0, 0, 1.5);
        session.Edit(EditKind.Rate, null, 0, 0, 3);
        session.GoTo(600);
        session.GoTo(411);

        var alone = new Session(Presets.Of("xor") with { Rate = 0.05 });
        alone.GoTo(403);
        alone.Edit(EditKind.Parameter, "x1→h1", 0, 0, 1.5);
        alone.GoTo(411);
        session.Rival!.Network.HasSameParametersAs(alone.Tape.Network).Should().BeTrue();
        session.Rival.Rate.Should().Be(0.05, "α is each network's own");

        session.CompareWith(null);
        session.Rival.Should().BeNull();
        Action negative = () => session.CompareWith(-1);
        negative.Should().Throw<ArgumentException>();

        var line = new Session(Presets.Of("line"));
        line.CompareWith(50);
        line.GoTo(5000);
        line.RivalProblem.Should().NotBeNullOrEmpty();
        line.Story.Step.Should().Be(5000, "the first network goes on");
        line.Rival!.Step.Should().BeLessThan(5000);
    }

    [Fact]
    public void The_digits_are_those_of_the_library()
    {
        Data.DataSet library = Datasets.Digits.Load();
        Setup page = Presets.Of("digits");

        page.Rows.Should().HaveCount(200);
        for (int i = 0; i < 200; i++)
        {
            page.Rows[i][..64].Should().Equal(library.Inputs[i].ToArray().Select(ink => ink / 16));
            page.Rows[i][64..].Should().Equal(library.Targets[i].ToArray());
        }
        var session = new Session(page);
        session.GoTo(30 * 200);
        session.Right().Should().BeGreaterThan(170);
    }

    [Theory]
    [InlineData("xor")]
    [InlineData("handout")]
    [InlineData("line")]
    public void The_program_that_goes_out_compiles_and_says_what_the_page_says(string preset)
    {
        var session = new Session(Presets.Of(preset) with { Hidden = [3, 2], Start = null, Activations = ["relu"] });
        session.Edit(EditKind.Freeze, "x1→h1", 0, 0, 1);
        session.Edit(EditKind.Freeze, "b_y1", 0, 0, 1);
        session.GoTo(7 * session.Tape.StepsInEpoch);
        double loss = session.Tape.Loss;
        double[] outputs = [.. Enumerable.Range(0, session.Tape.Rows.Count)
            .Select(i => session.Tape.Network.Predict(session.Tape.Rows[i].AsSpan(0, session.Setup.Inputs))[0])];

        string[] printed = Run(Exports.Program(session.Tape)).Split('\n');
        session.Forward(Pace.Epoch);

        printed[..outputs.Length].Should().Equal(outputs.Select((output, i) => $"{i + 1}: {output.ToString(CultureInfo.InvariantCulture)}"));
        printed[outputs.Length].Should().Be($"loss {loss.ToString(CultureInfo.InvariantCulture)}");
        double after = double.Parse(printed[outputs.Length + 1].Split(' ')[1], CultureInfo.InvariantCulture);
        after.Should().BeApproximately(session.Tape.Loss, 1e-12, "it learns on as the page does, what is frozen frozen");
        Exports.Csv(session.Tape).Split('\n').Should().HaveCount(session.Tape.Rows.Count + 2);
    }

    [Fact]
    public void A_filled_sheet_is_marked_by_its_code_whichever_of_the_moments_sheets_it_is()
    {
        var protocol = new Protocol();
        protocol.Answer("""{"do":"preset","preset":"handout"}""");
        string csv = File(protocol, """{"do":"worksheet","name":"forward"}""", "sheet.csv");
        protocol.Answer("""{"do":"worksheet","name":"update"}"""); // another was made since
        string[] lines = csv.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("1,", StringComparison.Ordinal)) continue;
            string[] cells = lines[i].Split(',');
            cells[3] = "2.6";
            lines[i] = string.Join(',', cells);
        }

        JsonNode sheet = Marked(protocol, string.Join('\n', lines));
        sheet["fitsKey"]!.GetValue<bool>().Should().BeTrue();
        sheet["points"]!.GetValue<double>().Should().Be(1);
        sheet["marks"]![1]!["verdict"]!.GetValue<string>().Should().Be("Missing");
        Marked(protocol, "nothing of a sheet")["remarks"]!.AsArray().Should().NotBeEmpty();

        static JsonNode Marked(Protocol protocol, string text) =>
            JsonNode.Parse(protocol.Answer(new JsonObject { ["do"] = "sheet", ["text"] = text }.ToJsonString()))!["sheet"]!;
    }

    [Fact]
    public void Of_cut_and_rounded_mistakes_at_least_99_in_100_are_recognised_and_no_right_answer_is_refused()
    {
        var random = new RandomGenerator(17);
        int asked = 0, recognised = 0, right = 0;
        int networks = Browser.All ? 150 : 24;
        for (int i = 0; i < networks; i++)
        {
            var session = new Session(Presets.Of("handout") with { Start = null, Seed = i, Hidden = [1 + random.NextInt32(4)] });
            StepLedger ledger = session.Ledger!;
            var marker = new Marker(ledger);
            Mistake mistake = Mistake.All[i % Mistake.All.Count];
            StepLedger wrong = ledger.With(mistake);
            foreach ((Quantity quantity, double value) in Values(ledger).Zip(Values(wrong), (one, other) => (one.Quantity, other.Value)))
            {
                double expected = marker.Check(quantity, "1").Expected;
                for (int digits = 3; digits <= 7; digits++)
                {
                    foreach (Func<double, int, string> write in (Func<double, int, string>[])[Rounded, Cut])
                    {
                        // A new weight in so few digits that it is the old one, too, is not refused: the marker asks for more of them.
                        Marking own = marker.Check(quantity, write(expected, digits));
                        (own.IsRight || own.Verdict == Verdict.TooFewDigits).Should().BeTrue($"{quantity}: {own.Answer} of {expected:R}");
                        right++;
                        string text = write(value, digits);
                        // Its digits are the right number's, too.
                        if (marker.Check(quantity, text) is { IsRight: true } or { Verdict: Verdict.TooFewDigits }) continue;
                        asked++;
                        if (marker.Check(quantity, text).Verdict == Verdict.Mistaken) recognised++;
                    }
                }
            }
        }

        asked.Should().BeGreaterThan(20 * networks);
        right.Should().BeGreaterThan(20 * networks);
        ((double)recognised / asked).Should().BeGreaterThanOrEqualTo(0.99, $"{recognised} of {asked}");

        static IEnumerable<(Quantity Quantity, double Value)> Values(StepLedger ledger)
        {
            ExampleLedger example = ledger.Examples[0];
            foreach (NodeDelta node in example.Deltas)
                yield return (Quantity.Delta(node.Node.Name), node.Delta);
            foreach (ParameterChange change in ledger.Changes)
            {
                if (change.Parameter.Source is { } source) yield return (Quantity.NewWeight(source.Name, change.Parameter.Target.Name), change.NewValue);
                else yield return (new Quantity(QuantityKind.NewBias, change.Parameter.Target.Name), change.NewValue);
            }
        }
    }

    private static string Rounded(double value, int digits) => decimal.Parse(
        value.ToString("E" + (digits - 1), CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture)
        .ToString(CultureInfo.InvariantCulture);

    private static string Cut(double value, int digits)
    {
        if (value == 0) return "0";
        int exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        decimal unit = 1;
        for (int i = 0; i < Math.Abs(digits - 1 - exponent); i++)
            unit = digits - 1 - exponent > 0 ? unit / 10 : unit * 10;
        return (Math.Truncate((decimal)value / unit) * unit).ToString(CultureInfo.InvariantCulture);
    }

    private static string File(Protocol protocol, string request, string name) =>
        JsonNode.Parse(protocol.Answer(request))!["files"]!.AsArray().Single(file => file!["name"]!.GetValue<string>() == name)!["text"]!.GetValue<string>();

    /// <summary>Compiles a program against this process's libraries and runs it.</summary>
    private static string Run(string program)
    {
        string code = "using System; using System.Linq; using System.IO; using System.Collections.Generic;\n"
            + string.Join('\n', program.Split('\n').Where(line => !line.StartsWith("#:", StringComparison.Ordinal)));
        IEnumerable<string> libraries = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "export" + Guid.NewGuid().ToString("N"), [CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Preview))],
            libraries.Select(path => MetadataReference.CreateFromFile(path)), new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        using var stream = new MemoryStream();
        compilation.Emit(stream).Diagnostics.Where(trouble => trouble.Severity == DiagnosticSeverity.Error)
            .Select(trouble => trouble.ToString()).Should().BeEmpty();
        MethodInfo main = Assembly.Load(stream.ToArray()).EntryPoint!;
        TextWriter before = Console.Out;
        using var printed = new StringWriter(CultureInfo.InvariantCulture);
        try
        {
            Console.SetOut(printed);
            main.Invoke(null, main.GetParameters().Length == 0 ? null : [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(before);
        }
        return printed.ToString().ReplaceLineEndings("\n");
    }
}
