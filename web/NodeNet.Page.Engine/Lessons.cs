using NodeNet.Inspection;
using NodeNet.Teaching;

namespace NodeNet.Page;

/// <summary>How a task of a lesson is done.</summary>
public enum TaskKind
{
    /// <summary>By playing: the page sees it.</summary>
    Do,

    /// <summary>By writing a number of the step, which the marker marks.</summary>
    Answer,

    /// <summary>By writing the epoch in which all rows were right for the first time.</summary>
    Epoch,

    /// <summary>By saying beforehand whether the loss will fall or rise, and then taking the step.</summary>
    Predict,
}

/// <summary>A task: its words are the page's (texts.ts), by its name.</summary>
/// <param name="Name">The name, as "z".</param>
/// <param name="Kind">How it is done.</param>
/// <param name="Asks">The number that is asked for.</param>
/// <param name="IsDone">Whether what was played does it; for a number, whether it can be asked for yet.</param>
/// <param name="IsAhead">Whether the number is the next step's, as the loss after a step is, and not the shown one's.</param>
public sealed record LessonTask(string Name, TaskKind Kind, Quantity? Asks = null, Func<Session, bool>? IsDone = null, bool IsAhead = false);

/// <summary>A lesson: a state, and what to do with it.</summary>
public sealed record Lesson(string Name, Func<Setup> Setup, string? Chosen, LessonTask[] Tasks, string? View = null);

/// <summary>The nine lessons.</summary>
public static class Lessons
{
    private static readonly double[][] _row = [[1, 3, 5, 1]];
    private static readonly double[] _exercise = [0.8, -1.2, 0.5, -0.3];

    public static IReadOnlyList<Lesson> All { get; } =
    [
        new("L1", OneNode, "y1",
        [
            Ask("z", Quantity.NetInput("y1")),
            Ask("a", Quantity.Activation("y1")),
            Do("relu", session => session.Setup.OutputActivation == "relu"),
            Do("asleep", session => session.Setup.OutputActivation == "relu" && session.Ledger?.Examples[0].ForwardOf("y1").NetInput < 0),
        ]),
        new("L2", () => Presets.Of("handout"), "h2",
            [Ask("z", Quantity.NetInput("h2")), Ask("a", Quantity.Activation("h2")), Ask("zy", Quantity.NetInput("y1")), Ask("ay", Quantity.Activation("y1"))]),
        new("L3", Printed, "y1",
        [
            Ask("loss", Quantity.Loss()),
            Ask("slope", Quantity.Slope("y1")),
            Ask("delta", Quantity.Delta("y1")),
            Do("flat", session => session.Ledger?.Examples[0] is { } step
                && step.ForwardOf("y1").Activation > 0.9 && Math.Abs(step.DeltaOf("y1").Delta) < 0.01),
        ]),
        new("L4", TwoMinima, "x1→h1",
        [
            Do("caught", session => Near(session, -2.23, -0.824)),
            Do("lowest", session => Near(session, 1.84, 0.884)),
        ], View: "landscape"),
        new("L5", Printed, "y1",
        [
            Ask("delta", Quantity.Delta("y1")),
            Ask("change", Quantity.WeightChange("h1", "y1")),
            Ask("new", Quantity.NewWeight("h1", "y1")),
            Ask("exercise", Quantity.NewWeight("h2", "y1"),
                session => Enumerable.Range(1, 4).All(i => session.Tape.ValueOf($"h{i}→y1") == _exercise[i - 1])),
        ]),
        // The handout updates one of the four weights before it takes δ of h1.
        new("L6", () => Printed() with { Frozen = ["b_y1", "h2→y1", "h3→y1", "h4→y1"] }, "h1",
        [
            Ask("delta", Quantity.Delta("h1")),
            Do("both", session => session.Mistakes.Count == 2
                && session.Mistakes.Contains(Mistake.SumsWholeLayer) && session.Mistakes.Contains(Mistake.UpdatesBeforePropagating)),
            Ask("new", Quantity.NewWeight("x1", "h1")),
        ], View: "mistakes"),
        new("L7", Printed, "y1",
        [
            new LessonTask("predict", TaskKind.Predict),
            Do("step", session => session.Lesson!.Said is not null && session.Story.Step >= 1),
            Ask("loss", Quantity.Loss(), session => session.Story.Step >= 1) with { IsAhead = true },
            Do("uphill", session => session.Mistakes.Contains(Mistake.StepsUphill)),
        ], View: "mistakes"),
        new("L8", () => Presets.Of("xor"), "h1",
        [
            Do("right", session => session.Setup.Hidden.Count > 0 && session.Right() == 4),
            new LessonTask("epoch", TaskKind.Epoch),
            Do("rates", session => ((double[])[0.05, 0.5, 2, 50]).All(session.Lesson!.Rates.Contains)),
            Do("never", session => session.Setup.Hidden.Count == 0 && session.Tape.Epoch >= 500 && session.Right() < 4),
        ]),
        new("L9", () => Presets.Of("or"), null,
        [
            Do("own", session => session.Setup.Preset == "own" && session.Tape.Rows.Count >= 4),
            Do("learn", session => session.Setup.Preset == "own" && session.Tape.Rows.Count >= 4 && session.Story.Step > 0 && session.Tape.Loss < 0.05),
        ]),
    ];

