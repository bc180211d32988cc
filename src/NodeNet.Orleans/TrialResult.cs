using System.Globalization;

namespace NodeNet.Orleans;

/// <summary>What came of a trial.</summary>
/// <typeparam name="T">What it returns.</typeparam>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Value">What it returned; the type's default where there was trouble.</param>
/// <param name="Trouble">What it threw, or why it was given up; null where it ended well.</param>
/// <param name="IsGivenUp">Whether every silo that tried it was lost.</param>
/// <param name="Silo">The silo that did it, by its address.</param>
/// <param name="Attempts">In which attempt, from 1.</param>
/// <param name="Took">How long that attempt took.</param>
public sealed record TrialResult<T>(int Number, T? Value, string? Trouble, bool IsGivenUp, string Silo, int Attempts, TimeSpan Took)
{
    /// <summary>"trial 17: 0.934, on 10.0.0.5:11111, attempt 1".</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"trial {Number}: {Trouble ?? (object?)Value}, on {Silo}, attempt {Attempts}");
}
