using System.Text.Json.Nodes;
using NodeNet.Foundation;
using NodeNet.Inspection;

namespace NodeNet.Page.Tests;

/// <summary>A reader's session: steps, the way back, edits and their undoing. What it shows is compared with a plain Trainer and its ledger.</summary>
public class SessionTests
{
    [Fact]
    public void Forward_thirty_steps_and_back_thirty_gives_the_same_text_at_every_stop()
    {
        var protocol = new Protocol();
        var forth = new List<string>();
        for (int i = 0; i < 30; i++)
        {
            forth.Add(Text(protocol));
            protocol.Answer("""{"do":"forward","pace":"Example"}""");
        }

        for (int i = 29; i >= 0; i--)
        {
            protocol.Answer("""{"do":"back","pace":"Example"}""");
            Text(protocol).Should().Be(forth[i], $"this is step {i} again");
        }
    }

    [Theory]
    [InlineData(Pace.Term)]
    [InlineData(Pace.Node)]
    [InlineData(Pace.Phase)]
    public void Inside_a_step_the_way_back_has_the_same_stops(Pace pace)
    {
        var session = new Session();
        var forth = new List<(long, int)>();
        for (int i = 0; i < 200; i++)
        {
            forth.Add((session.Story.Step, session.Moment));
            session.Forward(pace);
        }
        session.Story.Step.Should().BePositive("some steps were walked through");

        for (int i = 199; i >= 0; i--)
        {
            session.Back(pace);
            (session.Story.Step, session.Moment).Should().Be(forth[i]);
        }
    }

