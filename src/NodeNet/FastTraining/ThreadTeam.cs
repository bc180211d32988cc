using NodeNet.Foundation;

namespace NodeNet.FastTraining;

/// <summary>Threads that share the nodes of a phase of work: every one does its part, and the phase ends when all are done.</summary>
/// <remarks>A thread is started when it is first needed and ends when it has had nothing to do for some seconds, or with <see cref="Dispose"/>. Between phases
/// it spins for a
/// moment before it sleeps, since the next phase usually follows within microseconds; where there are more threads than processors it sleeps at once.</remarks>
internal sealed class ThreadTeam : IDisposable
{
    private const int IdleMilliseconds = 5_000;
    private const int Ended = 0;
    private const int Idle = 1;
    private const int Busy = 2;

    private readonly int _idleMilliseconds;
    private readonly int _spins;
    private readonly int[] _states;
    private readonly Thread?[] _helpers;
    private readonly SemaphoreSlim[] _wake;
    private Action<int, int>? _work;
    private int _parts;
    private Exception? _failure;
    private int _pending;
    private volatile bool _ends;

    /// <summary>Creates a crew.</summary>
    /// <param name="size">How many parts a phase is divided into; the caller does the first.</param>
    /// <param name="idleMilliseconds">After how long a thread without work ends.</param>
    public ThreadTeam(int size, int idleMilliseconds = IdleMilliseconds)
    {
        Size = size;
        _idleMilliseconds = idleMilliseconds;
        _spins = size <= Threads.Processors ? 200 : 0;
        _states = new int[size - 1];
        _helpers = new Thread[size - 1];
        _wake = new SemaphoreSlim[size - 1];
        for (int i = 0; i < _wake.Length; i++)
            _wake[i] = new SemaphoreSlim(0);
    }

    /// <summary>How many parts a phase is divided into.</summary>
    public int Size { get; }

    /// <summary>How many threads there are at the moment, besides the caller's.</summary>
    public int Running => _states.Count(state => state != Ended);

    /// <summary>Does a phase of work: calls <paramref name="work"/> with (part, parts) for every part, each on a thread of its own, and returns when all are
    /// done.</summary>
    /// <exception cref="Exception">What a part threw, if one did; the first is passed on after all have ended.</exception>
    public void Run(Action<int, int> work) => Run(work, Size);

    /// <summary>As <see cref="Run(Action{int, int})"/>, in fewer parts.</summary>
    /// <param name="work">The work.</param>
    /// <param name="parts">How many parts, at most <see cref="Size"/>.</param>
    public void Run(Action<int, int> work, int parts)
    {
        _work = work;
        _parts = parts;
        _failure = null;
        Volatile.Write(ref _pending, parts - 1);
        for (int i = 0; i < parts - 1; i++)
        {
            if (Interlocked.Exchange(ref _states[i], Busy) == Ended) Start(i);
            _wake[i].Release();
        }
        try
        {
            work(0, parts);
        }
        finally
        {
            var spin = new SpinWait();
            while (Volatile.Read(ref _pending) > 0)
                spin.SpinOnce(sleep1Threshold: -1);
            _work = null; // a thread that waits keeps nothing alive but the crew
        }
        if (_failure is { } failure) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ends = true;
        for (int i = 0; i < _helpers.Length; i++)
        {
            if (Interlocked.Exchange(ref _states[i], Busy) == Ended) continue;
            _wake[i].Release();
            _helpers[i]!.Join();
        }
        foreach (SemaphoreSlim wake in _wake)
            wake.Dispose();
    }

    private void Start(int helper)
    {
        _helpers[helper] = new Thread(() => Help(helper)) { IsBackground = true, Name = $"NodeNet {helper + 1}" };
        _helpers[helper]!.Start();
    }

    private void Help(int helper)
    {
        SemaphoreSlim wake = _wake[helper];
        while (true)
        {
            // A few microseconds of looking before the thread lets itself be put to sleep.
            for (int i = 0; i < _spins && wake.CurrentCount == 0; i++)
                Thread.SpinWait(20);
            if (!wake.Wait(_idleMilliseconds))
            {
                if (Interlocked.CompareExchange(ref _states[helper], Ended, Idle) == Idle) return;
                wake.Wait(); // work is just coming
            }
            if (_ends) return;
            try
            {
                _work!(helper + 1, _parts);
            }
            catch (Exception failure) // whatever it is, the caller throws it
            {
                Interlocked.CompareExchange(ref _failure, failure, null);
            }
            Volatile.Write(ref _states[helper], Idle);
            Interlocked.Decrement(ref _pending);
        }
    }
}
