using System.Numerics;

namespace NodeNet.Page;

// The loss over the way. Which steps have a point depends on the story alone, not on how long each part of the way was: the same story has the same curve.
public sealed partial class Tape
{
    /// <summary>The most losses that are kept, those of the curve, of which there are far fewer, among them.</summary>
    private const int MostLosses = 4096;

    private readonly SortedList<long, double> _losses = [];
    private (long Of, double Loss)? _end;

    /// <summary>The mean loss over all rows, by the steps taken, from the beginning to a step: at its end, and at the ends of epochs before it. Of the first 64
    /// epochs all have a point, later 32 in each doubling of the way.</summary>
    public IReadOnlyList<KeyValuePair<long, double>> Curve(long end)
    {
        if (Step == end) _end = (end, Loss);
        var points = _losses.Where(loss => loss.Key < end && IsOfCurve(loss.Key)).ToList();
        if (_end?.Of == end) points.Add(new(end, _end.Value.Loss));
        else if (_losses.TryGetValue(end, out double last)) points.Add(new(end, last));
        return points;
    }

    /// <summary>Whether the loss after a step is always a point of the curve.</summary>
    public bool IsOfCurve(long step) => step == Setup.Taken || (step % StepsInEpoch == 0 && EpochsOnTheWay(step) % Spacing(EpochsOnTheWay(step)) == 0);

    private long EpochsToNextPoint()
    {
        long way = EpochsOnTheWay(Step), spacing = Spacing(way);
        return spacing - (way % spacing);
    }

    private long EpochsOnTheWay(long step) => (step / StepsInEpoch) - (Setup.Taken / StepsInEpoch);

    /// <summary>How many epochs are between two points.</summary>
    private static long Spacing(long way) => 1L << Math.Max(0, BitOperations.Log2((ulong)way) - 5);

    private void Measure()
    {
        _losses[Step] = Trainer().Evaluate(Data).Loss;
        if (_losses.Count <= MostLosses) return;
        foreach (long step in _losses.Keys.Where(step => step != Step && !IsOfCurve(step)).ToArray())
            _losses.Remove(step);
    }

    private void ForgetCurve(long after)
    {
        foreach (long step in _losses.Keys.Where(step => step > after).ToArray())
            _losses.Remove(step);
        _end = null;
    }
}
