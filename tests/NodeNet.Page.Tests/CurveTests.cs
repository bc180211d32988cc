using System.Text.Json.Nodes;
using NodeNet.Inspection;

namespace NodeNet.Page.Tests;

/// <summary>The curve of the loss is the story's, whichever way it was gone; playing that gets nowhere ends; a moment says what its number is.</summary>
public class CurveTests
{
    [Fact]
    public void The_curve_ends_where_the_story_was_reached_and_is_the_same_in_every_run()
    {
        var inOne = new Session();
        inOne.GoTo(4 * 104);
        IReadOnlyList<KeyValuePair<long, double>> curve = inOne.Tape.Curve(inOne.Reached);
        foreach (double milliseconds in (double[])[0.3, 2, 30])
        {
            var played = new Session();
            while (!played.Play(milliseconds, Until.Learnt)) { }
            played.Reached.Should().Be(4 * 104);
            played.Tape.Curve(played.Reached).Should().Equal(curve, $"played in parts of {milliseconds} ms");
        }

        curve[0].Key.Should().Be(0);
        curve[^1].Key.Should().Be(4 * 104);
        curve[^1].Value.Should().Be(inOne.Tape.Loss).And.BeApproximately(0.009833, 1e-6);
        curve.Select(point => point.Key).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        inOne.GoTo(4 * 50);
        inOne.Tape.Curve(inOne.Reached).Should().Equal(curve, "a look back leaves the history");
    }

    [Theory]
    [InlineData(Pace.Epoch, 14)]
    [InlineData(Pace.Example, 3)]
    public void Each_step_further_lengthens_the_curve_to_where_it_led(Pace pace, int steps)
    {
        var protocol = new Protocol();
        protocol.Answer("""{"do":"goto","step":416}""");
        for (int i = 0; i < steps; i++)
        {
            JsonNode state = JsonNode.Parse(protocol.Answer($$"""{"do":"forward","pace":"{{pace}}"}"""))!;
            state["curves"]![0]!["steps"]!.AsArray()[^1]!.GetValue<long>().Should().Be(state["step"]!.GetValue<long>());
            state["curves"]![0]!["losses"]!.AsArray()[^1]!.GetValue<double>().Should().Be(state["loss"]!.GetValue<double>());
        }
    }

    [Fact]
    public void A_change_by_hand_begins_the_curve_of_its_own_story_and_undo_brings_the_other_back()
    {
        var session = new Session();
        session.GoTo(400);
        IReadOnlyList<KeyValuePair<long, double>> before = session.Tape.Curve(400);
        session.Edit(EditKind.Parameter, "h1→y1", 0, 0, 5);
        session.Tape.Curve(400)[^1].Value.Should().Be(session.Tape.Loss).And.NotBe(before[^1].Value);
        session.Undo();
        session.Tape.Curve(400).Should().Equal(before);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(50)]
    public void Playing_whose_loss_does_not_fall_any_more_ends_by_itself_in_the_same_epoch(double rate)
    {
        var ends = new HashSet<(long, long?)>();
        foreach (double milliseconds in (double[])[1, 24])
        {
            var session = new Session();
            session.Edit(EditKind.Rate, null, 0, 0, rate);
            while (!session.Play(milliseconds, Until.Learnt)) session.Tape.Epoch.Should().BeLessThan(100_000);
            session.StuckFor.Should().BeGreaterThanOrEqualTo(Session.Patience);
            session.Reached.Should().Be(session.Story.Step);
            ends.Add((session.Story.Step, session.StuckFor));
        }
        ends.Should().ContainSingle();
    }

    [Theory]
    [InlineData("xor", 0.05)]
    [InlineData("circle", 0.05)]
    [InlineData("clouds", 0.1)]
    public void What_learns_slowly_is_not_given_up(string preset, double rate)
    {
        var session = new Session(Presets.Of(preset));
        session.Edit(EditKind.Rate, null, 0, 0, rate);
        while (!session.Play(50, Until.Right)) { }
        session.StuckFor.Should().BeNull();
        session.Right().Should().Be(session.Tape.Rows.Count);
    }

    [Fact]
    public void Numbers_are_never_all_right_so_playing_until_they_are_waits_for_the_loss()
    {
        var session = new Session(Presets.Of("line") with { Rows = [[0, 0.2], [1, 0.7], [2, 1.2]] });
        session.Right().Should().BeNull();
        while (!session.Play(20, Until.Right)) { }
        session.Tape.Loss.Should().BeLessThan(0.01);
    }

    [Fact]
    public void A_moments_number_is_called_what_its_line_calls_it_and_a_product_by_its_factors()
    {
        Setup xor = Presets.Of("xor"), deep = Presets.Of("handout") with { Hidden = [2, 2], Start = null };
        foreach (Setup setup in (Setup[])[xor, xor with { Batch = 3 }, deep])
        {
            StepLedger ledger = new Session(setup).Ledger!;
            LedgerLine[] lines = [.. ledger.Lines(new LedgerFormat { Digits = 7, ShowConventions = false })];
            lines.Should().NotBeEmpty();
            foreach (LedgerLine line in lines) MomentNames.Of(ledger.Moments[line.LastMoment]).Should().Be(line.Subject);
            foreach (LedgerMoment term in ledger.Moments.Where(moment => moment.Kind is MomentKind.Term && moment.Node!.Name == "y1"))
                MomentNames.Of(term).Should().Be($"w_{term.Parameter!.Name} · a_{term.Parameter.Source!.Name}");
        }
    }

    [Fact]
    public void Stepping_shows_the_arithmetic_of_the_number_that_comes_where_nothing_is_chosen()
    {
        var protocol = new Protocol();
        var followed = new List<string>();
        for (int i = 0; i < 80; i++)
        {
            JsonNode state = JsonNode.Parse(protocol.Answer("""{"do":"forward","pace":"Term"}"""))!;
            followed.Add(state["followed"]!.GetValue<string>());
            if (followed[^1] is not ("x1" or "x2")) state["lines"]!.AsArray().Should().NotBeEmpty();
        }
        followed.Distinct().Take(6).Should().Equal("x1", "x2", "h1", "h2", "h3", "y1");
        followed.Should().Contain("x1→h1").And.Contain("b_y1");
        string chosen = protocol.Answer("""{"do":"back","pace":"Term","chosen":"h2"}""");
        chosen.Should().NotContain("\"followed\":");
    }
}
