using System.Diagnostics;

namespace NodeNet.Page;

/// <summary>When playing ends by itself.</summary>
public enum Until
{
    /// <summary>All rows are right, where the targets are classes, and the loss is below 0.01.</summary>
    Learnt,

    /// <summary>All rows are right; where the targets are no classes, the loss is below 0.01.</summary>
    Right,

    /// <summary>The loss is below 0.01.</summary>
    Loss,

    /// <summary>A number of epochs is reached: <see cref="Request.Count"/>.</summary>
    Epochs,

    /// <summary>Never.</summary>
    Never,
}

public sealed partial class Session
{
    /// <summary>Playing that waits for something ends without it when so many epochs, and as many as there were before them since it began, have not brought
    /// the loss down by <see cref="LeastFall"/>. What learns at all falls by far more in twice the time; docs/playground.md says what was
    /// measured.</summary>
    public const int Patience = 5000;

    /// <summary>See <see cref="Patience"/>: a hundredth of the loss.</summary>
    public const double LeastFall = 0.01;

    private double _speed = 0.01; // epochs a millisecond, as last seen

    /// <summary>For how many epochs the loss had not fallen when playing ended for that; null where it did not.</summary>
    public long? StuckFor { get; private set; }

    /// <summary>Learns for about so many milliseconds, whole epochs, in a few trainings. What it leads to does not depend on the time: only how far.</summary>
    /// <param name="milliseconds">The time; above 0.</param>
    /// <param name="until">When to end before it.</param>
    /// <param name="epochs">The last epoch, for <see cref="Until.Epochs"/>.</param>
    /// <param name="since">The epoch in which playing began.</param>
    /// <returns>Whether it is over; then the session stands at the end of the first epoch with which it was.</returns>
    public bool Play(double milliseconds, Until until, long epochs = long.MaxValue, long since = 0)
    {
        StuckFor = null;
        long start = Stopwatch.GetTimestamp();
        long width = _tape.StepsInEpoch;
        if (until == Until.Epochs && _tape.Epoch >= epochs) return true;
        for (double spent = 0; spent < 0.85 * milliseconds; spent = Stopwatch.GetElapsedTime(start).TotalMilliseconds)
        {
            long from = _tape.Epoch;
            long count = Math.Max(1, (long)(_speed * (milliseconds - spent)));
            if (until == Until.Epochs) count = Math.Min(count, epochs - from);
            long before = Stopwatch.GetTimestamp();
            GoTo((from + count) * width);
            double took = Math.Max(0.1, Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            _speed = Math.Min(count / took, 4 * _speed);
            long? stuck = until is Until.Epochs or Until.Never ? null : FirstStuck(since, from);
            if (stuck is null && !IsOver(until, epochs)) continue;
            GoToFirst(from, (stuck ?? from + count) - from, until, epochs);
            if (!IsOver(until, epochs)) StuckFor = stuck - Middle(since, stuck ?? 0);
            return true;
        }
        return false;
    }

    /// <summary>The first epoch of this story after which all rows are right; null if there was none on the way that was reached.</summary>
    public long? FirstRight()
    {
        var tape = new Tape(_story.Setup);
        for (long epoch = tape.Epoch; epoch * tape.StepsInEpoch <= Reached; epoch++)
        {
            tape.GoTo(epoch * tape.StepsInEpoch, _story.Edits);
            if (RightOf(tape) == tape.Rows.Count) return epoch;
        }
        return null;
    }

    /// <summary>To the end of the first of some epochs with which playing is over.</summary>
    private void GoToFirst(long from, long count, Until until, long epochs)
    {
        if (until != Until.Epochs)
        {
            for (long epoch = from + 1; epoch < from + count; epoch++)
            {
                GoTo(epoch * _tape.StepsInEpoch);
                if (IsOver(until, epochs)) break;
            }
            if (!IsOver(until, epochs)) GoTo((from + count) * _tape.StepsInEpoch);
        }
        Reached = _story.Step;
    }

    /// <summary>The first epoch after "from" with which playing since an epoch is given up; null if there is none yet. It is one of the curve's points, and
    /// only they count, so that every run ends with the same.</summary>
    private long? FirstStuck(long since, long from)
    {
        (long Epoch, double Loss)[] points = [.. _tape.Curve(_story.Step).Where(point => _tape.IsOfCurve(point.Key))
            .Select(point => (point.Key / _tape.StepsInEpoch, point.Value))];
        long first = points.LastOrDefault(point => point.Epoch <= since).Epoch;
        foreach ((long epoch, _) in points.Where(point => point.Epoch > from && point.Epoch - since >= 2 * Patience))
        {
            long middle = Middle(since, epoch);
            double before = points.Where(point => point.Epoch >= first && point.Epoch <= middle).Min(point => point.Loss);
            double after = points.Where(point => point.Epoch > middle && point.Epoch <= epoch).Min(point => point.Loss);
            if (after >= (1.0 - LeastFall) * before) return epoch;
        }
        return null;
    }

    private static long Middle(long since, long epoch) => since + ((epoch - since) / 2);

    // For numbers are never right, only near.
    private bool IsSmall => _tape.Loss < 0.01;

    private bool IsOver(Until until, long epochs) => until switch
    {
        Until.Learnt => IsSmall && (Right() ?? _tape.Rows.Count) == _tape.Rows.Count,
        Until.Right when Right() is { } right => right == _tape.Rows.Count,
        Until.Right or Until.Loss => IsSmall,
        Until.Epochs => _tape.Epoch >= epochs,
        _ => false,
    };
}
