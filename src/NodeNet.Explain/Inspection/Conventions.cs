using System.Globalization;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Inspection;

/// <summary>Says on top of a ledger what its letters and signs mean, and where the step is not what the profile's author would have computed.</summary>
internal static class Conventions
{
    public static List<string> Of(StepLedger ledger, LedgerFormat format)
    {
        LedgerSetup setup = ledger.Setup;
        List<string> lines = format.Profile switch
        {
            LedgerProfile.Mazur => Mazur(ledger),
            LedgerProfile.PyTorch => PyTorch(ledger),
            _ => Handout(ledger),
        };
        lines.AddRange(ledger.Mistakes.Select(mistake => $"WRONG ON PURPOSE: {mistake.Name}: {mistake.Wrong}"));
        if (ledger.Examples.Count > 1)
        {
            lines.Add(
                $"batch: the step follows the {(setup.BatchReduction == BatchReduction.Mean ? "mean" : "sum")} over its {ledger.Examples.Count} examples");
        }

        if (ledger.IsWeighted) lines.Add(Weights(ledger));
        if (setup.Dropout is { } dropout) lines.Add($"dropout: {dropout} are left out; the others are multiplied by 1 / (1 − p)");
        if (setup.InputNoise > 0.0) lines.Add($"noise: of the standard deviation {setup.InputNoise.Exact()} on every input");
        if (setup.MaxNorm is { } longest) lines.Add($"max-norm: the weights into a node are shortened to the length {longest.Exact()} if they are longer");
        if (!setup.Penalty.IsNone) lines.Add($"penalty: {setup.Penalty}");
        if (setup.ClipNorm is { } norm) lines.Add($"clipping: the gradient is shortened to the length {norm.Exact()} if it is longer");
        lines.Add(format.Digits >= LedgerFormat.ExactDigits ? "numbers: exact, as many digits as give the same double again"
            : $"numbers: shown with {format.Digits} digits, computed with all of theirs");
        return lines;
    }

    private static string Weights(StepLedger ledger)
    {
        string weights = MessageText.List([.. ledger.Examples.Select(example => example.Weight.Exact())], most: 10);
        string mean = ledger.Setup.BatchReduction == BatchReduction.Mean
            ? $"; their sum is divided by {ledger.Divisor.Exact()}, the number of examples times the mean weight of the data set"
            : "";
        return $"weights: the examples count {weights} times{mean}";
    }

    private static List<string> Handout(StepLedger ledger)
    {
        string loss = LossInWords(ledger.Setup, "L", "y", "ŷ");
        if (ledger.Setup.LossFunction is not SumOfSquaredErrors) loss += "; the handout's own loss is sse, Σ (y − ŷ)²";
        return
        [
            "z is a node's net input, a its activation; y a target, ŷ an output",
            loss,
            "δ = −∂L/∂z, the handout's sign: positive means that the net input should grow",
            $"−∂L/∂w = δ(target) · a(source); {Optimizer(ledger.Setup, "α", "Δw = α · (−∂L/∂w)")}; w⁺ = w + Δw",
        ];
    }

    private static List<string> Mazur(StepLedger ledger)
    {
        LedgerSetup setup = ledger.Setup;
        var lines = new List<string>
        {
            "net is a node's net input, out its activation; i inputs, h hidden nodes, o outputs; w1, w2, … numbered node by node",
            LossInWords(setup, "E", "target", "out"),
            "δ = ∂E/∂net, the gradient's sign: positive means that the net input should shrink",
            $"∂E/∂w = δ(target) · out(source); {Optimizer(setup, "η", "Δw = −η · ∂E/∂w")}; w⁺ = w + Δw",
        };
        if (setup.LossFunction is SumOfSquaredErrors)
            lines.Add("not Mazur's: this step's loss has no ½. His has, so that with it E, δ and every gradient would be half of what is shown here");
        else if (setup.LossFunction is not HalfSumOfSquaredErrors)
            lines.Add($"not Mazur's: this step's loss is {setup.Loss}; his is ½ · Σ (target − out)²");
        if (setup.Rule is not GradientDescent)
            lines.Add($"not Mazur's: this step's optimizer is {setup.Optimizer}; his is plain gradient descent");
        LedgerParameter[] biases = [.. ledger.Network.Parameters.Where(parameter => parameter.IsBias)];
        if (biases.Length > 0)
        {
            lines.Add(
                "not Mazur's: biases belong to nodes; he draws one for each layer (b1, b2)" + (
                    biases.All(bias => bias.IsFrozen) ? "" : ", and does not train it"));
        }

        return lines;
    }

