using NodeNet.Inspection;
using NodeNet.Playground;
using NodeNet.Teaching;

namespace NodeNet.Page;

/// <summary>Reads a session for the page. It computes nothing: numbers are the ledger's and the network's.</summary>
internal static class Views
{
    public static State Of(Session session, Request asked, int mostPoints)
    {
        Tape tape = session.Tape;
        int[] current = session.ShownRows();
        StepLedger? ledger = asked.Quick ? null : session.Ledger;
        string? followed = ledger is not null && asked.Chosen is null ? FollowedIn(ledger, LastMomentOf(session, asked)) : null;
        asked.Chosen ??= followed;
        session.Watched = asked.Chosen;
        Network? was = asked.Quick ? null : session.WasNetwork(); // which may walk a step once more
        if (ledger is null) tape.Network.Forward(tape.Rows[current[0]].AsSpan(0, tape.Setup.Inputs));
        Changes changes = new(was, ledger, ledger is null ? [] : [.. ledger.Moments.Take(session.Shown == Shown.Inside ? session.Moment + 1 : 0)
            .Where(moment => moment.Kind == MomentKind.NewValue).Select(moment => moment.Parameter!.Number)]);
        double[] answers = [.. tape.Network.Predict(tape.Rows[current[0]].AsSpan(0, tape.Setup.Inputs))];
        return new State
        {
            Own = OwnCells.Of(session, answers, asked.Chosen, ledger is null ? answers : [.. ledger.Examples[0].LossTerms.Select(term => term.Output)]),
            Setup = tape.Setup with { Rows = [], Start = null, Taken = 0, Notes = [], Gaps = [], Model = tape.Setup.Model is null ? null : "" },
            Target = PageModel.RecipeOf(tape.Setup) is { } recipe ? string.Join(", ", recipe.Targets.Select(target => target.Name)) : null,
            Classes = tape.Setup.Model is null ? null : PageModel.Load(tape.Setup.Model).ClassLabels,
            StandIn = tape.Setup.StandIn && session.Story.Edits.All(edit => edit.Kind != EditKind.Cell),
            Side = SideOf(tape.Setup),
            Limits = _limits,
            Step = session.Story.Step,
            Reached = session.Reached,
            Epoch = tape.Epoch,
            StepsInEpoch = tape.StepsInEpoch,
            Rate = tape.Rate,
            Loss = Finite(tape.Loss),
            LossBefore = asked.Quick ? null : session.LossBefore(asked.Pace),
            Right = session.Right(),
            Shown = session.Shown,
            Answers = answers,
            Rows = tape.Rows,
            Current = current,
            Nodes = [.. tape.Network.Layers.SelectMany(layer => layer.Nodes).Select(node => NodeOf(node, ledger, changes))],
            Edges = [.. EdgesOf(session).Select(connection => EdgeOf(connection, changes))],
            Curves = [
                CurveOf(tape.Rate, tape.Curve(session.Reached), mostPoints),
                .. session.Branches.Select(branch => CurveOf(branch.Rate, branch.Losses, mostPoints)),
            ],
            Lines = ledger is null || asked.Chosen is null ? [] : LinesOf(session, ledger, asked),
            Terms = NodeOf(ledger, asked) is { } forth
                ? [.. forth.Forward.Terms.Select(term => new TermView(
                    term.Connection.Name, term.Connection.Source!.Name, term.Weight, term.Activation, term.Product))]
                : [],
            BackTerms = NodeOf(ledger, asked) is { } back
                ? [.. back.Delta.Terms.Select(term => new TermView(
                    term.Connection.Name, term.Connection.Target.Name, term.Weight, term.Delta, term.Product))]
                : [],
            Function = NodeOf(ledger, asked) is { } curve ? FunctionOf(curve.Forward, curve.Delta) : null,
            Stop = [.. session.Stop(asked.Pace)],
            Rival = session.Rival is { } rival ? RivalOf(session, rival, mostPoints) : null,
            Weights = tape.Network.Connections.Count(),
            Moment = ledger is not null && LastMomentOf(session, asked) is >= 0 and var last ? MomentOf(ledger, last) : null,
            Followed = followed,
            Lesson = LessonOf(session),
            Mistakes = [.. Mistake.All.Select(mistake => mistake.Name)],
            Wrong = ledger is null || session.Mistakes.Count == 0 ? null : WrongOf(session, ledger, asked.Chosen),
            CanUndo = session.CanUndo,
            CanRedo = session.CanRedo,
        };
    }

