using NodeNet.Inspection;
using NodeNet.Training;

namespace NodeNet.Drawing.Replay;

// The update: how every weight and bias changes.
internal sealed partial class StepScript
{
    /// <summary>A list of formulas, without those in the middle if they are more than so many.</summary>
    public static IReadOnlyList<string> Some(IReadOnlyList<string> formulas, int most = MostTerms) =>
        formulas.Count <= most ? formulas : [.. formulas.Take(most - 2), $"… {Count(formulas.Count - most + 1)} more …", formulas[^1]];

    // Where nothing comes between a share and the change, the change is written in one go, as the handout does: α · δ · activation.
    private bool IsPlain =>
        _ledger.Setup.Optimizer == "gradient_descent" && _ledger.Examples.Count == 1 && _ledger.Setup.Penalty.IsNone && _ledger.ClipFactor == 1.0;

    private int LastExample => _ledger.Examples.Count == 1 ? 0 : -1;

    private string MeanOf(string[] losses)
    {
        if (_ledger.Examples.All(example => example.Weight == 1.0)) return $"({Sum(losses)}) / {Count(losses.Length)}";
        IEnumerable<string> weighted = losses.Zip(_ledger.Examples, (loss, example) => $"{Plainly(example.Weight)} · {loss}");
        return $"({Sum([.. weighted])}) / {Plainly(_ledger.Examples.Sum(example => example.Weight))}";
    }

