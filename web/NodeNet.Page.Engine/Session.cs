using NodeNet.Inspection;
using NodeNet.Teaching;
using NodeNet.Training;

namespace NodeNet.Page;

/// <summary>How far Forward and Back go.</summary>
public enum Pace
{
    /// <summary>To the next number.</summary>
    Term,

    /// <summary>To the next node or weight.</summary>
    Node,

    /// <summary>To the end of the phase: forward, loss, backward, update.</summary>
    Phase,

    /// <summary>A whole step: an example, or a batch.</summary>
    Example,

    /// <summary>All rows once.</summary>
    Epoch,
}

/// <summary>What one reader plays with: a story, what can be undone, and how far the next step has been looked into.</summary>
public sealed partial class Session
{
    private readonly List<Story> _undo = [];
    private readonly List<Story> _redo = [];
    private readonly List<Branch> _branches = [];
    private Tape _tape;
    private Story _story;
    private (Tape? Of, Network? Network) _was;

    public Session() : this(Presets.Of("xor")) { }

    public Session(Setup setup)
    {
        _tape = new Tape(setup);
        _story = new Story(_tape.Setup, [], setup.Taken);
    }

    public Story Story => _story;

    public Tape Tape => _tape;

    /// <summary>The last step of this story that was reached; Forward beyond it learns something new.</summary>
    public long Reached { get; private set; }

    /// <summary>The curves of stories that were left for others.</summary>
    public IReadOnlyList<Branch> Branches => _branches;

    /// <summary>The node or weight whose weights are shown where all would be too many.</summary>
    public string? Watched { get; set; }

    public bool CanUndo => _undo.Count > 0;

    public bool CanRedo => _redo.Count > 0;

    /// <summary>The setup that the story began with.</summary>
    public Setup Setup => _story.Setup;

    /// <summary>The lesson that is open; null outside of lessons.</summary>
    public LessonProgress? Lesson { get; private set; }

    /// <summary>What is done wrong on purpose, beside the right numbers.</summary>
    public IReadOnlyList<Mistake> Mistakes { get; set; } = [];

    /// <summary>The worksheets that were made last, by which filled ones are marked.</summary>
    public IReadOnlyList<Worksheet> Sheets { get; set; } = [];

    /// <summary>Opens a lesson: 0 is the first; below 0, none.</summary>
    public void OpenLesson(int index)
    {
        if (index >= Lessons.All.Count) throw new ArgumentException($"There are {Lessons.All.Count} lessons.");
        Lesson = index < 0 ? null : new LessonProgress(index);
        Mistakes = [];
        if (Lesson is not null) Open(Lesson.Lesson.Setup());
    }

    /// <summary>The weights and biases before the edits that were made here, or before the step that was just taken: the ghosts beside the new ones. None where
    /// something else is shown.</summary>
    public double[] Before => _tape.BeforeEdits ?? (Shown == Shown.Taken ? _tape.Previous() : []);

    /// <summary>The network with the numbers of <see cref="Before"/>; null where there are none.</summary>
    public Network? WasNetwork()
    {
        if (Before.Length != _tape.Network.ParameterCount) return null;
        if (_was.Of != _tape) _was = (_tape, _tape.Network.Clone());
        _was.Network!.CopyParametersFrom(Before);
        return _was.Network;
    }

    /// <summary>The first beginning, as a page brings it that was made of a network or is opened by a link: there is nothing before it to go back to.</summary>
    /// <param name="setup">The state.</param>
    /// <param name="lesson">The lesson, from 0; none for what is no lesson's number.</param>
    /// <param name="moment">The moment of the step that is shown last; none for what is no moment's number.</param>
    public void BeginWith(Setup setup, int lesson = -1, int moment = -1)
    {
        Open(setup, lesson, moment);
        _undo.Clear();
    }

    /// <summary>Another beginning. What was there can be had back by Undo.</summary>
    public void Open(Setup setup)
    {
        var tape = new Tape(setup); // before anything changes: it may refuse
        setup = tape.Setup;
        Remember();
        _tape = tape;
        _rival = null;
        _branches.Clear();
        Begin(new Story(setup, [], setup.Taken), setup.Taken);
    }