    private static LessonTask Ask(string name, Quantity quantity, Func<Session, bool>? when = null) => new(name, TaskKind.Answer, quantity, when);

    private static LessonTask Do(string name, Func<Session, bool> isDone) => new(name, TaskKind.Do, null, isDone);

    private static bool Near(Session session, double weight, double next) =>
        Math.Abs(session.Tape.ValueOf("x1→h1") - weight) < 0.1 && Math.Abs(session.Tape.ValueOf("h1→y1") - next) < 0.1 && session.Story.Step >= 20;

    /// <summary>The handout's first node: Figure 2.</summary>
    private static Setup OneNode() => new()
    {
        Preset = "L1",
        Inputs = 3,
        Hidden = [],
        OutputBias = false,
        Rate = 0.01,
        Rows = _row,
        Start = [0.5, 1.2, -0.3],
    };

    /// <summary>The handout's worked step: the weights that it prints, others 0, no biases but the one that makes its output 0.6, which does not
    /// learn.</summary>
    private static Setup Printed()
    {
        var setup = new Setup
        {
            Preset = "printed",
            Inputs = 3,
            Hidden = [4],
            Activation = "sigmoid",
            HiddenBias = false,
            Rate = 0.01,
            Rows = _row,
            Frozen = ["b_y1"],
        };
        Network network = setup.Build();
        network.HiddenLayers[0].SetWeights([[0.5, 1.2, -0.3], [0, 0, 0], [0, 0, 0], [0, 0, 0]]);
        network.OutputLayer.SetWeights([[0.8, 0.5, 0.1, 0.6]]);
        network.Forward([1, 3, 5]);
        Node y1 = network.Node("y1");
        y1.Bias += Math.Log(0.6 / 0.4) - y1.NetInput;
        return setup with { Start = Of(network) };
    }

    /// <summary>Two bottoms, one deeper: 0.0134 at 1.84 and 0.884, 0.0494 at −2.23 and −0.824.</summary>
    private static Setup TwoMinima()
    {
        var setup = new Setup
        {
            Preset = "minima",
            Inputs = 1,
            Hidden = [1],
            Activation = "tanh",
            OutputActivation = "identity",
            OutputBias = false,
            Rate = 0.1,
            Batch = 6,
            Rows = [[-1.5, -0.9], [-0.8, -0.7], [-0.2, -0.1], [0.4, 0.5], [1, 0.9], [1.6, 1]],
            Frozen = ["b_h1"],
        };
        Network network = setup.Build();
        ByName.Set(network, "x1→h1", -0.4);
        ByName.Set(network, "h1→y1", -0.9);
        ByName.Set(network, "b_h1", 0.4);
        return setup with { Start = Of(network) };
    }

    private static double[] Of(Network network)
    {
        var parameters = new double[network.ParameterCount];
        network.CopyParametersTo(parameters);
        return parameters;
    }
}

/// <summary>How far a reader has come with a lesson. What was done stays done.</summary>
public sealed class LessonProgress(int index)
{
    private const int MostTries = 2;

