using NodeNet.Inspection;

namespace NodeNet.Drawing.Replay;

// Backward: every node's δ, and in a batch what the example says to each weight and bias.
internal sealed partial class ExampleScript
{
    private const string DeltaSays = "Which way the net input of * should go, and how fast the loss would fall with it.";

    private void AddBackward()
    {
        foreach (IGrouping<LedgerLayer, NodeDelta> layer in example.Deltas.GroupBy(record => record.Node.Layer))
        {
            foreach (NodeDelta record in layer) AddDelta(record, [.. layer]);
        }
    }

    private void AddDelta(NodeDelta record, NodeDelta[] layer)
    {
        string name = record.Node.Name;
        var formulas = new List<string>();
        var shown = new List<string>();
        if (record.LossSlope is { } lossSlope)
            Add("Slope of the loss at *", "How fast the loss grows with the output.", LossSlope(record, lossSlope), $"l {name}");
        if (!byNodes) AddBackTerms(record);
        if (record.Push is { } push)
        {
            Add(
                "Push on *",
                record.Node.IsOutput ? "The way downhill: against the slope of the loss." : "What came back, added up.",
                Push(record, push),
                $"p {name}");
        }

        if (record.ActivationSlope is { } slope)
            Add("Slope of *", "How fast its activation grows with its net input.", Slope(record, slope), $"s {name}");

        string delta = Delta(record, layer);
        shown.Add($"d {name}");
        if (!byNodes)
            lines.Add(About(record.Node, "backward", "δ of *") with { Pace = "connection", Say = DeltaSays, Formulas = [delta], Shows = [$"d {name}"] });
        lines.Add(About(record.Node, "backward", "δ of *") with
        {
            Pace = "node",
            Say = DeltaSays,
            Formulas = [.. formulas, delta],
            Shows = byNodes ? [.. shown] : [],
        });

        void Add(string title, string say, string formula, string shows)
        {
            if (!byNodes) lines.Add(About(record.Node, "backward", title) with { Pace = "connection", Say = say, Formulas = [formula], Shows = [shows] });
            formulas.Add(formula);
            shown.Add(shows);
        }
    }

    private void AddBackTerms(NodeDelta record)
    {
        double sum = 0.0;
        string? before = null;
        foreach (DeltaTerm term in record.Terms)
        {
            sum += term.Product;
            string so = Put(ReplayKind.SumBack, ReplayShape.IdOf(term.Connection), sum);
            lines.Add(About(term.Connection, "backward", "Back over *") with
            {
                For = record.Node.Name,
                Pace = "connection",
                Say = "δ times weight comes back to @.",
                Formulas = [before is null ? $"{Product(term)} = {so}" : $"{before} + {Product(term)} = {before} + {Weighted(term)} = {so}"],
                Shows = [$"{ReplayKind.WeightedDelta.Code} {ReplayShape.IdOf(term.Connection)}"],
            });
            Weighted(term);
            before = so;
        }
    }

    /// <summary>δ times weight, as one number.</summary>
    private string Weighted(DeltaTerm term) => Put(ReplayKind.WeightedDelta, ReplayShape.IdOf(term.Connection), term.Product);

    private string Product(DeltaTerm term) => $"{Put(ReplayKind.Delta, term.Connection.Target, term.Delta)} · {Weight(term)}";

    /// <summary>The weight of the forward pass; in a step that updates too early, the new one.</summary>
    private string Weight(DeltaTerm term)
    {
        ParameterChange change = ledger.Changes[term.Connection.Number];
        bool isNew = !term.Weight.Equals(change.OldValue) && term.Weight.Equals(change.NewValue);
        return Put(isNew ? ReplayKind.NewWeight : ReplayKind.Weight, ReplayShape.IdOf(term.Connection), term.Weight, ofExample: false);
    }

    private string LossSlope(NodeDelta record, double slope)
    {
        LossTerm term = example.LossTerms.First(term => term.Node == record.Node);
        string t = Put(ReplayKind.Target, record.Node, term.Target);
        string a = Put(ReplayKind.Activation, record.Node, term.Output);
        string formula = Claim.Pick(
            slope,
            FunctionFormulas.LossSlope(ledger.Setup.LossFunction, t, term.Target, a, term.Output)) ?? FunctionFormulas.Call(ledger.Setup.Loss + "′", a, t);
        return $"[l {record.Node.Name}] = {formula} = {Put(ReplayKind.LossSlope, record.Node, slope)}";
    }