    /// <summary>A beginning in the midst of things, as a link brings it: inside a lesson, and inside a step.</summary>
    /// <param name="setup">The state.</param>
    /// <param name="lesson">The lesson, from 0; none for what is no lesson's number.</param>
    /// <param name="moment">The moment of the step that is shown last; none for what is no moment's number.</param>
    public void Open(Setup setup, int lesson, int moment)
    {
        Open(setup);
        if (lesson >= 0 && lesson < Lessons.All.Count) Lesson = new LessonProgress(lesson);
        if (moment >= 0 && moment + 1 < Next?.Moments.Count) Moment = moment;
    }

    /// <summary>Another beginning with the weights as they are now, where the layers stay: other rows, another loss.</summary>
    public void GoOnWith(Setup setup) => Open(setup with
    {
        Start = Parameters(),
        Taken = 0,
        Rate = _tape.Rate,
        Frozen = ByName.FrozenOf(_tape.Network),
    });

    /// <summary>A setup as the page sends it back, with the model, the notes and the table's gaps, which it is not sent. Where a row was taken out, the gaps
    /// are no longer those of the rows.</summary>
    public Setup Whole(Setup setup) => setup.Model != "" ? setup : setup with
    {
        Model = _story.Setup.Model,
        Notes = _story.Setup.Notes,
        Gaps = setup.Rows.Count < _tape.Rows.Count ? [] : _story.Setup.Gaps,
    };

    /// <summary>To the beginning of the story.</summary>
    public void Restart() => GoTo(0);

    /// <summary>A change by hand.</summary>
    /// <param name="kind">What is changed.</param>
    /// <param name="name">The weight or bias.</param>
    /// <param name="row">The row of a cell, from 0.</param>
    /// <param name="column">Its column, from 0.</param>
    /// <param name="value">The new value.</param>
    /// <param name="again">Whether it goes on with the last change, as a drag does: both are undone together.</param>
    public void Edit(EditKind kind, string? name, int row, int column, double value, bool again = false)
    {
        var edit = new Edit(kind, _story.Step, value, name, row, column);
        Take([edit], again && _undo.Count > 0 && _story.Edits.Count > 0 && Same(_story.Edits[^1], edit));
    }

    /// <summary>Takes changes of the step that is shown into the story, in the place of earlier ones of the same numbers there.</summary>
    /// <param name="edits">The changes.</param>
    /// <param name="goesOn">Whether they are undone together with the last ones.</param>
    private void Take(Edit[] edits, bool goesOn)
    {
        foreach (Edit edit in edits) _tape.CheckEdit(edit);
        int[] shown = ShownRows();
        if (!goesOn) Remember();
        KeepBranch();
        IEnumerable<Edit> others = _story.Edits.Where(old => old.Step < _story.Step || (old.Step == _story.Step && !edits.Any(edit => Same(old, edit))));
        Move(_story with { Edits = [.. others, .. edits] });
        Reached = _story.Step;
        if (!shown.SequenceEqual(ShownRows())) Chosen = shown[0]; // the row whose numbers change before the reader's eyes stays
    }

    public void Undo() => Exchange(_undo, _redo);

    public void Redo() => Exchange(_redo, _undo);

    /// <summary>To a step of the story, or beyond what was reached.</summary>
    /// <exception cref="NotFiniteNumberException">A step on the way would not be finite; the story stands before it.</exception>
    public void GoTo(long step)
    {
        StepLedger? taken = step == _story.Step + 1 && Chosen is null ? _next : null;
        Chosen = null;
        try
        {
            Move(_story with { Step = Math.Max(Setup.Taken, step) });
            _taken = taken;
        }
        finally
        {
            _story = _story with { Step = _tape.Step };
            MoveRival();
            Reached = Math.Max(Reached, _story.Step);
        }
    }

    public void Forward(Pace pace, int count = 1)
    {
        if (pace >= Pace.Example)
        {
            long width = pace == Pace.Example ? 1 : _tape.StepsInEpoch;
            GoTo(((_story.Step / width) + count) * width);
            return;
        }
        if (Chosen is not null) Choose(null);
        StepLedger next = Next ?? throw new NotFiniteNumberException(_problem);
        int stop = StopAfter(next, pace, Moment);
        if (stop + 1 >= next.Moments.Count) GoTo(_story.Step + 1); // with its last number the step is taken
        else Moment = stop;
    }

    public void Back(Pace pace, int count = 1)
    {
        if (pace >= Pace.Example)
        {
            long width = pace == Pace.Example ? 1 : _tape.StepsInEpoch;
            bool inside = Moment >= 0 || _story.Step % width != 0;
            long whole = _story.Step / width;
            GoTo((inside ? whole - count + 1 : whole - count) * width);
            return;
        }
        if (Chosen is not null) Choose(null);
        int from = Moment;
        if (from < 0)
        {
            if (_story.Step == Setup.Taken) return;
            GoTo(_story.Step - 1);
            from = Next!.Moments.Count - 1;
        }
        Moment = StopBefore(Next!, pace, from);
    }