    private readonly bool[] _done = new bool[Lessons.All[index].Tasks.Length];
    private readonly int[] _tries = new int[Lessons.All[index].Tasks.Length];
    private double _lossBefore;

    public int Index => index;

    public Lesson Lesson => Lessons.All[index];

    public IReadOnlyList<bool> Done => _done;

    /// <summary>What the reader has said the loss will do, "falls" or "rises"; null where nothing was said.</summary>
    public string? Said { get; private set; }

    /// <summary>What the loss did then, "falls", "rises" or "stays"; null before the step.</summary>
    public string? Happened { get; private set; }

    /// <summary>The learning rates with which some epochs were taken.</summary>
    public HashSet<double> Rates { get; } = [];

    /// <summary>Looks at what was played.</summary>
    public void Look(Session session)
    {
        if (session.Story.Step >= 4 * session.Tape.StepsInEpoch) Rates.Add(session.Tape.Rate);
        if (Said is not null && session.Story.Step > 0)
            Happened ??= session.Tape.Loss < _lossBefore ? "falls" : session.Tape.Loss > _lossBefore ? "rises" : "stays";
        for (int i = 0; i < _done.Length; i++)
        {
            if (Lesson.Tasks[i] is { Kind: TaskKind.Do } task && task.IsDone!(session)) _done[i] = true;
        }
    }

    /// <summary>The numbers of the step that are asked for and not answered yet, which the page does not show before two tries.</summary>
    public double[] Asked(Session session)
    {
        if (session.Ledger is not { } ledger) return [];
        var marker = new Marker(ledger);
        return
        [
            .. Lesson.Tasks.Where((task, i) => task is { Kind: TaskKind.Answer, IsAhead: false } && !_done[i] && _tries[i] < MostTries
                    && (task.IsDone is not { } isReady || isReady(session)))
                .Select(task => ExpectedOf(marker, task.Asks!)).OfType<double>(),
        ];
    }

    /// <summary>Null where the network was changed and has no such node any more.</summary>
    private static double? ExpectedOf(Marker marker, Quantity asked)
    {
        try
        {
            return marker.Check(asked, "").Expected;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>An answer to a task; null where it is not one that is marked.</summary>
    /// <exception cref="ArgumentException">The lesson has no such task, or it cannot be answered yet.</exception>
    public MarkView? Answer(Session session, int task, string text)
    {
        if (task < 0 || task >= _done.Length) throw new ArgumentException($"The lesson has no task {task + 1}.");
        LessonTask asked = Lesson.Tasks[task];
        switch (asked.Kind)
        {
            case TaskKind.Predict:
                if (session.Story.Step > 0) throw new ArgumentException("The step is taken already: go back to step 0 first.");
                if (text is not ("falls" or "rises")) throw new ArgumentException("Say whether the loss falls or rises.");
                (Said, Happened, _lossBefore, _done[task]) = (text, null, session.Tape.Loss, true);
                return null;
            case TaskKind.Epoch:
                long since = session.FirstRight() ?? throw new ArgumentException("All rows were never right yet: play first.");
                bool isRight = long.TryParse(text.Trim(' ', '=', '≈', '~'), out long epoch) && epoch == since;
                if (isRight) _done[task] = true;
                return new MarkView("epoch", isRight ? "Right" : "NotRecognised", isRight, isRight ? 1 : 0, "", since);
            case TaskKind.Answer:
                if (asked.IsDone is { } isReady && !isReady(session)) throw new ArgumentException("First do what the task says, then write the number.");
                StepLedger ledger = (asked.IsAhead ? session.Next : session.Ledger) ?? throw new ArgumentException("The numbers of this step are not finite.");
                var answer = new AnswerView { Kind = asked.Asks!.Kind.ToString(), Node = asked.Asks.Node, Source = asked.Asks.Source, Text = text };
                MarkView mark = Sheets.Mark(ledger, [answer], asked.IsAhead ? session.Ledger : null)[0];
                if (mark.IsRight) _done[task] = true;
                else if (text.Trim().Length > 0) _tries[task]++;
                return mark;
            default:
                throw new ArgumentException("This task is done by playing.");
        }
    }
}