    private static readonly LimitsView _limits = new(
        PlaygroundRules.MostRows, PlaygroundRules.MostParameters, PlaygroundRules.MostHiddenLayers, PlaygroundRules.MostHiddenNodes,
        PlaygroundRules.MostFileBytes);

    /// <summary>The most weights that are all sent; of larger networks, those into and out of the node that is chosen.</summary>
    public const int MostEdges = 300;

    private static IEnumerable<Connection> EdgesOf(Session session)
    {
        Network network = session.Tape.Network;
        if (network.Connections.Count() <= MostEdges) return network.Connections;
        string[] ends = (session.Watched ?? "").Split('→');
        return network.Connections.Where(edge => ends.Length == 2 ? edge.Source.Name == ends[0] && edge.Target.Name == ends[1]
            : edge.Source.Name == ends[0] || edge.Target.Name == ends[0]);
    }

    private static FunctionView? FunctionOf(NodeForward forward, NodeDelta delta)
    {
        const int last = 60;
        if (forward.Node.Function is not { } function) return null;
        double slope = delta.ActivationSlope ?? function.Slope(forward.NetInput, forward.WholeActivation); // none of its own where δ is y − ŷ
        double reach = Math.Max(4.0, Math.Abs(forward.NetInput) * 1.25);
        return new FunctionView(
            -reach, reach, [.. Enumerable.Range(0, last + 1).Select(i => function.Activate(((2.0 * i / last) - 1.0) * reach))],
            forward.NetInput, forward.Activation, slope);
    }

    private static RivalView RivalOf(Session session, Tape rival, int most) => new(
        rival.Rate, Finite(rival.Loss), Session.RightOf(rival),
        [.. Named(session.Tape.Network).Zip(Named(rival.Network), (one, other) => Compare(one.Name, one.Value, other.Value)).Take(60)],
        CurveOf(rival.Rate, rival.Curve(session.Reached), most), session.RivalProblem);

    private static IEnumerable<(string Name, double Value)> Named(Network network) =>
        network.Connections.Select(edge => (edge.Name, edge.Weight))
            .Concat(ByName.Computed(network).Where(node => node.HasBias).Select(node => ("b_" + node.Name, node.Bias)));

    public static Frame Frame(Session session, bool isOver, string? message, bool isBroken)
    {
        Tape tape = session.Tape;
        int row = session.ShownRows()[0];
        tape.Network.Forward(tape.Rows[row].AsSpan(0, tape.Setup.Inputs));
        IEnumerable<Node> nodes = tape.Network.Layers.SelectMany(layer => layer.Nodes);
        return new Frame(
            session.Story.Step, session.Reached, tape.Epoch, Finite(tape.Loss), session.Right(), row, [.. EdgesOf(session).Select(edge => edge.Weight)],
            [.. nodes.Select(node => node.HasBias ? node.Bias : (double?)null)], [.. nodes.Select(node => node.Activation)], isOver, message,
            session.Lesson?.Done, isBroken, session.Rival is { } rival ? Finite(rival.Loss) : null, session.Rival is { } other ? Session.RightOf(other) : null,
            isOver ? session.StuckFor : null, OwnCells.AnswersOf(session, [.. tape.Network.OutputLayer.Nodes.Select(node => node.Activation)]));
    }

    /// <summary>The loss by steps, learning with the mistakes from the story's start.</summary>
    public static CurveView WrongCurve(Session session, int epochs)
    {
        if (session.Mistakes.Count == 0) throw new ArgumentException("Choose a mistake first.");
        var start = new Tape(session.Setup);
        LearningComparison learning = LearningComparison.Of(start.Trainer(), start.Data, epochs, [.. session.Mistakes]);
        IReadOnlyList<double> losses = learning.WrongLosses;
        return CurveOf(start.Rate, [.. losses.Select((loss, epoch) => KeyValuePair.Create((long)epoch * start.StepsInEpoch, loss))], 400);
    }

