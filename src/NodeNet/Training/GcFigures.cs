namespace NodeNet.Training;

/// <summary>What .NET's garbage collection has done in this process so far.</summary>
internal readonly record struct GcFigures(long Allocated, int Generation0, int Generation1, int Generation2, TimeSpan Pause)
{
    /// <summary>As it stands.</summary>
    public static GcFigures Now =>
        new(GC.GetTotalAllocatedBytes(), GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2), GC.GetTotalPauseDuration());

    /// <summary>Whether these were taken; a process that runs has allocated something.</summary>
    public bool IsTaken => Allocated > 0;

    /// <summary>Reports what has happened since these.</summary>
    public void RecordSince()
    {
        GcFigures now = Now;
        TrainingMeters.Allocated.Add(now.Allocated - Allocated);
        TrainingMeters.Pause.Add((now.Pause - Pause).TotalSeconds);
        // .NET counts a collection of a generation among those of every younger one, too.
        int second = now.Generation2 - Generation2;
        int first = now.Generation1 - Generation1;
        Count(now.Generation0 - Generation0 - first, "0");
        Count(first - second, "1");
        Count(second, "2");
    }

    private static void Count(int collections, string generation) =>
        TrainingMeters.Collections.Add(collections, new KeyValuePair<string, object?>("nodenet.generation", generation));
}