    private string Push(NodeDelta record, double push)
    {
        string p = Put(ReplayKind.Push, record.Node, push);
        string? formula = null;
        if (record.LossSlope is { } slope)
        {
            string l = Put(ReplayKind.LossSlope, record.Node, slope);
            int outputs = example.LossTerms.Count;
            formula = Claim.Pick(push, new Claim($"−{l}", -slope), new Claim($"−{l} / {StepScript.Count(outputs)}", -slope / outputs));
        }
        else if (record.Terms.Count > 0)
        {
            string sum = StepScript.Sum([.. record.Terms.Select(Product)]);
            if (record.Terms.Count > 1 && !byNodes) sum += $" = {StepScript.Sum([.. record.Terms.Select(Weighted)])}";
            formula = Claim.Pick(push, new Claim(sum, record.Terms.Sum(term => term.Product)));
        }
        return formula is null ? $"[p {record.Node.Name}] = {p}" : $"[p {record.Node.Name}] = {formula} = {p}";
    }

    private string Slope(NodeDelta record, double slope)
    {
        NodeForward forward = example.ForwardOf(record.Node.Name);
        string z = Put(ReplayKind.NetInput, record.Node, forward.NetInput);
        string a = Put(ReplayKind.Activation, record.Node, forward.WholeActivation);
        string formula = Claim.Pick(
            slope,
            FunctionFormulas.Slope(record.Node.Function, z, forward.NetInput, a, forward.WholeActivation))
                ?? FunctionFormulas.Call(record.Node.Activation + "′", z);
        return $"[s {record.Node.Name}] = {formula} = {Put(ReplayKind.Slope, record.Node, slope)}";
    }

    private string Delta(NodeDelta record, NodeDelta[] layer)
    {
        string name = record.Node.Name;
        string? formula = null;
        if (record.IsFused)
        {
            LossTerm term = example.LossTerms.First(term => term.Node == record.Node);
            formula = Claim.Pick(
                record.Delta,
                new Claim(
                    $"{Put(ReplayKind.Target, record.Node, term.Target)} − {Put(ReplayKind.Activation, record.Node, term.Output)}", term.Target - term.Output));
        }
        else if (record is { Push: { } push, ActivationSlope: { } slope })
        {
            formula = Claim.Pick(
                record.Delta,
                new Claim(
                    $"{Put(ReplayKind.Push, record.Node, push)}{Thinned(record.DropoutFactor)} · {Put(ReplayKind.Slope, record.Node, slope)}",
                    push * record.DropoutFactor * slope));
        }
        else if (record.Push is { } own && record.Node.Activation == "softmax")
        {
            // δ = a · (push − Σ push · a), over the layer.
            double a = example.ForwardOf(name).Activation;
            string all = StepScript.Sum(
                [
                    .. layer.Select(
                        other =>
                            $"{Put(ReplayKind.Push, other.Node, other.Push ?? 0.0)} · "
                                + $"{Put(ReplayKind.Activation, other.Node, example.ForwardOf(other.Node.Name).Activation)}")]);
            double sum = layer.Sum(other => (other.Push ?? 0.0) * example.ForwardOf(other.Node.Name).Activation);
            formula = Claim.Pick(
                record.Delta,
                new Claim($"{Put(ReplayKind.Activation, record.Node, a)} · ({Put(ReplayKind.Push, record.Node, own)} − ({all}))", a * (own - sum)));
        }
        string d = Put(ReplayKind.Delta, record.Node, record.Delta);
        return formula is null ? $"[d {name}] = {d}" : $"[d {name}] = {formula} = {d}";
    }

    private void AddShares()
    {
        foreach (IGrouping<LedgerNode, GradientShare> target in example.Shares.GroupBy(share => share.Parameter.Target))
        {
            var formulas = new List<string>();
            var shows = new List<string>();
            foreach (GradientShare share in target)
            {
                (string formula, string shown) = Share(share);
                shows.Add(shown.Split(' ')[0]);
                formulas.Add(formula);
                if (byNodes) continue;
                lines.Add(About(share.Parameter, "backward", share.Parameter.IsBias ? "The example's part for the bias of *" : "The example's part for *") with
                {
                    Pace = "connection",
                    Say = "Which way this example would move it.",
                    Formulas = [formula],
                    Shows = [shown],
                });
            }
            lines.Add(About(target.Key, "backward", "The example's parts for *") with
            {
                Pace = "node",
                Say = "Which way this example would move what leads to *.",
                Formulas = StepScript.Some(formulas),
                Shows = byNodes ? [.. shows.Distinct().Select(kind => $"{kind} >{target.Key.Name}")] : [],
            });
        }
    }

    private (string Formula, string Shown) Share(GradientShare share)
    {
        ReplayKind kind = share.Parameter.IsBias ? ReplayKind.BiasShare : ReplayKind.WeightShare;
        string id = ReplayShape.IdOf(share.Parameter);
        string d = Put(ReplayKind.Delta, share.Parameter.Target, share.Delta);
        string product = share.Parameter.Source is { } source ? $"{d} · {Put(ReplayKind.Activation, source, share.Activation)}" : $"{d} · 1";
        if (share.Weight != 1.0) product = $"{share.Weight.ToString(System.Globalization.CultureInfo.InvariantCulture)} · {product}";
        return ($"[{kind.Code} {id}] = {product} = {Put(kind, id, share.Downhill)}", $"{kind.Code} {id}");
    }
}
