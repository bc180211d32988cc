using System.CommandLine;
using System.Globalization;
using System.Numerics;
using NodeNet.Data;
using NodeNet.Growing;

namespace NodeNet.Benchmarks.Growing;

/// <summary>How many hidden nodes cascade-correlation takes for two spirals and the parity of eight bits: beside peers/fann_cascade.c.</summary>
internal static class CascadeCommand
{
    public static Command Create()
    {
        var seeds = new Option<int>("--seeds") { Description = "How many.", DefaultValueFactory = _ => 20 };
        var most = new Option<int>("--most") { Description = "The most hidden nodes.", DefaultValueFactory = _ => 60 };
        var command = new Command("cascade", "Hidden nodes until all examples are right: two spirals and the parity of eight bits, by seed.") { seeds, most };
        command.SetAction(parsed =>
        {
            foreach ((string name, DataSet data) in new[] { ("two spirals", TwoSpirals()), ("parity of 8 bits", Parity(8)) })
            {
                CascadeResult[] results = [
                    .. Enumerable.Range(1, parsed.GetValue(seeds))
                        .Select(seed => Cascade.Train(data, new CascadeOptions { Seed = seed, MostNodes = parsed.GetValue(most) }))];
                int[] nodes = [.. results.Select(result => result.Nodes).Order()];
                int solved = results.Count(result => result.IsSolved);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: {solved} of {results.Length} solved, median {nodes[nodes.Length / 2]}: {string.Join(' ', nodes)}"));
            }
        });
        return command;
    }

    private static DataSet TwoSpirals()
    {
        (double[] Input, double Target)[] points = [
            .. Enumerable.Range(0, 97).SelectMany(i => new[] { 1.0, -1.0 }.Select(sign =>
            {
                double angle = i * Math.PI / 16, radius = sign * (104 - i) / 104.0;
                return (new[] { radius * Math.Sin(angle), radius * Math.Cos(angle) }, sign > 0.0 ? 1.0 : 0.0);
            }))];
        return DataSet.From(points.Select(point => point.Input), points.Select(point => new[] { point.Target }));
    }

    private static DataSet Parity(int bits) => DataSet.From(
        Enumerable.Range(0, 1 << bits).Select(i => Enumerable.Range(0, bits).Select(bit => (i >> bit & 1) == 1 ? 1.0 : -1.0).ToArray()),
        Enumerable.Range(0, 1 << bits).Select(i => new[] { (double)(BitOperations.PopCount((uint)i) & 1) }));
}
