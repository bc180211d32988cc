using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>A mistake that was made at several nodes is one mistake: its later marks refer to the first, and where an answer has several explanations, the one
/// that explains others, too, is taken.</summary>
internal static class RepeatedMistakes
{
    private const string HereOnly = ", here only:";

    public static IReadOnlyList<Marking> Join(IReadOnlyList<Marking> markings)
    {
        Dictionary<Mistake, int> answers = Mistake.All.ToDictionary(
            mistake => mistake, mistake => markings.Count(marking => marking.Verdict == Verdict.Mistaken && marking.Mistakes.Contains(mistake)));
        var first = new Dictionary<Mistake, Quantity>();
        return [.. markings.Select(marking => marking.Verdict == Verdict.Mistaken ? Joined(marking) : marking)];

        Marking Joined(Marking marking)
        {
            Reason[] reasons = [.. marking.Reasons];
            if (reasons.Length > 1)
            {
                int most = reasons.Max(Others);
                if (most > 1) reasons = [.. reasons.Where(reason => Others(reason) == most)];
            }
            for (int i = 0; i < reasons.Length; i++)
            {
                if (reasons[i].Mistakes is not [var mistake] || answers[mistake] < 2) continue;
                string words = reasons[i].Explanation.Replace(HereOnly, ":", StringComparison.Ordinal);
                string again = first.TryGetValue(mistake, out Quantity? before) ? $"the same mistake as in the {before}, " : "";
                reasons[i] = reasons[i] with { Explanation = again + words };
            }
            foreach (Mistake mistake in reasons.SelectMany(reason => reason.Mistakes)) first.TryAdd(mistake, marking.Quantity);
            return marking.With(reasons);
        }

        int Others(Reason reason) => reason.Mistakes.Count == 0 ? 0 : reason.Mistakes.Max(mistake => answers[mistake]);
    }
}
