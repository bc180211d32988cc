using System.Globalization;

namespace NodeNet.Orleans.Work;

/// <summary>What things are called in the cluster's storage.</summary>
internal static class Names
{
    /// <summary>Of one opening of a sweep (<see cref="Boards.BoardPlan.Opening"/>): what a silo leaves of a sweep that is no more is not found by the next of
    /// its name.</summary>
    public static string Trial(SweepKey sweep, int number) => string.Create(CultureInfo.InvariantCulture, $"{sweep.Name}/{sweep.Opening}/{number}");

    public static string Model(SweepKey sweep, int number) => Trial(sweep, number) + "/model";

    /// <summary>Where a shard stands after a round.</summary>
    public static string State(SweepKey sweep, int number) => Trial(sweep, number) + "/state";

    /// <summary>A large result. Not by its content: two sweeps may have the same, and each is deleted by itself.</summary>
    public static string Result(SweepKey sweep, int number, string lease) => $"{Trial(sweep, number)}/result/{lease}";

    /// <summary>Where it stands which checkpoint of a trial is the last.</summary>
    public static string CheckpointPlace(SweepKey sweep, int number) => Trial(sweep, number);

    public static string Checkpoint(SweepKey sweep, int number, string lease, int save) =>
        string.Create(CultureInfo.InvariantCulture, $"{Trial(sweep, number)}/checkpoint/{lease}/{save}");
}

/// <summary>One opening of a sweep.</summary>
/// <param name="Name">The sweep's name.</param>
/// <param name="Opening">Which of those that had or will have the name.</param>
internal readonly record struct SweepKey(string Name, string Opening);