    private static LessonView? LessonOf(Session session) => session.Lesson is { } open
        ? new LessonView(
            open.Index, Lessons.All.Count, open.Lesson.Name,
            [.. open.Lesson.Tasks.Select((task, i) => task.Kind == TaskKind.Predict
                ? new TaskView(task.Name, task.Kind.ToString(), open.Done[i], open.Said, open.Happened)
                : new TaskView(task.Name, task.Kind.ToString(), open.Done[i]))],
            open.Lesson.View, open.Lesson.Chosen, open.Asked(session))
        : null;

    private static WrongView WrongOf(Session session, StepLedger right, string? chosen)
    {
        MistakeComparison comparison;
        try
        {
            comparison = MistakeComparison.Of(right, [.. session.Mistakes]);
        }
        catch (NotFiniteNumberException error)
        {
            return new WrongView([], null, [], right.Loss, null, null, error.Message);
        }
        StepLedger wrong = comparison.Wrong;
        NodeDelta? delta = right.Network.Nodes.Any(node => node.Name == chosen && !node.IsInput) ? wrong.Examples[0].DeltaOf(chosen!) : null;
        var rows = new List<CompareView>();
        if (delta is not null) rows.Add(Compare("δ_" + chosen, right.Examples[0].DeltaOf(chosen!).Delta, delta.Delta));
        foreach (ParameterChange change in right.Changes.Where(change => change.Parameter.Target.Name == chosen || change.Parameter.Name == chosen))
        {
            ParameterChange other = wrong.Changes[change.Parameter.Number];
            string of = change.Parameter.IsBias ? "b" : "w";
            string place = change.Parameter.IsBias ? change.Parameter.Target.Name : change.Parameter.Name;
            rows.Add(Compare($"Δ{of}_{place}", change.Change, other.Change));
            rows.Add(Compare($"{of}⁺_{place}", change.NewValue, other.NewValue));
        }
        return new WrongView(
            delta is null ? [] : [.. delta.Terms.Select(term => new TermView(
                term.Connection.Name, term.Connection.Target.Name, term.Weight, term.Delta, term.Product))],
            delta?.Push, [.. rows], right.Loss, Finite(comparison.LossAfterRight), Finite(comparison.LossAfterWrong), comparison.WhyNoDifference);
    }

    private static CompareView Compare(string name, double right, double wrong) =>
        new(name, right, wrong, Math.Abs(right - wrong) > 1e-13 * Math.Max(Math.Abs(right), Math.Abs(wrong)));

    /// <summary>The chosen node's part of the ledger; null where an input, a connection or nothing is chosen.</summary>
    private static (NodeForward Forward, NodeDelta Delta)? NodeOf(StepLedger? ledger, Request asked) =>
        ledger is not null && ledger.Network.Nodes.Any(node => node.Name == asked.Chosen && !node.IsInput)
            ? (ledger.Examples[0].ForwardOf(asked.Chosen!), ledger.Examples[0].DeltaOf(asked.Chosen!))
            : null;

    /// <summary>What weights and biases were, and which of them have their new value at the moment that is shown.</summary>
    private sealed record Changes(Network? Was, StepLedger? Ledger, HashSet<int> New);

    private static NodeView NodeOf(Node node, StepLedger? ledger, Changes changes)
    {
        bool computed = !node.Layer.IsInput;
        ExampleLedger? example = ledger?.Examples[0];
        NodeForward? forward = computed ? example?.ForwardOf(node.Name) : null;
        double? bias = computed && node.HasBias ? changes.Was?.Layers[node.Layer.Index].Nodes[node.Position].Bias : null;
        ParameterChange? change = changes.New.Count > 0 && computed && node.HasBias ? ledger!.ChangeOfBias(node.Name) : null;
        return new NodeView(
            node.Name, node.Layer.Index, node.Layer.IsInput ? "" : node.ActivationName, computed ? forward?.NetInput ?? node.NetInput : null,
            computed ? forward?.Activation ?? node.Activation : example?.Inputs[node.Position] ?? node.Activation,
            computed ? example?.DeltaOf(node.Name).Delta : null, computed && node.HasBias ? node.Bias : null, computed && node.HasBias && node.IsBiasFrozen,
            bias != node.Bias ? bias : null, NewOf(change, changes), node.Label);
    }

