namespace NodeNet.Drawing.Replay;

/// <summary>A moment of a step: a formula or several, and what is known from then on.</summary>
/// <param name="Phase">"forward", "loss", "backward" or "update".</param>
/// <param name="Example">The example, from 0; −1 for all together.</param>
/// <param name="Title">What happens; * stands for what it happens to. In a step, phase, example, title, subject, pace and <see cref="For"/> tell a moment from
/// all others, and find the same moment in a step of another run.</param>
internal sealed record ReplayLine(string Phase, int Example, string Title)
{
    /// <summary>"connection" or "node" if only that pace stops here; null if both do.</summary>
    public string? Pace { get; init; }

    /// <summary>The node or connection that it happens to.</summary>
    public string? About { get; init; }

    /// <summary>The node that it happens for, where <see cref="About"/> is a connection.</summary>
    public string? For { get; init; }

    /// <summary>A sentence that explains; * stands for what it happens to, @ for what it happens for.</summary>
    public string? Say { get; init; }

    /// <summary>The formulas: "[z h1] = {w x1:h1} · {a x1} = {z h1}". The last ends in the moment's result.</summary>
    public IReadOnlyList<string> Formulas { get; init; } = [];

    /// <summary>What is known from now on: "z h1"; "w" for the weights of all connections.</summary>
    public IReadOnlyList<string> Shows { get; init; } = [];
}
