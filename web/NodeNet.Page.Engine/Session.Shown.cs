using NodeNet.Inspection;

namespace NodeNet.Page;

/// <summary>What is shown of a story: picture, arithmetic, rows and words all speak of it.</summary>
public enum Shown
{
    /// <summary>The network as it is, and what the next step would do: at the beginning, and after a change by hand.</summary>
    Ahead,

    /// <summary>The next step up to one of its moments.</summary>
    Inside,

    /// <summary>The step that was just taken, to its end: its rows, its δ, its changes, with the new weights.</summary>
    Taken,

    /// <summary>The network as it is, and what a step with a chosen row would do.</summary>
    Row,
}

// A place in the story has one thing to show, whichever way led there: forward, back, the slider.
public sealed partial class Session
{
    private StepLedger? _next;
    private StepLedger? _taken;
    private string _problem = "";

    /// <summary>The moment of the next step that is shown last; −1 where the step has not been looked into. Its last moment is the step's end: then it is
    /// taken.</summary>
    public int Moment { get; private set; } = -1;

    /// <summary>The row that is looked at instead of the story's; null while none was chosen.</summary>
    public int? Chosen { get; private set; }

    public Shown Shown => Chosen is not null ? Shown.Row
        : Moment >= 0 ? Shown.Inside
        : _story.Step > Setup.Taken && _story.Edits.All(edit => edit.Step != _story.Step) ? Shown.Taken
        : Shown.Ahead;

    /// <summary>The rows whose step is shown.</summary>
    public int[] ShownRows() => Chosen is { } row ? [row] : Shown == Shown.Taken ? _tape.LastRows() : _tape.NextRows();

    /// <summary>The numbers of the step that is shown. Null where they are not finite.</summary>
    public StepLedger? Ledger => Shown == Shown.Taken ? _taken ??= _tape.LastStep() : Next;

    /// <summary>The last moment that is reached of the step that is shown; −1 where it has only its beginning.</summary>
    public int LastMoment => Shown == Shown.Taken ? Ledger!.Moments.Count - 1 : Moment;

    /// <summary>The loss before the step that was just taken, or before its epoch; null where something else is shown, or it was not measured.</summary>
    public double? LossBefore(Pace pace) => Shown != Shown.Taken ? null
        : pace == Pace.Epoch && _story.Step % _tape.StepsInEpoch == 0 ? _tape.LossAnEpochAgo()
        : _tape.LossBeforeLastStep();

    /// <summary>The numbers of the step that comes next, or of a step with the chosen row. Null where they are not finite.</summary>
    public StepLedger? Next
    {
        get
        {
            if (_next is not null) return _next;
            try
            {
                return _next = _tape.Trainer().Explain(_tape.Data.Select(Chosen is { } row ? [row] : _tape.NextRows()));
            }
            catch (NotFiniteNumberException error)
            {
                _problem = error.Message;
                return null;
            }
        }
    }
}