    /// <summary>Looks at a row; null: at the next step's again.</summary>
    public void Choose(int? row)
    {
        if (row is < 0 || row >= _tape.Rows.Count) throw new ArgumentException($"There is no row {row + 1}; there are {_tape.Rows.Count}.");
        Chosen = row;
        Moment = -1;
        _next = null;
    }

    public double[] Parameters()
    {
        var parameters = new double[_tape.Network.ParameterCount];
        _tape.Network.CopyParametersTo(parameters);
        return parameters;
    }

    /// <summary>The first output's activation at size × size points; x1 to the right, x2 upwards, the other inputs as in the current row.</summary>
    public double[] Boundary(int size, double low, double high)
    {
        double[] row = _tape.Rows[ShownRows()[0]][.._tape.Setup.Inputs];
        var points = new double[size * size * row.Length];
        for (int i = 0; i < size * size; i++)
        {
            row.CopyTo(points, i * row.Length);
            points[i * row.Length] = low + ((i % size + 0.5) * (high - low) / size);
            if (row.Length > 1) points[(i * row.Length) + 1] = high - ((i / size + 0.5) * (high - low) / size);
        }
        Data.Rows answers = _tape.Network.Predict(Data.Rows.From(points, row.Length), maxDegreeOfParallelism: 1);
        return [.. Enumerable.Range(0, answers.Count).Select(i => answers[i, 0])];
    }

    /// <summary>How many rows are answered right: for one output, 1 from 0.5 on, or from the model's threshold; the largest of several. Null where the
    /// targets are no classes.</summary>
    public int? Right() => RightOf(_tape);

    internal static int? RightOf(Tape tape)
    {
        int inputs = tape.Setup.Inputs;
        double threshold = PageModel.ThresholdOf(tape.Setup);
        if (tape.Rows.Any(row => row[inputs..].Any(target => target is not (0.0 or 1.0)))) return null;
        Data.Rows answers = tape.Network.Predict(tape.Data.Inputs, maxDegreeOfParallelism: 1);
        return Enumerable.Range(0, answers.Count).Count(i => IsRight(answers[i].ToArray(), tape.Rows[i][inputs..], threshold));
    }

    private static bool IsRight(double[] answer, double[] target, double threshold) => answer.Length == 1
        ? (answer[0] >= threshold) == (target[0] == 1.0)
        : answer.AsSpan().IndexOf(answer.Max()) == target.AsSpan().IndexOf(1.0);

    private static bool Same(Edit one, Edit other) =>
        one.Kind == other.Kind && one.Name == other.Name && one.Row == other.Row && one.Column == other.Column;

    private void Move(Story story)
    {
        (_next, _taken) = (null, null);
        Moment = -1;
        _story = story;
        _tape.GoTo(story.Step, story.Edits);
        MoveRival();
    }

    private void Begin(Story story, long reached)
    {
        Chosen = null;
        Reached = reached;
        Move(story);
    }

    private void Remember()
    {
        _undo.Add(_story);
        if (_undo.Count > 200) _undo.RemoveAt(0);
        _redo.Clear();
    }

    private void Exchange(List<Story> from, List<Story> to)
    {
        if (from.Count == 0) return;
        Story story = from[^1];
        from.RemoveAt(from.Count - 1);
        to.Add(_story);
        if (!ReferenceEquals(story.Setup, _story.Setup))
        {
            _tape = new Tape(story.Setup);
            _rival = null;
            _branches.Clear();
        }
        Begin(story, story.Step);
    }

    /// <summary>An edit in the past leaves a story whose curve is still worth seeing.</summary>
    private void KeepBranch()
    {
        if (Reached <= _story.Step) return;
        _branches.Add(new Branch(_tape.Rate, _story.Step, _tape.Curve(Reached)));
        if (_branches.Count > 4) _branches.RemoveAt(0);
    }
}

/// <summary>A story that was left: its α, where it was left, and its losses.</summary>
public sealed record Branch(double Rate, long Left, IReadOnlyList<KeyValuePair<long, double>> Losses)
{
    public override string ToString() => $"α {MessageTextOf(Rate)}, left after step {Left}, {Losses.Count} losses";

    private static string MessageTextOf(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
