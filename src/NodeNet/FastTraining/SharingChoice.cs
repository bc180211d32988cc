using System.Diagnostics;

namespace NodeNet.FastTraining;

/// <summary>On how many threads a phase of a step, or a step, is done: as many as were quickest when it was measured. So more threads never make it slower
/// for long, however fast the machine wakes them and whatever else it does. The numbers are the same for any choice.</summary>
/// <remarks>In its first calls a phase tries one thread, two, four and so on up to all, in turn, and adds up the times of each but for the longest, which may
/// have been disturbed. Later it measures again from time to time. More threads are taken only where they save at least a twentieth.</remarks>
internal sealed class SharingChoice
{
    private const int FewTurns = 5;
    private const int CallsBetween = 1024;
    private const double Saving = 0.95;

    private readonly int _turns; // the first of them warms up and does not count
    private readonly int[] _sizes;
    private readonly long[] _sum;
    private readonly long[] _longest;
    private int _call;
    private int _best;

    /// <param name="most">The most threads.</param>
    /// <param name="turns">How often each number of threads is tried.</param>
    public SharingChoice(int most, int turns = FewTurns)
    {
        _turns = turns;
        var sizes = new List<int>();
        for (int size = 1; size < most; size *= 2)
            sizes.Add(size);
        sizes.Add(most);
        _sizes = [.. sizes];
        _sum = new long[_sizes.Length];
        _longest = new long[_sizes.Length];
    }

    /// <summary>On how many threads the next call is to be done.</summary>
    public int Threads => _sizes[IsTrial ? _call % _sizes.Length : _best];

    private bool IsTrial => _call < _turns * _sizes.Length;

    /// <summary>When a call begins; 0 where nobody measures.</summary>
    public long Begin() => IsTrial ? Stopwatch.GetTimestamp() : 0;

    /// <summary>A call has ended.</summary>
    /// <param name="began">What <see cref="Begin"/> gave.</param>
    public void End(long began)
    {
        if (IsTrial) Count(Stopwatch.GetTimestamp() - began);
        else if (++_call == CallsBetween) MeasureAgain();
    }

    /// <summary>Notes how long a call took, and after the last of the trials chooses.</summary>
    /// <param name="ticks">How long.</param>
    internal void Count(long ticks)
    {
        int which = _call % _sizes.Length;
        if (_call >= _sizes.Length)
        {
            _sum[which] += ticks;
            _longest[which] = Math.Max(_longest[which], ticks);
        }
        _call++;
        if (IsTrial) return;
        _best = 0;
        for (int i = 1; i < _sizes.Length; i++)
        {
            if (_sum[i] - _longest[i] < Saving * (_sum[_best] - _longest[_best])) _best = i;
        }
    }

    private void MeasureAgain()
    {
        _call = 0;
        Array.Clear(_sum);
        Array.Clear(_longest);
    }
}