    [Fact]
    public void Walking_term_by_term_ends_with_the_weights_of_one_step()
    {
        var walked = new Session();
        var stepped = new Session();

        while (walked.Story.Step == 0)
            walked.Forward(Pace.Term);
        stepped.Forward(Pace.Example);

        walked.Parameters().Should().Equal(stepped.Parameters());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1234)]
    [InlineData(4000)]
    public void A_jump_gives_the_weights_of_a_trainers_single_steps(long to)
    {
        Setup setup = Presets.Of("xor");
        Network alone = setup.Build();
        var trainer = new Training.Trainer(alone, setup.LossFunction(), new Training.TrainerOptions { LearningRate = setup.Rate });
        for (long step = 0; step < to; step++)
        {
            double[] row = setup.Rows[(int)(step % 4)];
            trainer.StepExplained(row.AsSpan(0, 2), row.AsSpan(2));
        }

        var session = new Session(setup);
        session.GoTo(5000);
        session.GoTo(to);

        // By the fast loops and by the reference loops: they differ in the last bits, where e^x does.
        session.Parameters().Zip(Parameters(alone)).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-9);
    }

    [Theory]
    [InlineData("xor", 1)]
    [InlineData("xor", 403)]
    [InlineData("clouds", 59)]
    [InlineData("clouds", 241)]
    public void A_jump_and_a_walk_end_with_the_same_bits(string preset, long to)
    {
        var walked = new Session(Presets.Of(preset));
        var jumped = new Session(Presets.Of(preset));
        for (long step = 0; step < to; step++)
            walked.Forward(Pace.Example);
        jumped.GoTo(to + 500);
        jumped.GoTo(to);

        jumped.Parameters().Should().Equal(walked.Parameters());
    }

    [Fact]
    public void With_edits_inside_epochs_too_a_jump_and_a_walk_end_with_the_same_bits()
    {
        var walked = new Session();
        foreach (long step in (long[])[3, 4, 10, 17, 40])
        {
            while (walked.Story.Step < step)
                walked.Forward(Pace.Example);
            walked.Edit(EditKind.Parameter, "x1→h1", 0, 0, step / 10.0);
            walked.Edit(EditKind.Rate, null, 0, 0, step / 40.0);
        }
        while (walked.Story.Step < 103)
            walked.Forward(Pace.Example);
        double[] end = walked.Parameters();

        walked.GoTo(0);
        walked.GoTo(103);
        walked.Parameters().Should().Equal(end);
    }

    private static double[] Parameters(Network network)
    {
        var parameters = new double[network.ParameterCount];
        network.CopyParametersTo(parameters);
        return parameters;
    }

    [Fact]
    public void Five_hundred_random_networks_show_the_ledgers_numbers()
    {
        var random = new RandomGenerator(7);
        for (int i = 0; i < 500; i++)
        {
            Setup setup = RandomSetup(random);
            var session = new Session(setup);
            Network alone = setup.Build();
            var trainer = new Training.Trainer(alone, setup.LossFunction(), new Training.TrainerOptions { LearningRate = setup.Rate });
            for (int step = 0; step < 20; step++)
            {
                double[] row = setup.Rows[step % setup.Rows.Count];
                StepLedger ledger = trainer.StepExplained(row.AsSpan(0, setup.Inputs), row.AsSpan(setup.Inputs));

                // From the end of the first epoch on, the weights may differ in their last bits.
                double most = step < setup.Rows.Count ? 0.0 : 1e-9;
                session.Forward(Pace.Example);
                foreach ((LedgerMoment here, LedgerMoment there) in session.Ledger!.Moments.Zip(ledger.Moments))
                {
                    bool same = here.Subject == there.Subject && here.Kind == there.Kind
                        && Math.Abs(here.Value - there.Value) <= most * Math.Max(1.0, Math.Abs(there.Value));
                    if (!same) throw new Xunit.Sdk.XunitException($"network {i}, step {step}: {here} and {there}");
                }
                session.Ledger!.Moments.Should().HaveSameCount(ledger.Moments);
            }
        }
    }

    [Fact]
    public void Two_hundred_random_edits_and_undos_lead_back_to_the_same_state()
    {
        var random = new RandomGenerator(3);
        var session = new Session();
        session.Forward(Pace.Example, 10);
        var states = new List<double[]>();
        string[] names = [.. session.Tape.Network.Connections.Select(connection => connection.Name), "b_h1", "b_y1"];
        for (int i = 0; i < 200; i++)
        {
            states.Add([.. session.Parameters(), session.Tape.Rate, .. session.Tape.Rows.SelectMany(row => row), session.Story.Step]);
            switch (random.NextInt32(4))
            {
                case 0: session.Edit(EditKind.Cell, null, random.NextInt32(4), random.NextInt32(3), random.NextUniform(-1, 1)); break;
                case 1: session.Edit(EditKind.Freeze, names[random.NextInt32(names.Length)], 0, 0, random.NextInt32(2)); break;
                case 2: session.Edit(EditKind.Rate, null, 0, 0, random.NextUniform(0, 1)); break;
                default: session.Edit(EditKind.Parameter, names[random.NextInt32(names.Length)], 0, 0, random.NextUniform(-2, 2)); break;
            }
        }
        double[] last = session.Parameters();

        for (int i = 199; i >= 0; i--)
        {
            session.Undo();
            states[i].Should().Equal([.. session.Parameters(), session.Tape.Rate, .. session.Tape.Rows.SelectMany(row => row), session.Story.Step]);
        }
        for (int i = 0; i < 200; i++)
            session.Redo();
        session.Parameters().Should().Equal(last);
    }

    [Fact]
    public void An_edit_in_the_past_makes_a_branch_and_keeps_the_other_curve()
    {
        var session = new Session();
        session.GoTo(400);
        double[] end = session.Parameters();

        session.GoTo(100);
        session.Edit(EditKind.Rate, null, 0, 0, 0.05);
        session.GoTo(400);

        session.Branches.Should().ContainSingle().Which.Losses.Should().Contain(loss => loss.Key == 400);
        session.Parameters().Should().NotEqual(end, "α is another from step 100 on");
        session.Undo();
        session.GoTo(400);
        session.Parameters().Should().Equal(end);
    }

    [Fact]
    public void What_is_frozen_stays_and_all_else_learns()
    {
        var session = new Session();
        double frozen = session.Tape.ValueOf("x1→h1"), free = session.Tape.ValueOf("h1→y1");

        session.Edit(EditKind.Freeze, "x1→h1", 0, 0, 1);
        session.GoTo(40);

        session.Tape.ValueOf("x1→h1").Should().Be(frozen);
        session.Tape.ValueOf("h1→y1").Should().NotBe(free);
    }

    [Fact]
    public void Exclusive_or_is_learnt_and_the_session_says_in_which_step_it_stands()
    {
        var session = new Session();

        session.GoTo(4 * 2000);

        session.Right().Should().Be(4);
        session.Tape.Epoch.Should().Be(2000);
        session.Tape.Loss.Should().BeLessThan(0.01);
    }

    [Fact]
    public void A_rate_that_is_far_too_large_stops_with_a_message_and_finite_weights()
    {
        var protocol = new Protocol();
        protocol.Answer("""{"do":"preset","preset":"line"}""");
        protocol.Answer("""{"do":"edit","kind":"Rate","value":50}""");

        string answer = protocol.Answer("""{"do":"forward","pace":"Epoch","count":2000}""");

        answer.Should().Contain("\"message\":");
        protocol.Session.Parameters().Should().OnlyContain(number => double.IsFinite(number));
        protocol.Session.Story.Step.Should().BeGreaterThan(0).And.BeLessThan(10_000);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"do":"nonsense"}""")]
    [InlineData("""{"do":"edit","kind":"Parameter","name":"h9→y1","value":1}""")]
    [InlineData("""{"do":"edit","kind":"Cell","row":99,"value":1}""")]
    [InlineData("""{"do":"open","setup":{"rows":[[1,2,3]],"hidden":[900]}}""")]
    [InlineData("""{"do":"open","setup":{"rows":[[1,2,3]],"model":"{}"}}""")]
    [InlineData("""{"do":"open","setup":{"rows":[[1,2,3]],"activation":"<script>"}}""")]
    [InlineData("""{"do":"open","setup":{"rows":[null]}}""")]
    [InlineData("""{"do":"open","setup":{"rows":null,"hidden":null,"loss":null}}""")]
    [InlineData("""{"do":"edit","kind":"Parameter","value":1}""")]
    [InlineData("""{"do":"open","setup":{"rows":[],"inputs":-3}}""")]
    [InlineData("""{"do":"open","setup":{"rows":[[1,2,3]],"start":[1,2]}}""")]
    public void What_cannot_be_done_is_refused_in_words_and_changes_nothing(string request)
    {
        var protocol = new Protocol();
        string before = Text(protocol);

        protocol.Answer(request).Should().Contain("\"message\":");

        Text(protocol).Should().Be(before);
    }

    [Fact]
    public void A_link_begins_where_the_story_stands_to_the_last_bit()
    {
        var protocol = new Protocol();
        protocol.Session.GoTo(123);
        protocol.Session.Edit(EditKind.Parameter, "x1→h1", 0, 0, 1.0 / 3);
        string answer = protocol.Answer("""{"do":"link"}""");
        string link = System.Text.Json.Nodes.JsonNode.Parse(answer)!["link"]!.ToJsonString();

        var opened = new Protocol();
        opened.Answer("{\"do\":\"open\",\"setup\":" + link + "}").Should().NotContain("\"message\":");

        opened.Session.Parameters().Should().Equal(protocol.Session.Parameters());
    }

    [Fact]
    public void A_model_file_goes_out_and_comes_in()
    {
        var protocol = new Protocol();
        protocol.Session.GoTo(50);
        string model = System.Text.Json.Nodes.JsonNode.Parse(protocol.Answer("""{"do":"model"}"""))!["model"]!.GetValue<string>();
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(model));

        Model.Load(stream).Network.HasSameParametersAs(protocol.Session.Tape.Network).Should().BeTrue();
        var opened = new Session(Presets.Of("xor") with { Model = model });
        opened.Parameters().Should().Equal(protocol.Session.Parameters());
    }

    [Theory]
    [MemberData(nameof(AllPresets))]
    public void Every_preset_opens_learns_and_shows_its_arithmetic(string preset)
    {
        var protocol = new Protocol();

        string opened = protocol.Answer("{\"do\":\"preset\",\"preset\":\"" + preset + "\"}");
        double first = protocol.Session.Tape.Loss;
        string stepped = protocol.Answer("""{"do":"forward","pace":"Epoch","count":200,"chosen":"y1"}""");

        opened.Contains("\"message\":", StringComparison.Ordinal).Should().BeFalse();
        stepped.Contains("\"message\":", StringComparison.Ordinal).Should().BeFalse();
        stepped.Contains("<math", StringComparison.Ordinal).Should().BeTrue("the output's formulas are in MathML");
        protocol.Session.Tape.Loss.Should().BeLessThan(first);
    }

    public static TheoryData<string> AllPresets => [.. Presets.Names];

    [Fact]
    public void The_handouts_node_shows_the_numbers_that_the_handout_prints()
    {
        var protocol = new Protocol();
        protocol.Answer("""{"do":"preset","preset":"handout"}""");

        string answer = protocol.Answer("""{"do":"state","chosen":"h1"}""");

        foreach (string number in (string[])["\"product\":0.5", "\"product\":3.5999999999999996", "\"product\":-1.5", "2.6", "0.9308616"])
            answer.Contains(number, StringComparison.Ordinal).Should().BeTrue(number);
    }

    [Fact]
    public void A_long_history_is_thinned_and_still_exact()
    {
        var session = new Session();
        session.GoTo(40_000);
        double[] end = session.Parameters();
        session.GoTo(20_001);
        session.GoTo(40_000);

        session.Parameters().Should().Equal(end);
        ((long)session.Tape.Snapshots * end.Length * 8).Should().BeLessThan(Tape.MostMemory);
    }

    [Fact]
    public void A_link_goes_on_in_the_midst_of_an_epoch_of_a_step_and_of_a_lesson()
    {
        var there = new Protocol();
        there.Answer("""{"do":"lesson","row":7}""");
        there.Answer("""{"do":"forward","pace":"Example","count":6}""");
        there.Answer("""{"do":"forward","pace":"Node","count":1}""");
        JsonNode link = JsonNode.Parse(there.Answer("""{"do":"link"}"""))!["link"]!;

        var here = new Protocol();
        here.Answer(new JsonObject { ["do"] = "open", ["setup"] = link.DeepClone(), ["lesson"] = 7, ["moment"] = there.Session.Moment }.ToJsonString());
        here.Session.Story.Step.Should().Be(6);
        here.Session.Moment.Should().Be(there.Session.Moment);
        here.Session.Lesson!.Index.Should().Be(7);
        here.Session.Tape.NextRows().Should().Equal(2);
        here.Session.Parameters().Should().Equal(there.Session.Parameters());
        foreach (int count in (int[])[1, 1, 1, 40])
        {
            foreach (Protocol each in (Protocol[])[here, there])
                each.Answer($$"""{"do":"forward","pace":"Example","count":{{count}}}""");
            here.Session.Story.Step.Should().Be(there.Session.Story.Step);
            foreach ((double one, double other) in here.Session.Parameters().Zip(there.Session.Parameters()))
                one.Should().BeApproximately(other, 1e-13, "the fast loops end an epoch that was walked from its beginning");
        }
        here.Session.GoTo(0);
        here.Session.Story.Step.Should().Be(6, "what was before is not in the link");
        here.Session.Parameters().Should().Equal(link["start"]!.AsArray().Select(number => number!.GetValue<double>()));
        link["taken"] = -1;
        JsonNode.Parse(here.Answer(new JsonObject { ["do"] = "open", ["setup"] = link.DeepClone() }.ToJsonString()))!["message"]!.GetValue<string>()
            .Should().StartWith("-1 steps cannot have been taken before");
    }

    [Fact]
    public void Ten_thousand_steps_of_history_take_far_less_than_50_megabytes()
    {
        var session = new Session();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        session.GoTo(10_000);

        (GC.GetTotalMemory(forceFullCollection: true) - before).Should().BeLessThan(50_000_000);
        session.Story.Step.Should().Be(10_000);
    }

    [Fact]
    public void The_boundary_is_what_the_network_predicts()
    {
        var session = new Session();
        double[] boundary = session.Boundary(4, -1, 1);

        boundary[0].Should().Be(session.Tape.Network.Predict([-0.75, 0.75])[0], "the first point is in the upper left corner");
        boundary.Should().HaveCount(16);
    }

    private static string Text(Protocol protocol)
    {
        System.Text.Json.Nodes.JsonNode state = System.Text.Json.Nodes.JsonNode.Parse(protocol.Answer("""{"do":"state","chosen":"h1"}"""))!;
        foreach (string name in (string[])["reached", "curves", "canRedo", "canUndo"])
            state.AsObject().Remove(name);
        return state.ToJsonString();
    }

    private static Setup RandomSetup(RandomGenerator random)
    {
        int inputs = 1 + random.NextInt32(3), outputs = 1 + random.NextInt32(2);
        string[] functions = ["sigmoid", "tanh", "relu", "softplus"];
        return new Setup
        {
            Inputs = inputs,
            Hidden = [.. Enumerable.Range(0, random.NextInt32(3)).Select(_ => 1 + random.NextInt32(4))],
            Activation = functions[random.NextInt32(4)],
            Rate = 0.05,
            Seed = random.NextInt32(1000),
            Rows = [.. Enumerable.Range(0, 1 + random.NextInt32(4)).Select(_ =>
                Enumerable.Range(0, inputs + outputs).Select(_ => random.NextUniform(-1, 1)).ToArray())],
        };
    }
}