    private static string Plainly(double number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private void AddUpdate()
    {
        if (_ledger.Examples.Count > 1)
        {
            string[] losses = [.. _ledger.Examples.Select(example => $"{{L #{Count(example.Index)}}}")];
            string mean = _numbers.Put(ReplayKind.BatchLoss, "", _ledger.Loss, example: null);
            _lines.Add(
                new ReplayLine("update", LastExample, "Loss of the batch")
                {
                    Say = "The mean over the examples.",
                    Formulas = [$"[M] = {MeanOf(losses)} = {mean}"],
                    Shows = ["M"],
                });
        }
        foreach (IGrouping<LedgerNode, ParameterChange> target in _ledger.Changes.GroupBy(change => change.Parameter.Target))
        {
            var news = new List<string>();
            var shows = new List<string>();
            foreach (ParameterChange change in target)
            {
                var update = new ParameterScript(_ledger, change, _numbers, IsPlain);
                news.Add(update.Short);
                shows.AddRange(update.Shows.Select(shown => shown.Split(' ')[0]));
                if (_byNodes) continue;
                _lines.Add(new ReplayLine("update", LastExample, change.Parameter.IsBias ? "New bias of *" : "New weight of *")
                {
                    Pace = "connection",
                    About = ReplayShape.IdOf(change.Parameter),
                    Say = change.IsFrozen
                        ? "Frozen: it stays as it is."
                        : IsPlain
                        ? "It changes by α · δ · activation."
                        : "It goes downhill, as far as the optimizer says.",
                    Formulas = update.Formulas,
                    Shows = update.Shows,
                });
            }
            _lines.Add(new ReplayLine("update", LastExample, "Update of what leads to *")
            {
                Pace = "node",
                About = target.Key.Name,
                Say = IsPlain ? "Every weight into * changes by α · δ of * · the activation that came over it." : "Every weight into * goes downhill.",
                // A large network's are in the table of each node.
                Formulas = Some(news, _byNodes ? 5 : MostTerms),
                // ">h1" stands for all connections into h1, and for its bias.
                Shows = _byNodes ? [.. shows.Distinct().Select(kind => $"{kind} >{target.Key.Name}")] : [],
            });
        }
    }

    /// <summary>How one weight or bias changes.</summary>
    private sealed class ParameterScript
    {
        private readonly StepLedger _ledger;
        private readonly ParameterChange _change;
        private readonly StepNumbers _numbers;
        private readonly bool _isBias;
        private readonly string _id;
        private readonly List<string> _formulas = [];
        private readonly List<string> _shows = [];

        public ParameterScript(StepLedger ledger, ParameterChange change, StepNumbers numbers, bool isPlain)
        {
            (_ledger, _change, _numbers, _isBias, _id) = (ledger, change, numbers, change.Parameter.IsBias, ReplayShape.IdOf(change.Parameter));
            string old = Put(ReplayKind.Weight, ReplayKind.Bias, change.OldValue);
            string rate = numbers.Put(ReplayKind.LearningRate, "", ledger.Setup.LearningRate, example: null);
            string? plain = isPlain ? Plain(rate) : null;
            if (!change.IsFrozen && plain is null) AddWayDownhill(rate);
            else if (plain is not null) AddFormula(ReplayKind.WeightChange, ReplayKind.BiasChange, plain, change.Change);

            string changed = Put(ReplayKind.WeightChange, ReplayKind.BiasChange, change.Change);
            bool isChanged = !change.IsFrozen;
            string sum = change.NormFactor == 1.0 ? $"{old} + {changed}" : $"({old} + {changed}) · {Plainly(change.NormFactor)}";
            string? whole = !isChanged ? null : plain is null || change.NormFactor != 1.0 ? sum : $"{old} + {plain} = {sum}";
            Short = Formula(ReplayKind.NewWeight, ReplayKind.NewBias, whole, change.NewValue);
            AddFormula(ReplayKind.NewWeight, ReplayKind.NewBias, isChanged ? sum : null, change.NewValue);
        }

        /// <summary>All formulas, the new value's last.</summary>
        public IReadOnlyList<string> Formulas => _formulas;

        /// <summary>The new value in one formula.</summary>
        public string Short { get; }

        public IReadOnlyList<string> Shows => _shows;

        /// <summary>α · δ · activation, if that is the change.</summary>
        private string? Plain(string rate)
        {
            ExampleLedger example = _ledger.Examples[0];
            GradientShare share = example.Shares[_change.Parameter.Number];
            string d = _numbers.Put(ReplayKind.Delta, _change.Parameter.Target.Name, share.Delta, example.Index);
            string product = _change.Parameter.Source is { } source
                ? $"{d} · {_numbers.Put(ReplayKind.Activation, source.Name, share.Activation, example.Index)}"
                : d;
            double step = _ledger.Setup.LearningRate * share.Downhill;
            return _change.IsFrozen ? null : Claim.Pick(_change.Change, new Claim($"{rate} · {product}", step), new Claim($"(−{rate}) · {product}", -step));
        }

        private void AddWayDownhill(string rate)
        {
            ReplayKind share = _isBias ? ReplayKind.BiasShare : ReplayKind.WeightShare;
            string[] shares = [
                .. _change.Shares.Select(
                    (value, index) => _numbers.Put(share, _id, value, index).Replace("}", $" #{Count(index)}}}", StringComparison.Ordinal))];
            string sum = Sum(shares);
            bool isMean = _ledger.Divisor != 1.0;
            AddFormula(ReplayKind.WeightReduced, ReplayKind.BiasReduced, isMean ? $"({sum}) / {Plainly(_ledger.Divisor)}" : sum, _change.Reduced);
            string downhill = Put(ReplayKind.WeightReduced, ReplayKind.BiasReduced, _change.Reduced);

            if (_change.PenaltyPart != 0.0)
            {
                string w = Put(ReplayKind.Weight, ReplayKind.Bias, _change.OldValue);
                string l1 = _numbers.Put(ReplayKind.L1, "", _ledger.Setup.Penalty.L1, example: null);
                string l2 = _numbers.Put(ReplayKind.L2, "", _ledger.Setup.Penalty.L2, example: null);
                string pull = (_ledger.Setup.Penalty.L1 != 0.0 ? $" − {l1} · sign({w})" : "") + (_ledger.Setup.Penalty.L2 != 0.0 ? $" − {l2} · {w}" : "");
                AddFormula(ReplayKind.WeightPenalized, ReplayKind.BiasPenalized, downhill + pull, _change.Penalized);
                downhill = Put(ReplayKind.WeightPenalized, ReplayKind.BiasPenalized, _change.Penalized);
            }
            if (!_change.Downhill.Equals(_change.Penalized))
            {
                string factor = _numbers.Put(ReplayKind.ClipFactor, "", _ledger.ClipFactor, example: null);
                string? formula = Claim.Pick(
                    _change.Downhill,
                    new Claim($"{downhill} · {factor}", _change.Penalized * _ledger.ClipFactor),
                    new Claim($"−{downhill}", -_change.Penalized));
                AddFormula(ReplayKind.WeightDownhill, ReplayKind.BiasDownhill, formula, _change.Downhill);
                downhill = Put(ReplayKind.WeightDownhill, ReplayKind.BiasDownhill, _change.Downhill);
            }
            AddChange(rate, downhill);
        }

        private void AddChange(string rate, string downhill)
        {
            string? formula = _ledger.Setup.Optimizer == "gradient_descent"
                ? Claim.Pick(_change.Change, new Claim($"{rate} · {downhill}", _ledger.Setup.LearningRate * _change.Downhill))
                : null;
            for (int number = 0; number < _change.MemoryBefore.Count; number++)
            {
                string name = _ledger.Setup.MemoryNames[number];
                ReplayKind before = ReplayKind.Memory(number, name, _isBias, isAfter: false);
                ReplayKind after = ReplayKind.Memory(number, name, _isBias, isAfter: true);
                string was = _numbers.Put(before, _id, _change.MemoryBefore[number], example: null);
                string becomes = _numbers.Put(after, _id, _change.MemoryAfter[number], example: null);
                _formulas.Add($"{name.Replace("_", " ", StringComparison.Ordinal)}: {was} → {becomes}");
                _shows.Add($"{after.Code} {_id}");
            }
            if (formula is null && _ledger.Setup.Optimizer != "gradient_descent") formula = FunctionFormulas.Call(_ledger.Setup.Optimizer, rate, downhill);
            AddFormula(ReplayKind.WeightChange, ReplayKind.BiasChange, formula, _change.Change);
        }

        private void AddFormula(ReplayKind ofWeight, ReplayKind ofBias, string? formula, double value)
        {
            _formulas.Add(Formula(ofWeight, ofBias, formula, value));
            _shows.Add($"{(_isBias ? ofBias : ofWeight).Code} {_id}");
        }

        private string Formula(ReplayKind ofWeight, ReplayKind ofBias, string? formula, double value)
        {
            string number = Put(ofWeight, ofBias, value);
            string name = $"[{(_isBias ? ofBias : ofWeight).Code} {_id}]";
            return formula is null ? $"{name} = {number}" : $"{name} = {formula} = {number}";
        }

        private string Put(ReplayKind ofWeight, ReplayKind ofBias, double value) => _numbers.Put(_isBias ? ofBias : ofWeight, _id, value, example: null);
    }
}
