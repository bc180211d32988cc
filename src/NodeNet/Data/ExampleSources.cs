using NodeNet.Foundation;

namespace NodeNet.Data;

/// <summary>Sources of examples that are made of others.</summary>
public static class ExampleSources
{
    /// <summary>A data set as a source, whose examples are one group: as validation beside a source that is larger than memory.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="name">What it is called, for messages.</param>
    public static IExampleSource AsSource(this DataSet data, string name = "the data set") => new InMemory(Guard.NotNull(data), Guard.NotNull(name));

    /// <summary>Divides a source at random into two that share no example and together have all. Each is read by reading all of the whole.</summary>
    /// <param name="source">The source.</param>
    /// <param name="fraction">The share of the first, between 0 and 1: each example goes there with this probability.</param>
    /// <param name="seed">Decides which example goes where: by its group and its place in the group, and nothing else.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not between 0 and 1.</exception>
    public static (IExampleSource First, IExampleSource Second) Split(this IExampleSource source, double fraction, long seed)
    {
        Guard.NotNull(source);
        if (!(fraction > 0.0 && fraction < 1.0))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, $"fraction is {MessageText.Exact(fraction)}; it must be between 0 and 1.");
        return (new Part(source, fraction, seed, isFirst: true), new Part(source, fraction, seed, isFirst: false));
    }

    /// <summary>Whether an example goes to the first part of a division.</summary>
    internal static bool IsFirst(double fraction, long seed, int group, long place)
    {
        ulong state = unchecked((ulong)seed);
        state = RandomGenerator.NextSplitMix64(ref state) ^ (uint)group;
        state = RandomGenerator.NextSplitMix64(ref state) ^ (ulong)place;
        return (RandomGenerator.NextSplitMix64(ref state) >> 11) * (1.0 / (1UL << 53)) < fraction;
    }

    private sealed class InMemory(DataSet data, string name) : IExampleSource
    {
        public string Name => name;

        public int InputCount => data.Inputs.Width;

        public int TargetCount => data.Targets.Width;

        public IReadOnlyList<string>? InputNames => data.InputNames;

        public IReadOnlyList<string>? ClassLabels => data.ClassLabels;

        public bool HasNumberTargets => !data.IsClassification;

        public int GroupCount => 1;

        public IEnumerable<ExamplePiece> Read(IReadOnlyList<int> groups)
        {
            if (groups.Count > 0) yield return new ExamplePiece(0, data.Inputs, data.Targets, data.Weights);
        }
    }

    private sealed class Part(IExampleSource whole, double fraction, long seed, bool isFirst) : IExampleSource
    {
        public string Name => whole.Name;

        public int InputCount => whole.InputCount;

        public int TargetCount => whole.TargetCount;

        public IReadOnlyList<string>? InputNames => whole.InputNames;

        public IReadOnlyList<string>? ClassLabels => whole.ClassLabels;

        public bool HasNumberTargets => whole.HasNumberTargets;

        public int GroupCount => whole.GroupCount;

        public IEnumerable<ExamplePiece> Read(IReadOnlyList<int> groups)
        {
            int group = -1;
            long place = 0;
            foreach (ExamplePiece piece in whole.Read(groups))
            {
                if (piece.Group != group) (group, place) = (piece.Group, 0);
                var kept = new List<int>(piece.Count);
                for (int row = 0; row < piece.Count; row++)
                {
                    if (IsFirst(fraction, seed, group, place++) == isFirst) kept.Add(row);
                }
                if (kept.Count > 0) yield return piece.Select([.. kept]);
            }
        }
    }
}
