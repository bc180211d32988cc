using NodeNet.Learning;
using NodeNet.Orleans.Work;

namespace NodeNet.Orleans.Learning;

/// <summary>Does trials of searches, cross-validations and ensembles on a silo. The tables that came last stay in memory,
/// with what was encoded of them.</summary>
internal sealed class LearnerWork
{
    /// <summary>The name under which every silo has it.</summary>
    public const string Name = "nodenet/learner";

    private const int MostTables = 3;

    private readonly Lock _lock = new();
    private readonly List<(string Hash, Lazy<TrialTable> Table)> _tables = []; // the last used at the end

    public byte[] Run(byte[] spec, TrialContext context)
    {
        LearnerSpec asked = Payload.Read<LearnerSpec>(spec);
        return Payload.Of(TableOf(asked.Table, context).Run(LearnerTrial.FromJson(asked.Trial), context.Cancellation));
    }

    private TrialTable TableOf(string hash, TrialContext context)
    {
        Lazy<TrialTable> table;
        lock (_lock)
        {
            int place = _tables.FindIndex(one => one.Hash == hash);
            table = place >= 0 ? _tables[place].Table : new Lazy<TrialTable>(() => new TrialTable(TableBytes.Read(context.Fetch(hash))));
            if (place >= 0) _tables.RemoveAt(place);
            else if (_tables.Count == MostTables) _tables.RemoveAt(0);
            _tables.Add((hash, table));
        }
        try
        {
            return table.Value;
        }
        catch
        {
            lock (_lock) _tables.RemoveAll(one => one.Table == table); // or its trouble would stay
            throw;
        }
    }
}

/// <summary>What such a trial is given.</summary>
/// <param name="Table">The SHA-256 of the table's bytes, under which the cluster has them.</param>
/// <param name="Trial">The trial, as <see cref="LearnerTrial.ToJson"/> writes it.</param>
internal sealed record LearnerSpec(string Table, string Trial);
