using System.Globalization;
using NodeNet.Orleans.Boards;
using NodeNet.Orleans.Work;

namespace NodeNet.Orleans;

/// <summary>How far a sweep is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Trial">Which trial it is of.</param>
/// <param name="Count">How many trials there are.</param>
/// <param name="Done">How many have ended, those with trouble among them.</param>
/// <param name="Troubled">How many of those ended with trouble.</param>
/// <param name="GivenUp">How many of those were given up, because each silo that tried was lost.</param>
/// <param name="InHand">How many are being done.</param>
/// <param name="Lost">How many attempts were lost with their silo, since its list of trials moved to another silo last.</param>
/// <param name="IsFinished">Whether it is over.</param>
public sealed record SweepStatus(string Name, string Trial, int Count, int Done, int Troubled, int GivenUp, int InHand, int Lost, bool IsFinished)
{
    /// <summary>"wine-1: 120 of 200 trials done, 4 in hand, 1 lost".</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}: {Done} of {Counted.Of(Count, "trial")} done{(IsFinished ? "" : $", {InHand} in hand")}{Part(Troubled, "with trouble")}"
            + $"{Part(GivenUp, "given up")}{Part(Lost, "lost")}");

    internal static SweepStatus Of(string name, BoardStatus status) => new(
        name, status.Kind, status.Count, status.Done, status.Troubled, status.GivenUp, status.InHand, status.Lost, status.IsFinished);

    private static string Part(int count, string words) => count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {count} {words}");
}

/// <summary>A silo that is up.</summary>
/// <param name="Address">Its address and port.</param>
/// <param name="Name">What it is called; null for nothing.</param>
/// <param name="Slots">How many trials it does at a time.</param>
/// <param name="Build">A hash of NodeNet's assemblies.</param>
/// <param name="Arithmetic">The loops that run, how wide they are, and the machine.</param>
public sealed record SiloInfo(string Address, string? Name, int Slots, string Build, string Arithmetic)
{
    /// <summary>"left (10.0.0.5:11111): 4 slots, build 1a2b…, fast loops, …".</summary>
    public override string ToString() =>
        $"{(Name is null ? Address : $"{Name} ({Address})")}: {Counted.Of(Slots, "slot")}, build {Build}, {Arithmetic}";
}
