namespace NodeNet.Orleans.Boards;

/// <summary>How a trial ended. There is one for each trial, and it never changes.</summary>
internal sealed record TrialEnd
{
    /// <summary>The trial's number, from 0.</summary>
    public required int Trial { get; init; }

    /// <summary>Of which board of the name it is (<see cref="BoardPlan.Opening"/>).</summary>
    public string Opening { get; init; } = "";

    /// <summary>Its place among the ends of the board, from 1: the first to end has 1.</summary>
    public int Order { get; init; }

    /// <summary>In which attempt it ended; or of one that was given up, how many were lost.</summary>
    public int Attempts { get; init; }

    /// <summary>The silo that did it.</summary>
    public string Silo { get; init; } = "";

    /// <summary>The lease under which it was done; empty where it was given up.</summary>
    public string Lease { get; init; } = "";

    /// <summary>What came of it; null where that is in <see cref="Blob"/>, or there was trouble.</summary>
    public byte[]? Result { get; init; }

    /// <summary>The name of a result that is kept beside the board because it is large.</summary>
    public string? Blob { get; init; }

    /// <summary>Why there is no result: what the trial threw, or that it was given up.</summary>
    public string? Trouble { get; init; }

    /// <summary>Whether it was given up because every silo that tried it was lost.</summary>
    public bool IsGivenUp { get; init; }

    /// <summary>How long it took, of the attempt that ended it.</summary>
    public TimeSpan Took { get; init; }
}
