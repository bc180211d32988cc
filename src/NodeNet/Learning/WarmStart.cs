using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Learning;

/// <summary>Training that goes on from a model (<see cref="Learner.StartFrom"/>).</summary>
internal static class WarmStart
{
    /// <summary>The recipe of the model; whatever the learner says that only a new recipe or network could heed is refused.</summary>
    public static Recipe RecipeOf(Model model, Learner learner)
    {
        Recipe recipe = model.Recipe
            ?? throw Refused("The model to start from has no recipe, so that it cannot read a table. Train its network with a Trainer instead.");
        string[] targets = [.. recipe.Targets.Select(target => target.Name)];
        if (!targets.SequenceEqual(learner.Targets))
            throw Refused($"The model to start from predicts {MessageText.List(targets)}, the learner {MessageText.List(learner.Targets)}.");
        string[] said = [
            .. new[]
            {
                (learner.Inputs is not null, nameof(Learner.Inputs)), (learner.Ignore.Count > 0, nameof(Learner.Ignore)),
                (learner.Columns.Count > 0, nameof(Learner.Columns)),
                (learner.Defaults != Learner.For(targets).Defaults, nameof(Learner.Defaults)), (learner.Hidden is not null, nameof(Learner.Hidden)),
                (learner.Activation is not null, nameof(Learner.Activation)),
            }.Where(one => one.Item1).Select(one => one.Item2)];
        return said.Length == 0
            ? recipe
            : throw Refused(
                $"{MessageText.List(said)} {(said.Length == 1 ? "is" : "are")} said, and a model to start from, which has its own. Leave out one of both.");
    }

    /// <summary>How many nodes each hidden layer of the model has.</summary>
    public static IReadOnlyList<int> HiddenOf(Model model) => [.. model.Network.HiddenLayers.Select(layer => layer.Count)];

    /// <summary>"goes on from a trained 7-16-3 network, of 344 rows".</summary>
    public static string Words(Model model) =>
        $"goes on from a trained {model.Network}{(model.Origin?.Rows is { } rows ? $", of {MessageText.Count(rows, "row")}" : "")}";

    /// <summary>Refuses to measure, or to average, models that go on from one: it may have seen the rows that they are tested on. And checkpoints: the many
    /// trainings would all save themselves to one place.</summary>
    public static void CheckNone(Learner learner, string what)
    {
        if (learner.Checkpoints is not null) throw Refused($"{what} is many trainings, and Checkpoints is a place for one. Leave Checkpoints out.");
        if (learner.StartFrom is not null)
            throw Refused($"The learner starts from a model. {what} needs models that begin anew: the given one may have seen the rows of every part.");
    }

    private static ArgumentException Refused(string message) => new(message);
}
