using NodeNet.Inspection;

namespace NodeNet.Drawing.Replay;

/// <summary>Writes one example's way through a step: forward pass, loss, and every node's δ.</summary>
internal sealed partial class ExampleScript(StepLedger ledger, ExampleLedger example, StepNumbers numbers, List<ReplayLine> lines, bool byNodes)
{
    public void Add()
    {
        AddInputs();
        AddForward();
        AddAnswer();
        AddLoss();
        AddBackward();
        // With one example its share is the gradient; then the update says it all.
        if (ledger.Examples.Count > 1) AddShares();
    }

    private void AddInputs()
    {
        string[] formulas =
        [
            .. ledger.Network.Layers[0].Nodes.Select(node => $"[a {node.Name}] = {Put(ReplayKind.Activation, node, example.Inputs[node.Position])}"),
            .. ledger.Network.Layers[^1].Nodes.Select(node => $"[t {node.Name}] = {Put(ReplayKind.Target, node, example.Targets[node.Position])}"),
        ];
        lines.Add(Line("forward", "The example") with
        {
            Say = "What is put in, and what should come out." + RecipePart(example.Recipe?.Inputs.Concat(example.Recipe.Targets)),
            Formulas = [
                formulas.Length <= 8
                    ? string.Join(",   ", formulas)
                    : $"{string.Join(",   ", formulas.Take(6))},   … and {StepScript.Count(formulas.Length - 7)} more,   {formulas[^1]}"],
            Shows = [.. ledger.Network.Layers[0].Nodes.Select(node => $"a {node.Name}"), .. ledger.Network.Layers[^1].Nodes.Select(node => $"t {node.Name}")],
        });
    }

    /// <summary>What a recipe says, as sentences; the signs that stand for names are others there.</summary>
    private static string RecipePart(IEnumerable<object>? lines) => lines is null
        ? ""
        : string.Concat(lines.Select(line => $" {line}.")).Replace('*', '∗').Replace("@", "(at)", StringComparison.Ordinal);

    /// <summary>What the outputs mean to a recipe's users.</summary>
    private void AddAnswer()
    {
        if (example.Recipe is not { } recipe) return;
        lines.Add(Line("forward", "The answer") with { Say = "What the outputs mean, with the weights from before the step." + RecipePart(recipe.Answers) });
    }

    private void AddForward()
    {
        foreach (IGrouping<LedgerLayer, NodeForward> layer in example.Forward.GroupBy(record => record.Node.Layer))
        {
            foreach (NodeForward record in layer)
            {
                if (!byNodes) AddTerms(record);
                string sum = NetInput(record);
                if (layer.Key.IsWholeLayer)
                {
                    lines.Add(
                        About(record.Node, "forward", "Net input of *") with
                        {
                            Say = "* adds up its weighted inputs.",
                            Formulas = [sum],
                            Shows = [$"z {record.Node.Name}"],
                        });
                    continue;
                }
                string activation = Activation(record);
                if (!byNodes)
                {
                    lines.Add(
                        About(record.Node, "forward", "Net input of *") with
                        {
                            Pace = "connection",
                            Say = "All that was added up.",
                            Formulas = [sum],
                            Shows = [$"z {record.Node.Name}"],
                        });
                    lines.Add(
                        About(record.Node, "forward", "Activation of *") with
                        {
                            Pace = "connection",
                            Say = "The activation function turns the sum into the activation.",
                            Formulas = [activation],
                            Shows = [$"a {record.Node.Name}"],
                        });
                }
                lines.Add(About(record.Node, "forward", "Forward through *") with
                {
                    Pace = "node",
                    Say = "* adds up its weighted inputs; its activation function turns the sum into its activation.",
                    Formulas = [sum, activation],
                    Shows = byNodes ? [$"q >{record.Node.Name}", $"z {record.Node.Name}", $"a {record.Node.Name}"] : [],
                });
            }
            if (!layer.Key.IsWholeLayer) continue;
            foreach (NodeForward record in layer)
            {
                lines.Add(
                    About(record.Node, "forward", "Activation of *") with
                    {
                        Say = "It depends on the net inputs of the whole layer.",
                        Formulas = [LayerActivation(record, [.. layer])],
                        Shows = [$"a {record.Node.Name}"],
                    });
            }
        }
    }

    /// <summary>What is added to a node's sum, one after the other.</summary>
    private void AddTerms(NodeForward record)
    {
        string name = record.Node.Name;
        double sum = record.Bias;
        string? before = null;
        if (record.Node.HasBias)
        {
            before = Put(ReplayKind.Bias, name, record.Bias, ofExample: false);
            lines.Add(
                About(record.Node, "forward", "Bias of *") with { Pace = "connection", Say = "The sum begins with the bias.", Formulas = [$"sum = {before}"] });
        }
        foreach (ForwardTerm term in record.Terms)
        {
            sum += term.Product;
            string so = Put(ReplayKind.SumForward, ReplayShape.IdOf(term.Connection), sum);
            lines.Add(About(term.Connection, "forward", "*") with
            {
                Pace = "connection",
                Say = "Weight times activation joins the sum of @.",
                Formulas = [before is null ? $"{Product(term)} = {so}" : $"{before} + {Product(term)} = {before} + {Weighted(term)} = {so}"],
                Shows = [$"{ReplayKind.WeightedInput.Code} {ReplayShape.IdOf(term.Connection)}"],
            });
            Weighted(term);
            before = so;
        }
    }

