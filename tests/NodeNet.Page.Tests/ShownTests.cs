using System.Text.Json.Nodes;
using NodeNet.Inspection;

namespace NodeNet.Page.Tests;

/// <summary>Which moment a session shows: the step that was just taken, the next one, or a row; and that all that is told belongs to it.</summary>
public class ShownTests
{
    [Fact]
    public void After_a_step_its_own_numbers_are_shown_with_its_row_its_changes_and_what_became_of_the_loss()
    {
        var session = new Session();
        Network alone = Presets.Of("xor").Build();
        var trainer = new Training.Trainer(alone, session.Setup.LossFunction(), new Training.TrainerOptions { LearningRate = session.Setup.Rate });
        session.Shown.Should().Be(Shown.Ahead);
        for (int step = 0; step < 3; step++)
        {
            double loss = session.Tape.Loss;
            double[] row = session.Setup.Rows[step];
            StepLedger own = trainer.StepExplained(row.AsSpan(0, 2), row.AsSpan(2));

            session.Forward(Pace.Example);

            session.Shown.Should().Be(Shown.Taken);
            session.ShownRows().Should().Equal(step);
            session.Ledger!.Moments.Select(moment => moment.Value).Should().Equal(own.Moments.Select(moment => moment.Value));
            session.Before.Order().Should().Equal(session.Ledger!.Changes.Select(change => change.OldValue).Order());
            session.Parameters().Order().Should().Equal(
                session.Ledger!.Changes.Select(change => change.NewValue).Order(), "the picture has the new weights that the step made");
            session.LossBefore(Pace.Example).Should().Be(loss);
        }
    }

    [Theory]
    [InlineData(Pace.Example)]
    [InlineData(Pace.Phase)]
    [InlineData(Pace.Epoch)]
    public void A_place_shows_the_same_whichever_way_led_there(Pace pace)
    {
        string name = pace.ToString(), state = $$"""{"do":"state","chosen":"h1","pace":"{{name}}"}""";
        var protocol = new Protocol();
        var forth = new List<JsonNode>();
        for (int i = 0; i < 24; i++)
        {
            forth.Add(Seen(protocol.Answer(state)));
            protocol.Answer($$"""{"do":"forward","pace":"{{name}}"}""");
        }
        for (int i = 23; i >= 0; i--)
        {
            protocol.Answer($$"""{"do":"back","pace":"{{name}}"}""");
            JsonNode seen = Seen(protocol.Answer(state));
            seen.ToJsonString().Should().Be(forth[i].ToJsonString(), $"this is stop {i} again");
            if (seen["shown"]!.GetValue<string>() == "Inside") continue;

            long step = seen["step"]!.GetValue<long>();
            protocol.Answer("""{"do":"goto","step":60}""");
            protocol.Answer($$"""{"do":"goto","step":{{step}}}""");
            Seen(protocol.Answer(state)).ToJsonString().Should().Be(forth[i].ToJsonString(), $"the slider leads to stop {i}, too");
        }

        static JsonNode Seen(string answer)
        {
            JsonNode seen = JsonNode.Parse(answer)!;
            foreach (string way in (string[])["reached", "curves", "canUndo"]) seen.AsObject().Remove(way);
            return seen;
        }
    }

    [Fact]
    public void Back_at_the_beginning_no_change_is_left()
    {
        var protocol = new Protocol();
        protocol.Answer("""{"do":"forward","pace":"Example"}""").Should().Contain("\"was\":");

        string back = protocol.Answer("""{"do":"back","pace":"Example"}""");

        back.Should().Contain("\"shown\":\"Ahead\"").And.NotContain("\"was\":").And.NotContain("\"lossBefore\":");
    }

    [Fact]
    public void Inside_a_step_the_last_ones_changes_are_gone_and_new_weights_come_one_by_one_and_stay()
    {
        var protocol = new Protocol();
        Session session = protocol.Session;
        session.Forward(Pace.Example, 1);
        session.Forward(Pace.Phase);
        JsonNode inside = JsonNode.Parse(protocol.Answer("""{"do":"state","pace":"Node"}"""))!;
        inside["shown"]!.GetValue<string>().Should().Be("Inside");
        inside["edges"]!.AsArray().Should().OnlyContain(edge => edge!["was"] == null && edge["new"] == null);

        StepLedger ledger = session.Ledger!;
        int before = 0;
        while (session.Shown == Shown.Inside)
        {
            JsonNode state = JsonNode.Parse(protocol.Answer("""{"do":"state","pace":"Node"}"""))!;
            int shown = state["edges"]!.AsArray().Count(edge => edge!["new"] != null) + state["nodes"]!.AsArray().Count(node => node!["new"] != null);
            shown.Should().BeGreaterThanOrEqualTo(before, "what is shown as new stays so");
            foreach (JsonNode? edge in state["edges"]!.AsArray().Where(edge => edge!["new"] != null))
                edge!["new"]!.GetValue<double>().Should().Be(ledger.Change(edge["from"]!.GetValue<string>(), edge["to"]!.GetValue<string>()).NewValue);
            before = shown;
            session.Forward(Pace.Node);
        }
        before.Should().BeGreaterThan(5);
        session.Story.Step.Should().Be(2, "with its last number the step is taken");
        session.Ledger!.Moments.Should().Equal(ledger.Moments, "and is still the one that is shown");
        session.LastMoment.Should().Be(ledger.Moments.Count - 1);
    }

