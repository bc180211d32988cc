using System.Diagnostics;

namespace NodeNet.FastTraining;

/// <summary>On how many threads a phase of a step is done: as many as were quickest when it was measured. So more threads never make it slower for long,
/// however fast the machine wakes them and whatever else it does. The numbers are the same for any choice.</summary>
/// <remarks>In its first calls a phase tries one thread, two, four and so on up to all, in turn, and keeps the shortest time of each. Later it measures again
/// from time to time. More threads are taken only where they save at least a twentieth.</remarks>
internal sealed class SharingChoice
{
    private const int Turns = 4; // the first of them warms up and does not count
    private const int CallsBetween = 2048;
    private const double Saving = 0.95;

    private readonly int[] _sizes;
    private readonly long[] _shortest;
    private int _call;
    private int _best;

    /// <param name="most">The most threads.</param>
    public SharingChoice(int most)
    {
        var sizes = new List<int>();
        for (int size = 1; size < most; size *= 2)
            sizes.Add(size);
        sizes.Add(most);
        _sizes = [.. sizes];
        _shortest = new long[_sizes.Length];
        Array.Fill(_shortest, long.MaxValue);
    }

    /// <summary>On how many threads the next call is to be done.</summary>
    public int Threads => _sizes[IsTrial ? _call % _sizes.Length : _best];

    private bool IsTrial => _call < Turns * _sizes.Length;

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
        if (_call >= _sizes.Length) _shortest[which] = Math.Min(_shortest[which], ticks);
        _call++;
        if (IsTrial) return;
        _best = 0;
        for (int i = 1; i < _sizes.Length; i++)
        {
            if (_shortest[i] < Saving * _shortest[_best]) _best = i;
        }
    }

    private void MeasureAgain()
    {
        _call = 0;
        Array.Fill(_shortest, long.MaxValue);
    }
}
