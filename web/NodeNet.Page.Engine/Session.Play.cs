using System.Diagnostics;

namespace NodeNet.Page;

/// <summary>When playing ends by itself.</summary>
public enum Until
{
    /// <summary>All rows are right, where the targets are classes, and the loss is below 0.01.</summary>
    Learnt,

    /// <summary>All rows are right.</summary>
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
    private double _speed = 0.01; // epochs a millisecond, as last seen

    /// <summary>Learns for about so many milliseconds, whole epochs, in a few trainings. What it leads to does not depend on the time: only how far.</summary>
    /// <param name="milliseconds">The time; above 0.</param>
    /// <param name="until">When to end before it.</param>
    /// <param name="epochs">The last epoch, for <see cref="Until.Epochs"/>.</param>
    /// <returns>Whether it is over; then the session stands at the end of the first epoch with which it was.</returns>
    public bool Play(double milliseconds, Until until, long epochs = long.MaxValue)
    {
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
            if (!IsOver(until, epochs)) continue;
            GoToFirst(from, count, until, epochs);
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

    private bool IsOver(Until until, long epochs) => until switch
    {
        Until.Learnt => _tape.Loss < 0.01 && (Right() ?? _tape.Rows.Count) == _tape.Rows.Count,
        Until.Right => Right() == _tape.Rows.Count,
        Until.Loss => _tape.Loss < 0.01,
        Until.Epochs => _tape.Epoch >= epochs,
        _ => false,
    };
}