    private string NetInput(NodeForward record)
    {
        string[] terms =
        [
            .. record.Node.HasBias ? [Put(ReplayKind.Bias, record.Node.Name, record.Bias, ofExample: false)] : Array.Empty<string>(),
            .. record.Terms.Select(Product),
        ];
        string[] products =
        [
            .. record.Node.HasBias ? [Put(ReplayKind.Bias, record.Node.Name, record.Bias, ofExample: false)] : Array.Empty<string>(),
            .. record.Terms.Select(Weighted),
        ];
        string z = Put(ReplayKind.NetInput, record.Node, record.NetInput);
        return terms.Length switch
        {
            0 => $"[z {record.Node.Name}] = {z}",
            1 => $"[z {record.Node.Name}] = {terms[0]} = {z}",
            _ => $"[z {record.Node.Name}] = {StepScript.Sum(terms)} = {StepScript.Sum(products)} = {z}",
        };
    }

    /// <summary>Weight times activation, as one number.</summary>
    private string Weighted(ForwardTerm term) => Put(ReplayKind.WeightedInput, ReplayShape.IdOf(term.Connection), term.Product);

    private string Product(ForwardTerm term) =>
        $"{Put(ReplayKind.Weight, ReplayShape.IdOf(term.Connection), term.Weight, ofExample: false)} · "
            + $"{Put(ReplayKind.Activation, term.Connection.Source!, term.Activation)}";

    private string Activation(NodeForward record)
    {
        string name = record.Node.Name;
        string z = Put(ReplayKind.NetInput, record.Node, record.NetInput);
        string? formula = Claim.Pick(record.Activation, FunctionFormulas.Activation(record.Node.Function, z, record.NetInput));
        string a = Put(ReplayKind.Activation, record.Node, record.Activation);
        string call = FunctionFormulas.Call(record.Node.Activation, z);
        if (record.DropoutFactor != 1.0) return $"[a {name}] = {call}{Thinned(record.DropoutFactor)} = {a}";
        return formula is null || formula == call ? $"[a {name}] = {call} = {a}"
            : record.Node.Activation == "identity" ? $"[a {name}] = {formula} = {a}"
            : $"[a {name}] = {call} = {formula} = {a}";
    }

    /// <summary>What dropout multiplies by.</summary>
    private static string Thinned(double factor) =>
        factor == 1.0 ? "" : $" · {factor.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    private string LayerActivation(NodeForward record, NodeForward[] layer)
    {
        string a = Put(ReplayKind.Activation, record.Node, record.Activation);
        if (record.DropoutFactor != 1.0)
            return $"[a {record.Node.Name}] = {FunctionFormulas.Call(record.Node.Activation)} of the layer{Thinned(record.DropoutFactor)} = {a}";
        string all = StepScript.Sum([.. layer.Select(other => $"e^({Put(ReplayKind.NetInput, other.Node, other.NetInput)})")]);
        double largest = layer.Max(other => other.NetInput);
        double share = Math.Exp(record.NetInput - largest) / layer.Sum(other => Math.Exp(other.NetInput - largest));
        string? formula = record.Node.Activation == "softmax"
            ? Claim.Pick(record.Activation, new Claim($"e^({Put(ReplayKind.NetInput, record.Node, record.NetInput)}) / ({all})", share))
            : null;
        return $"[a {record.Node.Name}] = {formula ?? $"{FunctionFormulas.Call(record.Node.Activation)} of the layer"} = {a}";
    }

    private void AddLoss()
    {
        string loss = ledger.Setup.Loss;
        string[] terms = [.. example.LossTerms.Select(term => Put(ReplayKind.LossTerm, term.Node, term.Value))];
        foreach (LossTerm term in example.LossTerms)
        {
            string t = Put(ReplayKind.Target, term.Node, term.Target);
            string a = Put(ReplayKind.Activation, term.Node, term.Output);
            string formula = Claim.Pick(
                term.Value, FunctionFormulas.LossTerm(ledger.Setup.LossFunction, t, term.Target, a, term.Output)) ?? FunctionFormulas.Call(loss, a, t);
            lines.Add(About(term.Node, "loss", "Loss at *") with
            {
                Say = "How far the output is from its target.",
                Formulas = [$"[e {term.Node.Name}] = {formula} = {terms[term.Node.Position]}"],
                Shows = [$"e {term.Node.Name}"],
            });
        }
        string sum = StepScript.Sum(terms);
        if (ledger.Setup.IsMeanOverOutputs) sum = terms.Length == 1 ? sum : $"({sum}) / {StepScript.Count(terms.Length)}";
        lines.Add(Line("loss", "Loss of the example") with
        {
            Say = ledger.Setup.IsMeanOverOutputs ? "The mean of the outputs' terms." : "The sum of the outputs' terms.",
            Formulas = [$"[L] = {sum} = {Put(ReplayKind.Loss, "", example.Loss)}"],
            Shows = ["L"],
        });
    }

    private string Put(ReplayKind kind, LedgerNode node, double value) => Put(kind, node.Name, value);

    private string Put(ReplayKind kind, string of, double value, bool ofExample = true) => numbers.Put(kind, of, value, ofExample ? example.Index : null);

    private ReplayLine Line(string phase, string title) => new(phase, example.Index, title);

    private ReplayLine About(LedgerNode node, string phase, string title) => Line(phase, title) with { About = node.Name };

    private ReplayLine About(LedgerParameter parameter, string phase, string title) =>
        Line(phase, title) with { About = ReplayShape.IdOf(parameter), For = parameter.Target.Name };
}
