using NodeNet.Datasets;
using NodeNet.Learning;
using NodeNet.Metrics;
using NodeNet.Recipes;
using NodeNet.Samples.Output;
using NodeNet.Tables;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 15: from a table with words and gaps to a model that answers about a new row, in another program, next year.</summary>
public static class FromATable
{
    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        (Table train, Table test) = Penguins.Table.SplitStratified("species", testFraction: 0.2, seed: 1);
        paper.Say(
            $"Which species is a penguin of? A table of {train.RowCount} penguins has words, numbers and gaps; {test.RowCount} more are held out. A "
                + "recipe says "
                + "how a row becomes numbers. It is fitted on the training table alone:");
        Learner learner = Learner.For("species");
        LearnerPlan plan = learner.Plan(train);
        paper.Table(["column", "what it is to the network"], plan.Recipe.Columns, column => [column.Name, $"{column.Encoding}"]);
        paper.Say("One row, on its way into the network:");
        foreach (string line in plan.Recipe.Explain(test, 0))
            paper.Lines(line);

        paper.Heading("A model in one line");
        paper.Say(
            $"Learner.For(\"species\").Train(train) builds the network, here "
                + $"{string.Join("-", plan.Hidden.Prepend(plan.Recipe.InputCount).Append(plan.Recipe.OutputCount))}, "
                + "and trains it. What it was not told, it has chosen by rules that docs/learner.md states. The held-out penguins:");
        Model model = learner.Train(train);
        paper.Lines($"{model.Evaluate(test).Confusion}");

        paper.Heading("In another program");
        paper.Say("The recipe is part of the model and of its file, so a row means the same there. Columns are found by name:");
        paper.Keep("table-penguins.json", "the model", path => model.Save(path));
        Model served = Model.Load(Path.Combine(paper.Folder, "table-penguins.json"));
        var penguin = new Penguin("Biscoe", 45.1, 14.5, 215, 5000, "female", 2008);
        paper.Lines($"{served.Classify(penguin)}");
        paper.Say("What the training table did not have is told, and what the recipe does not know is refused:");
        foreach (string note in served.Check(penguin with { BillLengthMm = 451 }))
            paper.Lines(note);
        try
        {
            served.Classify(penguin with { Island = "Bisco" });
        }
        catch (RecipeException refused)
        {
            paper.Lines(refused.Message);
        }
        paper.Say("The command line does the same: nodenet train penguins.csv --target species --out penguins.json.");
    }

    private sealed record Penguin(string Island, double BillLengthMm, double BillDepthMm, double FlipperLengthMm, double BodyMassG, string? Sex, int Year);
}
