using NodeNet.Activations;
using NodeNet.Drawing;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Samples.Output;
using NodeNet.Teaching;
using NodeNet.Training;
using static NodeNet.Samples.Output.Numbers;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 12: the classic mistakes, made on purpose; a worksheet, and how it is marked.</summary>
public static class WrongOnPurpose
{
    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        paper.Say(
            "Whoever computes a step by hand makes one of a few mistakes. NodeNet can make them on purpose, and so knows them again. A network of 2 inputs, "
                + "2 hidden nodes and 1 output, and its step on (1, 2) with target 1:");
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(2, new Sigmoid())
            .AddLayer(1, new Sigmoid())
            .Build(seed: 1);
        network.HiddenLayers[0].SetWeights([[0.5, -0.4], [0.3, 0.2]]);
        network.HiddenLayers[0].SetBiases([0.1, -0.1]);
        network.OutputLayer.SetWeights([[0.6, -0.8]]);
        network.OutputLayer.SetBiases([0.2]);
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.5 });
        StepLedger step = trainer.Explain([1, 2], [1]);
        paper.Table(["mistake", "δ of y1", "δ of h1", "new x1→h1", "loss after"], [
            ["none", .. NumbersOf(step), Fixed(MistakeComparison.Of(step, Mistake.All[0]).LossAfterRight, 4)],
            .. Mistake.All.Select(mistake =>
            {
                MistakeComparison comparison = MistakeComparison.Of(step, mistake);
                return (object[])[mistake.Name, .. NumbersOf(comparison.Wrong), Fixed(comparison.LossAfterWrong, 4)];
            }),
        ]);
        paper.Say(
            $"The loss before the step is {Seven(step.Loss)}. Two of the mistakes make it grow; the others still go downhill, and are the harder to notice. "
                + "The gradient check of lesson 8 finds every one that makes a difference:");
        paper.Table(
            ["mistake", "gradient check"],
            Mistake.All,
            mistake => [mistake.Name, trainer.CheckGradient([1, 2], [1], mistake).Passed ? "passed" : "not passed"]);

        paper.Heading("A worksheet");
        paper.Say("A step with blanks to hand out, and its key: as Markdown, CSV and .xlsx. In the key's spreadsheet the formulas are live.");
        Worksheet sheet = Worksheet.From(step, new WorksheetOptions { Title = "One training step", Blanks = WorksheetBlanks.Deltas });
        paper.Keep("a worksheet and its key", folder => sheet.Save(folder, "mistakes-worksheet"));
        paper.Say("Its part on the way back, where the blanks are:");
        paper.Lines(PartOf(sheet.ToMarkdown(), "## Backward pass"));

        paper.Heading("Marked");
        paper.Say(
            "A learner's number is right, or rounded, or what one of the mistakes gives, or goes on rightly from an earlier wrong one. The marker says "
                + "which, without giving the right number away:");
        ExampleLedger right = step.Examples[0];
        double forgotten = step.With(Mistake.ForgetsSlope).Examples[0].DeltaOf("y1").Delta;
        double goneOnWith = forgotten * 0.6 * right.DeltaOf("h1").ActivationSlope!.Value;
        MarkedWorksheet marked = sheet.Mark(
            new Dictionary<int, string> { [1] = Fixed(forgotten, 4), [2] = Fixed(goneOnWith, 4), [3] = Fixed(right.DeltaOf("h2").Delta, 4) });
        foreach (Marking marking in marked.Markings)
            paper.Lines($"{marking}");
        paper.Lines($"{marked}");

        paper.Heading("Two steps side by side");
        paper.Say("The replay shows a mistake beside the right step, and goes from one difference to the next:");
        paper.Keep("mistakes-replay.html", "summing over the whole layer, beside the right step",
            path => step.SaveReplay(path, step.With(Mistake.SumsWholeLayer), new ReplayOptions { Name = "right", OtherName = Mistake.SumsWholeLayer.Name }));
    }

    private static object[] NumbersOf(StepLedger step) =>
        [Fixed(step.Examples[0].DeltaOf("y1").Delta, 4), Fixed(step.Examples[0].DeltaOf("h1").Delta, 4), Fixed(step.Change("x1", "h1").NewValue, 4)];

    private static string PartOf(string markdown, string heading)
    {
        string rest = markdown.ReplaceLineEndings("\n")[(markdown.ReplaceLineEndings("\n").IndexOf(heading, StringComparison.Ordinal) + heading.Length)..];
        int next = rest.IndexOf("\n## ", StringComparison.Ordinal);
        return (next < 0 ? rest : rest[..next]).Trim();
    }
}
