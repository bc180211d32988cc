namespace NodeNet.Orleans.Boards;

/// <summary>Trials that a silo has in hand.</summary>
/// <param name="Id">What the lease is called.</param>
/// <param name="Silo">The silo.</param>
/// <param name="Trials">The trials' numbers.</param>
internal sealed record Lease(string Id, string Silo, IReadOnlyList<int> Trials);

/// <summary>What a board says of its leases, written before a lease is given.</summary>
/// <param name="Mark">One above the largest number that was ever leased: no other trial can have ended.</param>
/// <param name="Held">The leases. A trial that has ended is no longer held, even if it stands there.</param>
/// <param name="Attempts">Of trials that have not ended, how many attempts were begun.</param>
internal sealed record BoardLeases(int Mark, IReadOnlyList<Lease> Held, IReadOnlyDictionary<int, int> Attempts);

/// <summary>Who asks for work.</summary>
/// <param name="Silo">Which silo, by a name that a restart changes.</param>
/// <param name="Places">What it has that others have not, by name: shards of rows (<see cref="BoardPlan.Places"/>).</param>
/// <param name="Machine">Build and arithmetic, as in <see cref="BoardPlan.Machine"/>.</param>
/// <param name="Most">How many trials it would take at most.</param>
internal sealed record Asker(string Silo, IReadOnlyCollection<string> Places, string Machine, int Most);

/// <summary>What a board answers to somebody who asks for work.</summary>
/// <param name="Lease">The lease, or null.</param>
/// <param name="Attempts">In which attempt each of the lease's trials is.</param>
/// <param name="IsFinished">Whether there will never be more.</param>
/// <param name="Refusal">Why this silo gets none of it; null where it may.</param>
/// <param name="IsSoon">Whether a stage is in hand elsewhere and the next will soon be open.</param>
/// <param name="Opening">Of which board of the name a lease is (<see cref="BoardPlan.Opening"/>).</param>
internal sealed record Taken(Lease? Lease, IReadOnlyList<int> Attempts, bool IsFinished, string? Refusal, bool IsSoon = false, string Opening = "")
{
    public static Taken Nothing { get; } = new(null, [], false, null);

    public static Taken Soon { get; } = Nothing with { IsSoon = true };

    public static Taken Finished { get; } = new(null, [], true, null);
}

/// <summary>How far a board is.</summary>
/// <param name="Kind">Which trial.</param>
/// <param name="Count">How many trials there are.</param>
/// <param name="Done">How many have ended, those with trouble among them.</param>
/// <param name="Troubled">How many of those ended with trouble.</param>
/// <param name="GivenUp">How many of those were given up.</param>
/// <param name="InHand">How many are leased.</param>
/// <param name="Lost">How many attempts were lost with their silo since the board was read last.</param>
/// <param name="Refused">How many second results were refused since then.</param>
/// <param name="IsFinished">Whether it is over.</param>
/// <param name="Opening">Which board of its name it is (<see cref="BoardPlan.Opening"/>).</param>
internal sealed record BoardStatus(
    string Kind, int Count, int Done, int Troubled, int GivenUp, int InHand, int Lost, int Refused, bool IsFinished, string Opening);
