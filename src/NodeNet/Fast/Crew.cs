namespace NodeNet.Fast;

/// <summary>Threads that share the nodes of a phase of work: every one does its part, and the phase ends when all are done.</summary>
/// <remarks>A thread spins for a moment before it sleeps, since the next phase usually follows within microseconds.</remarks>
internal sealed class Crew : IDisposable
{
    private readonly Thread[] _helpers;
    private readonly SemaphoreSlim[] _wake;
    private Action<int, int>? _work;
    private Exception? _failure;
    private int _pending;
    private volatile bool _ends;

    /// <summary>Creates a crew.</summary>
    /// <param name="size">How many parts a phase is divided into; the caller does the first.</param>
    public Crew(int size)
    {
        Size = size;
        _wake = new SemaphoreSlim[size - 1];
        _helpers = new Thread[size - 1];
        for (int i = 0; i < _helpers.Length; i++)
        {
            int part = i + 1;
            _wake[i] = new SemaphoreSlim(0);
            _helpers[i] = new Thread(() => Help(part)) { IsBackground = true, Name = $"NodeNet {part}" };
            _helpers[i].Start();
        }
    }

    /// <summary>How many parts a phase is divided into.</summary>
    public int Size { get; }

    /// <summary>Does a phase of work: calls <paramref name="work"/> with (part, parts) for every part, each on a thread of its own, and returns when all are done.</summary>
    /// <exception cref="Exception">What a part threw, if one did; the first is passed on after all have ended.</exception>
    public void Run(Action<int, int> work)
    {
        _work = work;
        _failure = null;
        Volatile.Write(ref _pending, _helpers.Length);
        foreach (SemaphoreSlim wake in _wake)
            wake.Release();
        try
        {
            work(0, Size);
        }
        finally
        {
            var spin = new SpinWait();
            while (Volatile.Read(ref _pending) > 0)
                spin.SpinOnce(sleep1Threshold: -1);
        }
        if (_failure is { } failure) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ends = true;
        foreach (SemaphoreSlim wake in _wake)
            wake.Release();
        foreach (Thread helper in _helpers)
            helper.Join();
        foreach (SemaphoreSlim wake in _wake)
            wake.Dispose();
    }

    private void Help(int part)
    {
        SemaphoreSlim wake = _wake[part - 1];
        while (true)
        {
            // A few microseconds of looking before the thread lets itself be put to sleep.
            for (int i = 0; i < 200 && wake.CurrentCount == 0; i++)
                Thread.SpinWait(20);
            wake.Wait();
            if (_ends) return;
            try
            {
                _work!(part, Size);
            }
            catch (Exception failure) // whatever it is, the caller throws it
            {
                Interlocked.CompareExchange(ref _failure, failure, null);
            }
            Interlocked.Decrement(ref _pending);
        }
    }
}
