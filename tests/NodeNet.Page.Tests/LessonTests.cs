using System.Globalization;
using System.Text.Json.Nodes;
using NodeNet.Inspection;
using NodeNet.Teaching;

namespace NodeNet.Page.Tests;

/// <summary>The nine lessons: they open with the handout's numbers, and their tasks are done by what they say and by nothing less.</summary>
public class LessonTests
{
    [Fact]
    public void There_are_nine_each_with_two_to_four_tasks()
    {
        Lessons.All.Select(lesson => lesson.Name).Should().Equal("L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9");
        Lessons.All.Should().OnlyContain(lesson => lesson.Tasks.Length >= 2 && lesson.Tasks.Length <= 4);
    }

    [Theory]
    [InlineData(0, "0.5;3.6;-1.5;2.6;0.9308616")]
    [InlineData(4, "0.16;0.192;0.001787254;0.8017873")]
    [InlineData(5, "0.009885435;0.1539432;0.096;0.0192;0.1152;0.3843432;0.02473567;0.0002473567;0.0007420701;0.001236784;0.5002474;1.200742;-0.2987632")]
    public void The_numbers_that_the_handout_prints_are_in_its_lessons(int lesson, string numbers)
    {
        var session = new Session();
        session.OpenLesson(lesson);
        StepLedger right = session.Ledger!;
        IEnumerable<double> there = Numbers(right);
        if (lesson == 5) there = there.Concat(Numbers(right.With(Mistake.SumsWholeLayer, Mistake.UpdatesBeforePropagating)));

        string[] seven = [.. there.Select(number => number.ToString("G7", CultureInfo.InvariantCulture))];

        seven.Should().Contain(
            numbers.Split(';').Select(number => double.Parse(number, CultureInfo.InvariantCulture).ToString("G7", CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_task_that_asks_for_a_number_takes_the_ledgers_and_no_other(int lesson)
    {
        var session = new Session();
        session.OpenLesson(lesson);
        LessonProgress progress = session.Lesson!;
        for (int i = 0; i < progress.Done.Count; i++)
        {
            LessonTask task = progress.Lesson.Tasks[i];
            if (task.Kind != TaskKind.Answer || task.IsDone is not null) continue;
            double right = new Marker(session.Ledger!).Check(task.Asks!, "1").Expected;

            progress.Answer(session, i, "7.7").Should().Match<MarkView>(mark => !mark.IsRight);
            progress.Done[i].Should().BeFalse();
            progress.Answer(session, i, right.ToString("G7", CultureInfo.InvariantCulture)).Should().Match<MarkView>(mark => mark.IsRight);
            progress.Done[i].Should().BeTrue();
        }
    }

    [Fact]
    public void The_loss_after_the_step_is_asked_for_and_not_the_one_before()
    {
        var session = new Session();
        session.OpenLesson(6);
        session.Forward(Pace.Example);

        session.Lesson!.Answer(session, 2, "0.1600000").Should().Match<MarkView>(mark => mark.Verdict == "Mistaken");
        session.Lesson!.Answer(session, 2, "0.16").Should().Match<MarkView>(mark => mark.Verdict == "TooFewDigits", "it is the loss before, too");
        session.Lesson!.Done[2].Should().BeFalse();
        session.Lesson!.Answer(session, 2, session.Tape.Loss.ToString("G7", CultureInfo.InvariantCulture)).Should().Match<MarkView>(mark => mark.IsRight);
        session.Tape.Loss.Should().BeLessThan(0.16);
    }

    [Theory]
    [InlineData("falls", false, "falls")]
    [InlineData("rises", false, "falls")]
    [InlineData("rises", true, "rises")]
    public void What_was_said_of_the_step_stays_beside_what_happened(string said, bool isTooFast, string happened)
    {
        var protocol = new Protocol();
        JsonNode Predicted(string request) => JsonNode.Parse(protocol.Answer(request))!["lesson"]!["tasks"]![0]!;
        protocol.Answer("""{"do":"lesson","row":6}""");
        if (isTooFast)
        {
            protocol.Answer("""{"do":"edit","kind":"Cell","row":0,"column":3,"value":0.61}""");
            protocol.Answer("""{"do":"edit","kind":"Rate","value":1000}""");
        }

        JsonNode task = Predicted("{\"do\":\"answer\",\"row\":0,\"text\":\"" + said + "\"}");
        (task["said"]!.GetValue<string>(), task["happened"]).Should().Be((said, null));
        task = Predicted("""{"do":"forward","pace":"Example"}""");
        (task["said"]!.GetValue<string>(), task["happened"]!.GetValue<string>()).Should().Be((said, happened));
        Predicted("""{"do":"goto","step":0}""")["happened"]!.GetValue<string>().Should().Be(happened, "it is not forgotten");
    }

    [Fact]
    public void What_a_lesson_asks_for_is_not_shown_before_it_is_answered_or_tried_twice()
    {
        var session = new Session();
        session.OpenLesson(2); // loss, slope and δ of y1
        LessonProgress progress = session.Lesson!;

        Asked().Should().Equal(0.16, 0.24, 0.192);
        progress.Answer(session, 0, "0.16");
        Asked().Should().Equal(0.24, 0.192);
        progress.Answer(session, 1, "");
        progress.Answer(session, 1, "0.6");
        Asked().Should().Equal(0.24, 0.192);
        progress.Answer(session, 1, "0.7");
        Asked().Should().Equal(0.192);

        session.OpenLesson(4);
        session.Lesson!.Asked(session).Should().HaveCount(3, "the exercise is not asked for before its weights are set");
        session.OpenLesson(6);
        session.Lesson!.Asked(session).Should().BeEmpty("the loss after the step is read");
        session.OpenLesson(1);
        session.Open(Presets.Of("or") with { Hidden = [] });
        session.Lesson!.Asked(session).Should().HaveCount(2, "there is no h2 any more");

        IEnumerable<double> Asked() => progress.Asked(session).Select(value => Math.Round(value, 12));
    }

    [Theory]
    [InlineData("= 12", true)]
    [InlineData("12", true)]
    [InlineData("11", false)]
    public void An_epoch_may_have_an_equals_sign_before_it(string text, bool isRight)
    {
        var session = new Session();
        session.OpenLesson(7);
        while (!session.Play(20, Until.Right)) { }
        string epoch = session.Tape.Epoch.ToString(CultureInfo.InvariantCulture);

        string answer = isRight ? text.Replace("12", epoch, StringComparison.Ordinal) : "0";
        session.Lesson!.Answer(session, 1, answer)!.IsRight.Should().Be(isRight);
    }

    [Fact]
    public void In_the_landscape_one_start_is_caught_and_another_is_not()
    {
        var session = new Session();
        session.OpenLesson(3);
        Landscape landscape = Landscape.Of(session.Tape, "x1→h1", "h1→y1", 41, -5, 5);
        // The handout's Figure 3: a bottom of 0.0134 at 1.84, 0.884, and one of 0.0494 at −2.23, −0.824.
        landscape.Minima.Should().HaveCount(2);
        landscape.Minima[0].X.Should().BeApproximately(1.84, 0.01);
        landscape.Minima[0].Loss.Should().BeApproximately(0.0134, 1e-4);
        landscape.Minima[1].Y.Should().BeApproximately(-0.824, 0.01);
        landscape.Minima[1].Loss.Should().BeApproximately(0.0494, 1e-4);

        while (!session.Play(20, Until.Epochs, 3000)) { }
        session.Lesson!.Look(session);
        session.Lesson.Done.Should().Equal([true, false], "it was caught in the higher of the two");

        session.GoTo(0);
        session.Edit(EditKind.Parameter, "x1→h1", 0, 0, 0.5);
        session.Edit(EditKind.Parameter, "h1→y1", 0, 0, 0.5);
        session.GoTo(3000);
        session.Lesson.Look(session);
        session.Lesson.Done.Should().Equal(true, true);
        Landscape.Of(session.Tape, "x1→h1", "h1→y1", 11, -5, 5).Way.Should().HaveCountGreaterThan(100, "the way is drawn");
    }

    [Fact]
    public void The_handouts_two_mistakes_are_found_by_choosing_both()
    {
        var protocol = new Protocol();
        protocol.Answer("""{"do":"lesson","row":5}""");

        protocol.Answer("""{"do":"mistakes","names":["sums the whole layer"]}""");
        protocol.Session.Lesson!.Done[1].Should().BeFalse();
        string both = protocol.Answer("""{"do":"mistakes","chosen":"h1","names":["sums the whole layer","updates before propagating"]}""");

        protocol.Session.Lesson!.Done[1].Should().BeTrue();
        both.Should().Contain("\"push\":0.38434");
    }

    [Fact]
    public void A_whole_step_is_predicted_taken_and_looked_at()
    {
        var session = new Session();
        session.OpenLesson(6);
        LessonProgress progress = session.Lesson!;
        double loss = session.Tape.Loss;
        Action tooEarly = () => progress.Answer(session, 2, "0.15");

        tooEarly.Should().Throw<ArgumentException>("the loss after the step is asked for before it");
        progress.Answer(session, 0, "falls");
        session.Forward(Pace.Example);
        session.Mistakes = [Mistake.StepsUphill];
        progress.Look(session);
        progress.Answer(session, 2, session.Tape.Loss.ToString("G7", CultureInfo.InvariantCulture));

        session.Tape.Loss.Should().BeLessThan(loss);
        progress.Done.Should().Equal(true, true, true, true);
    }

    [Fact]
    public void Exclusive_or_says_in_which_epoch_it_was_right_and_is_never_without_hidden_nodes()
    {
        var session = new Session();
        session.OpenLesson(7);
        LessonProgress progress = session.Lesson!;
        while (!session.Play(20, Until.Right)) { }
        progress.Look(session);
        long epoch = session.Tape.Epoch;
        session.GoTo((epoch - 1) * 4);
        session.Right().Should().BeLessThan(4, "the epoch before was not right yet");
        session.GoTo(epoch * 4);
        progress.Answer(session, 1, epoch.ToString(CultureInfo.InvariantCulture))!.IsRight.Should().BeTrue();

        foreach (double rate in (double[])[0.05, 0.5, 2, 50])
        {
            session.GoTo(0);
            session.Edit(EditKind.Rate, null, 0, 0, rate);
            session.GoTo(16);
            progress.Look(session);
        }
        session.Open(Presets.Of("xor") with { Hidden = [] });
        session.GoTo(500 * 4);
        progress.Look(session);

        progress.Done.Should().Equal(true, true, true, true);
    }

    [Fact]
    public void Playing_ends_where_a_walk_of_single_epochs_ends()
    {
        var played = new Session();
        var walked = new Session();
        while (!played.Play(10, Until.Learnt)) { }
        while (walked.Right() < 4 || walked.Tape.Loss >= 0.01) walked.Forward(Pace.Epoch);

        played.Story.Step.Should().Be(walked.Story.Step);
        played.Parameters().Should().Equal(walked.Parameters());
        played.Play(10, Until.Loss).Should().BeTrue("it is over already");
    }

    private static IEnumerable<double> Numbers(StepLedger ledger) =>
        ledger.Moments.Select(moment => moment.Value).Append(ledger.Loss)
            .Concat(ledger.Changes.SelectMany(change => (double[])[change.Change, change.NewValue]))
            .Concat(ledger.Examples[0].Forward.SelectMany(node => node.Terms.Select(term => term.Product).Append(node.NetInput).Append(node.Activation)))
            .Concat(ledger.Examples[0].Deltas.SelectMany(node => node.Terms.Select(term => term.Product).Append(node.Delta).Append(node.Push ?? 0)));
}