    private static List<string> PyTorch(StepLedger ledger)
    {
        LedgerSetup setup = ledger.Setup;
        int outputs = ledger.Examples[0].LossTerms.Count;
        var lines = new List<string>
        {
            "z is a node's net input, a its activation; parameters are named as in a module of linear layers, [row of the target, column of the source] from 0",
            LossInWords(setup, "loss", "y", "ŷ"),
            "δ = ∂loss/∂z, the gradient's sign: positive means that the net input should shrink",
            $".grad = ∂loss/∂parameter; {Optimizer(setup, "lr", "Δw = −lr · grad")}; the new value is w + Δw",
        };
        string? difference = setup.LossFunction switch
        {
            SumOfSquaredErrors => "in PyTorch: nn.MSELoss(reduction=\"sum\")",
            HalfSumOfSquaredErrors => "in PyTorch: 0.5 * nn.MSELoss(reduction=\"sum\")",
            MeanSquaredError => "in PyTorch: nn.MSELoss()",
            MeanAbsoluteError => "in PyTorch: nn.L1Loss()",
            Huber huber => $"in PyTorch: nn.HuberLoss(delta={huber.Width.Exact()})",
            BinaryCrossEntropy { LabelSmoothing: 0.0 } =>
                outputs == 1
                    ? "in PyTorch: nn.BCELoss()"
                    : $"in PyTorch: nn.BCELoss(reduction=\"sum\"); its default takes the mean over the {outputs} outputs, and its gradients are 1/{outputs} "
                        + "of these",
            Poisson => "in PyTorch: nn.PoissonNLLLoss(log_input=False, eps=0)",
            CrossEntropy { LabelSmoothing: 0.0 } => "in PyTorch: nn.CrossEntropyLoss() on the net inputs",
            CrossEntropy { LabelSmoothing: var smoothing } => $"in PyTorch: nn.CrossEntropyLoss(label_smoothing={smoothing.Exact()}) on the net inputs",
            _ => null,
        };
        if (difference is not null) lines.Add(difference + Batch(ledger));
        return lines;
    }

    /// <summary>Where the batch is not taken as PyTorch's loss takes it.</summary>
    private static string Batch(StepLedger ledger)
    {
        int count = ledger.Examples.Count;
        if (count == 1) return "";
        bool sumsThere = ledger.Setup.LossFunction is SumOfSquaredErrors or HalfSumOfSquaredErrors
            || (ledger.Setup.LossFunction is BinaryCrossEntropy && ledger.Examples[0].LossTerms.Count > 1);
        bool sumsHere = ledger.Setup.BatchReduction == BatchReduction.Sum;
        if (sumsThere == sumsHere) return "";
        return sumsThere
            ? $"; that sums over the {count} examples, of which this step takes the mean"
            : $"; that takes the mean over the {count} examples, of which this step takes the sum";
    }

    private static string Optimizer(LedgerSetup setup, string rate, string descent) => setup.Rule is GradientDescent
        ? $"{descent}, {rate} = {setup.LearningRate.Exact()}"
        : $"Δw by {setup.Optimizer}, {rate} = {setup.LearningRate.Exact()}, step {setup.StepNumber.ToString(CultureInfo.InvariantCulture)}";

    private static string LossInWords(LedgerSetup setup, string letter, string target, string output)
    {
        string formula = setup.LossFunction switch
        {
            SumOfSquaredErrors => $"{letter} = Σ ({target} − {output})², without ½",
            HalfSumOfSquaredErrors => $"{letter} = ½ · Σ ({target} − {output})²",
            MeanSquaredError => $"{letter} = the mean of ({target} − {output})² over the outputs",
            MeanAbsoluteError => $"{letter} = the mean of |{target} − {output}| over the outputs",
            Huber huber =>
                $"{letter} = the mean over the outputs of ½ · e² where |e| ≤ {huber.Width.Exact()}, else {huber.Width.Exact()} · (|e| − ½ · "
                    + $"{huber.Width.Exact()}), with e = {target} − {output}",
            BinaryCrossEntropy { LabelSmoothing: var smoothing } =>
                $"{letter} = −Σ ({target} · ln {output} + (1 − {target}) · ln(1 − {output})){Smoothing(smoothing, target, 2)}",
            CrossEntropy { LabelSmoothing: var smoothing } => $"{letter} = −Σ {target} · ln {output}{Smoothing(smoothing, target, null)}",
            Poisson => $"{letter} = the mean of {output} − {target} · ln {output} over the outputs",
            Pinball pinball => $"{letter} = the mean over the outputs of {pinball.Quantile.Exact()} · e where e = {target} − {output} is above 0, else "
                + $"{(1.0 - pinball.Quantile).Exact()} · |e|",
            _ => $"{letter} = the {(setup.IsMeanOverOutputs ? "mean" : "sum")} of the outputs' terms",
        };
        return $"loss {setup.Loss}: {formula}";
    }

    private static string Smoothing(double smoothing, string target, int? classes) => smoothing == 0.0 ? ""
        : $", where {target} counts as {(1.0 - smoothing).Exact()} · {target} + {smoothing.Exact()} / "
            + (classes?.ToString(CultureInfo.InvariantCulture) ?? "the number of classes");

    private static string Exact(this double value) => MessageText.Exact(value).Replace('-', '−');
}
