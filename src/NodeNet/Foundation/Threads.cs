using System.Runtime.ExceptionServices;

namespace NodeNet.Foundation;

/// <summary>How many threads are of use.</summary>
internal static class Threads
{
    /// <summary>So many rows are worth a thread, and are taken in multiples of these.</summary>
    public const int LeastRows = 64;

    // Rows are divided in pieces of so many: no processor's vectors have more lanes.
    private const int RowsOfPiece = 16;

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

    /// <summary>Divides pieces of work among threads, and returns when all are done. Each takes some of those that are left, fewer and fewer: a processor that
    /// is slow, or has other work, too, keeps nobody waiting for long. What is thrown comes through as it is, that of the first pieces of several.</summary>
    /// <param name="pieces">How many pieces there are.</param>
    /// <param name="threads">On how many threads; 1 is the caller's.</param>
    /// <param name="work">Does the pieces from its first number up to, without, its second.</param>
    /// <param name="least">How many pieces are worth taking at a time; more are a multiple of it.</param>
    public static void Divide(int pieces, int threads, Action<int, int> work, int least = 1)
    {
        if (threads == 1)
        {
            work(0, pieces);
            return;
        }
        var shares = new Shares(pieces, threads, least);
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => shares.Do(work));
        shares.Throw();
    }

    /// <summary>As the other, of rows whose answers do not depend on each other.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="threads">On how many threads.</param>
    /// <param name="work">Does the rows from its first number up to, without, its second.</param>
    public static void DivideRows(int rows, int threads, Action<int, int> work) => Divide(
        (rows + RowsOfPiece - 1) / RowsOfPiece, threads, (first, end) => work(first * RowsOfPiece, Math.Min(end * RowsOfPiece, rows)),
        least: LeastRows / RowsOfPiece);

    /// <summary>How many processors this process may use.</summary>
    public static int Processors => Environment.ProcessorCount;

    /// <summary>What is left of some pieces.</summary>
    private sealed class Shares(int pieces, int threads, int least)
    {
        private readonly Lock _lock = new();
        private int _next;
        private (int First, Exception Exception)? _failure;

        public void Do(Action<int, int> work)
        {
            while (Take() is (int first, int end))
            {
                try
                {
                    work(first, end);
                }
                catch (Exception failure)
                {
                    lock (_lock)
                    {
                        // Pieces are given in their order: whichever fail, those before them have been given, and are waited for.
                        if (_failure is not { } other || first < other.First) _failure = (first, failure);
                        _next = pieces;
                    }
                }
            }
        }

        public void Throw()
        {
            if (_failure is { } failure) ExceptionDispatchInfo.Throw(failure.Exception);
        }

        private (int First, int End)? Take()
        {
            lock (_lock)
            {
                int left = pieces - _next;
                if (left == 0) return null;
                int count = Math.Min(left, Math.Max(1, left / (2 * threads) / least) * least);
                int first = _next;
                _next += count;
                return (first, _next);
            }
        }
    }
}
