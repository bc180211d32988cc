using System.Runtime.ExceptionServices;
using NodeNet.Foundation;

namespace NodeNet.Learning;

/// <summary>Runs trainings side by side, each on one thread.</summary>
internal static class TrialThreads
{
    /// <summary>Runs every number from 0 on; which thread takes which never enters a result. The exception of the lowest number comes through.</summary>
    public static void Run(int count, int? maxDegreeOfParallelism, Action<int> work, CancellationToken cancellation)
    {
        if (maxDegreeOfParallelism is < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(maxDegreeOfParallelism), maxDegreeOfParallelism, $"maxDegreeOfParallelism is {maxDegreeOfParallelism}; it must be 1 or above.");
        }
        int threads = Threads.Useful(maxDegreeOfParallelism, isLarge: true, count);
        var failures = new Exception?[count];
        if (threads <= 1)
        {
            for (int i = 0; i < count; i++) Guarded(i);
        }
        else
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, Guarded);
        }
        cancellation.ThrowIfCancellationRequested();
        if (failures.FirstOrDefault(failure => failure is not null) is { } first) ExceptionDispatchInfo.Throw(first);

        void Guarded(int i)
        {
            if (cancellation.IsCancellationRequested) return;
            try
            {
                work(i);
            }
            catch (Exception failure)
            {
                failures[i] = failure;
            }
        }
    }
}