    /// <summary>Inputs are the squares of a picture where they make one and are plain numbers: 4 × 4, of a table 8 × 8 and larger.</summary>
    private static int SideOf(Setup setup)
    {
        int side = (int)Math.Round(Math.Sqrt(setup.Inputs));
        if (side * side != setup.Inputs) return 0;
        return PageModel.RecipeOf(setup) is { } recipe ? side >= 8 && recipe.IsNumbersOnly ? side : 0 : side >= 4 ? side : 0;
    }

    private static EdgeView EdgeOf(Connection edge, Changes changes)
    {
        double? old = changes.Was?.Connection(edge.Source.Name, edge.Target.Name).Weight;
        ParameterChange? change = changes.New.Count > 0 ? changes.Ledger!.Change(edge.Source.Name, edge.Target.Name) : null;
        return new EdgeView(
            edge.Name, edge.Source.Name, edge.Target.Name, edge.Weight, edge.IsFrozen, old != edge.Weight ? old : null, NewOf(change, changes));
    }

    private static double? NewOf(ParameterChange? change, Changes changes) =>
        change is not null && change.NewValue != change.OldValue && changes.New.Contains(change.Parameter.Number) ? change.NewValue : null;

    /// <summary>The moment that is shown. Where whole steps are taken, their end is no moment of its own.</summary>
    private static int LastMomentOf(Session session, Request asked) =>
        session.Shown == Shown.Taken && asked.Pace >= Pace.Example ? -1 : session.LastMoment;

    private static LineView[] LinesOf(Session session, StepLedger ledger, Request asked)
    {
        string name = asked.Chosen!;
        bool isParameter = name.Contains('→', StringComparison.Ordinal) || name.StartsWith("b_", StringComparison.Ordinal);
        // Of a node: its own lines. Of a weight or bias: its share and its change.
        string of = isParameter ? name[(name.IndexOf('→', StringComparison.Ordinal) is var arrow and > 0 ? arrow + 1 : 2)..] : name;
        if (ledger.Network.Nodes.All(node => node.Name != of)) return [];
        int digits = Math.Clamp(asked.Digits, 3, 17);
        IEnumerable<(LedgerLine Line, LedgerLine Finer)> lines = session.Lines(ledger, digits, of).Zip(session.Lines(ledger, Math.Min(17, digits + 2), of));
        if (isParameter) lines = lines.Where(both => both.Line.Parameter?.Name == name);
        return [.. lines.Take(40).Select(both => new LineView(
            both.Line.Subject, both.Line.Phase.ToString(), both.Line.Text, both.Line.MathML, both.Line.Value, both.Line.Note,
            both.Line.LastMoment <= LastMomentOf(session, asked), both.Finer.Text))];
    }

    private static MomentView MomentOf(StepLedger ledger, int index)
    {
        LedgerMoment moment = ledger.Moments[index];
        return new MomentView(
            index, ledger.Moments.Count, moment.Phase.ToString(), moment.Kind.ToString(), moment.Subject, MomentNames.Of(moment), moment.Value,
            ledger.Examples.Count > 1 ? moment.Example : null);
    }

    /// <summary>Whose number a moment is: a node's on the way forward and back, a weight's or bias's in its update; the loss is its last output's.</summary>
    private static string? FollowedIn(StepLedger ledger, int index)
    {
        if (index < 0) return null;
        LedgerMoment moment = ledger.Moments[index];
        return moment.Phase == LedgerPhase.Update || moment.Kind == MomentKind.Share ? moment.Parameter!.Name
            : moment.Node?.Name ?? ledger.Network.Layers[^1].Nodes[^1].Name;
    }

    private static CurveView CurveOf(double rate, IReadOnlyList<KeyValuePair<long, double>> losses, int most)
    {
        int every = Math.Max(1, (losses.Count + most - 1) / most);
        KeyValuePair<long, double>[] kept = [.. losses.Where((loss, i) => (i % every == 0 || i == losses.Count - 1) && double.IsFinite(loss.Value))];
        return new CurveView(rate, [.. kept.Select(loss => (double)loss.Key)], [.. kept.Select(loss => loss.Value)]);
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
