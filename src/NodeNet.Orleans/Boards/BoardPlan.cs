using System.Globalization;

namespace NodeNet.Orleans.Boards;

/// <summary>What a board holds the trials of. Written once, when the board is opened, and never changed.</summary>
internal sealed record BoardPlan
{
    /// <summary>Names this board among all that had or will have its name; given when it is opened. What a silo brings to a board that is no more, as into a
    /// storage that was emptied under it, is by this not taken for a part of the next one.</summary>
    public string Opening { get; init; } = "";

    /// <summary>Which registered trial does the work.</summary>
    public required string Kind { get; init; }

    /// <summary>The SHA-256 of what the trials are given, all of them together: by it a second board of the same name is told from the first.</summary>
    public required string Specs { get; init; }

    /// <summary>The SHA-256 of tables and rows that the trials name, which must stay as long as the board.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>How many trials there are.</summary>
    public required int Count { get; init; }

    /// <summary>What the silos that work on it must have in common: build and arithmetic. A worker of another is refused.</summary>
    public string Machine { get; init; } = "";

    /// <summary>How many trials a stage has; a stage begins when all of the one before have ended well. 0: all trials are one stage.</summary>
    public int StageSize { get; init; }

    /// <summary>What a silo must have to be given a trial (<see cref="Asker.Places"/>), by the trial's number modulo the length; null for nothing. Empty: every
    /// trial may run anywhere.</summary>
    public IReadOnlyList<string?> Places { get; init; } = [];

    /// <summary>After how many lost attempts a trial is given up; at least 1.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>For how long a lease is held without a beat.</summary>
    public TimeSpan LeaseLife { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Why another plan cannot attach to this one; null where it is of the same trials.</summary>
    public string? RefusalOf(BoardPlan other) => Kind == other.Kind && Specs == other.Specs && Count == other.Count ? null
        : $"There is a sweep of this name with other trials: {this}, here {other}. Take another name, or delete that one first.";

    /// <summary>"24 × training (1a2b3c4d…)".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} × {Kind} ({Specs[..8]}…)");

    public string? PlaceOf(int trial) => Places.Count == 0 ? null : Places[trial % Places.Count];

    public int StageOf(int trial) => StageSize == 0 ? 0 : trial / StageSize;

    public (int First, int End) Stage(int stage) => StageSize == 0 ? (0, Count) : (stage * StageSize, Math.Min(Count, (stage + 1) * StageSize));
}
