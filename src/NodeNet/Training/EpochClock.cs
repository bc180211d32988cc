using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace NodeNet.Training;

/// <summary>When epochs end. Looking at the clock may take as long as a small network's step, so where nobody watches, it is looked at some fifty thousand
/// times a second at most.</summary>
internal sealed class EpochClock
{
    private const double Between = 20e-6; // seconds
    private const int MostEpochs = 1000;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _before;
    private readonly bool _isWatched;
    private TimeSpan _last;
    private int _apart = 1; // epochs from one look to the next
    private int _left = 1;

    /// <summary>Starts the clock.</summary>
    /// <param name="before">The time before this part of the run.</param>
    /// <param name="isWatched">Whether somebody asks after each epoch.</param>
    public EpochClock(TimeSpan before, bool isWatched)
    {
        _before = before;
        _isWatched = isWatched;
        _last = before;
    }

    /// <summary>The time now.</summary>
    public TimeSpan Now => _before + Stopwatch.GetElapsedTime(_start);

    /// <summary>How many epochs there will be before the next look at the clock; 0 where somebody asks after each.</summary>
    public int EpochsToNextLook => _isWatched ? 0 : _left - 1;

    /// <summary>The time at the end of an epoch. Of a short one that nobody watches it may be that of an epoch shortly before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a short training never sees the compiler's second tier
    public TimeSpan OfEpoch()
    {
        if (!_isWatched && --_left > 0) return _last;
        TimeSpan now = Now;
        double seconds = Math.Max((now - _last).TotalSeconds, 1e-7) / _apart;
        // Twice as far at most: an epoch may take longer than those before.
        _apart = (int)Math.Clamp(Between / seconds, 1.0, Math.Min(2.0 * _apart, MostEpochs));
        _left = _apart;
        _last = now;
        return now;
    }
}