    [Theory]
    [InlineData(EditKind.Parameter, "x1→h1", 1.5)]
    [InlineData(EditKind.Cell, null, 0.25)]
    [InlineData(EditKind.Rate, null, 0.1)]
    public void A_change_by_hand_shows_the_network_as_it_is_now_with_the_row_that_was_shown(EditKind kind, string? name, double value)
    {
        var session = new Session();
        session.Forward(Pace.Example, 2);
        session.ShownRows().Should().Equal(1);

        session.Edit(kind, name, 1, 0, value);

        session.Shown.Should().Be(Shown.Row);
        session.ShownRows().Should().Equal(1);
        session.LossBefore(Pace.Example).Should().BeNull();
        session.Ledger!.Changes.Select(change => change.OldValue).Order().Should().Equal(session.Parameters().Order());
        session.Undo();
        session.Shown.Should().Be(Shown.Taken);
        session.Ledger!.Changes.Select(change => change.NewValue).Order().Should().Equal(session.Parameters().Order());

        session.Redo();
        session.Shown.Should().Be(Shown.Ahead);
        session.Forward(Pace.Example);
        session.ShownRows().Should().Equal(2);
    }

    [Fact]
    public void What_a_page_begins_with_cannot_be_undone()
    {
        var protocol = new Protocol();
        var begin = new JsonObject
        {
            ["do"] = "begin",
            ["setup"] = new JsonObject { ["preset"] = "own", ["inputs"] = 1, ["hidden"] = new JsonArray(2), ["rows"] = new JsonArray(new JsonArray(3, 1)) },
        };

        string answer = protocol.Answer(begin.ToJsonString());
        answer.Should().Contain("\"canUndo\":false").And.NotContain("\"message\":");
        double[] first = protocol.Session.Parameters();
        protocol.Answer("""{"do":"undo"}""").Should().Contain("\"rows\":[[3,1]]");

        protocol.Answer("""{"do":"edit","kind":"Cell","value":4}""").Should().Contain("\"canUndo\":true");
        protocol.Answer("""{"do":"undo"}""").Should().Contain("\"canUndo\":false").And.Contain("\"rows\":[[3,1]]");
        protocol.Session.Parameters().Should().Equal(first);
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(400, false)]
    [InlineData(398, true)]
    public void After_a_jump_a_short_answer_has_the_activations_of_the_row_that_is_shown_with_the_weights_of_now(long step, bool quick)
    {
        var protocol = new Protocol();
        protocol.Answer("{\"do\":\"goto\",\"step\":800}");
        string asked = $$"""{"do":"goto","step":{{step}},"quick":{{(quick ? "true" : "false")}}}""";

        JsonNode state = JsonNode.Parse(protocol.Answer(asked))!;

        int row = (int)((step - 1) % 4);
        state["current"]!.AsArray().Select(of => of!.GetValue<int>()).Should().Equal(row);
        double now = protocol.Session.Tape.Network.Predict(protocol.Session.Setup.Rows[row].AsSpan(0, 2))[0];
        state["answers"]![0]!.GetValue<double>().Should().Be(now);
        double shown = state["nodes"]!.AsArray()[^1]!["a"]!.GetValue<double>();
        if (quick) shown.Should().BeApproximately(now, 1e-15);
        else shown.Should().NotBeApproximately(now, 1e-6, "the step was made with the weights before it").And.BeApproximately(now, 0.2);
    }

    [Fact]
    public void A_batch_that_is_shown_is_the_one_that_was_taken()
    {
        var session = new Session(Presets.Of("xor") with { Batch = 3 });

        session.Forward(Pace.Example);
        session.ShownRows().Should().Equal(0, 1, 2);
        session.Forward(Pace.Example);
        session.ShownRows().Should().Equal(3);
        session.Ledger!.Examples.Should().ContainSingle();
    }

    [Fact]
    public void Where_the_next_step_would_not_be_finite_the_last_one_is_still_shown()
    {
        var protocol = new Protocol();
        protocol.Answer("""{"do":"preset","preset":"line"}""");
        protocol.Answer("""{"do":"edit","kind":"Rate","value":50}""");

        string answer = protocol.Answer("""{"do":"forward","pace":"Example","count":100000}""");

        answer.Should().Contain("\"isBroken\":true").And.Contain("\"shown\":\"Taken\"");
        protocol.Session.Ledger.Should().NotBeNull();
        protocol.Answer("""{"do":"forward","pace":"Node"}""").Should().Contain("\"message\":");
    }
}
