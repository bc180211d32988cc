using System.Runtime.ExceptionServices;

namespace NodeNet.Foundation;

/// <summary>How many threads are of use.</summary>
internal static class Threads
{
    // WebAssembly has one thread; starting another throws.
    private static readonly bool _canStart = !OperatingSystem.IsBrowser() && !OperatingSystem.IsWasi();

    /// <summary>As many as were asked for, but no more than there are processors or parts of the work: a thread beyond that only waits, and its memory is
    /// lost.</summary>
    /// <param name="asked">How many were asked for at most; null to decide by the work.</param>
    /// <param name="isLarge">Whether the work is worth several threads.</param>
    /// <param name="parts">Into how many parts it can be divided.</param>
    public static int Useful(int? asked, bool isLarge, int parts) => Useful(asked, isLarge, parts, _canStart);

    /// <summary>As the public one.</summary>
    /// <param name="asked">How many were asked for at most; null to decide by the work.</param>
    /// <param name="isLarge">Whether the work is worth several threads.</param>
    /// <param name="parts">Into how many parts it can be divided.</param>
    /// <param name="canStart">Whether a thread can be started at all.</param>
    internal static int Useful(int? asked, bool isLarge, int parts, bool canStart) => !canStart ? 1
        : Math.Max(1, Math.Min(asked ?? (isLarge ? int.MaxValue : 1), Math.Min(Processors, parts)));

    /// <summary>Whether a thread can be started at all.</summary>
    public static bool CanStart => _canStart;

    /// <summary>Divides pieces of work among threads, as evenly as whole pieces go, and returns when all are done. What a part throws comes through as it is,
    /// that of the first part of several.</summary>
    /// <param name="pieces">How many pieces there are.</param>
    /// <param name="parts">On how many threads; 1 is the caller's.</param>
    /// <param name="work">Does the pieces from its first number up to, without, its second.</param>
    public static void Divide(int pieces, int parts, Action<int, int> work)
    {
        if (parts == 1)
        {
            work(0, pieces);
            return;
        }
        var failures = new Exception?[parts];
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, part =>
        {
            try
            {
                work((int)((long)pieces * part / parts), (int)((long)pieces * (part + 1) / parts));
            }
            catch (Exception failure)
            {
                failures[part] = failure;
            }
        });
        if (Array.Find(failures, failure => failure is not null) is { } first) ExceptionDispatchInfo.Throw(first);
    }

    /// <summary>How many processors this process may use.</summary>
    public static int Processors => Environment.ProcessorCount;
}
