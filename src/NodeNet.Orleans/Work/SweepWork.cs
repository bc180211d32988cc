using NodeNet.Orleans.Boards;

namespace NodeNet.Orleans.Work;

/// <summary>What a silo knows of a sweep that it works on.</summary>
internal sealed class SweepWork(string name, BoardPlan plan, byte[][] specs)
{
    private const int Largest = 64;
    private const double Weight = 0.3; // of the newest duration in the mean

    private double _seconds = double.NaN;

    public SweepKey Key { get; } = new(name, plan.Opening);

    public BoardPlan Plan => plan;

    public byte[] SpecOf(int trial) => specs[trial];

    /// <summary>How many trials take about so long together.</summary>
    public int MostAtOnce(TimeSpan aim)
    {
        double seconds = Volatile.Read(ref _seconds);
        return double.IsNaN(seconds) ? 1 : (int)Math.Clamp(aim.TotalSeconds / Math.Max(seconds, 1e-6), 1.0, Largest);
    }

    /// <summary>Notes how long a trial took. Two slots may do so at once; one of the two numbers may then be lost, which does not matter.</summary>
    public void Note(TimeSpan took)
    {
        double before = Volatile.Read(ref _seconds);
        Volatile.Write(ref _seconds, double.IsNaN(before) ? took.TotalSeconds : before + Weight * (took.TotalSeconds - before));
    }
}
