using System.Globalization;

namespace NodeNet.Page;

public sealed partial class Session
{
    private Tape? _rival;

    /// <summary>A second network that begins with the same weights and takes the same steps over the same data, with another α; null while there is none. What
    /// is changed by hand is changed in both, but for α.</summary>
    public Tape? Rival => _rival;

    /// <summary>Why the second network stands at an earlier step, in words; null where it does not.</summary>
    public string? RivalProblem { get; private set; }

    /// <summary>Lets a second network go along.</summary>
    /// <param name="rate">Its α; null sends it away.</param>
    /// <exception cref="ArgumentException">α is negative or not finite.</exception>
    public void CompareWith(double? rate)
    {
        _rival = rate is { } other ? new Tape(_story.Setup with { Rate = other }) : null;
        MoveRival();
    }

    private void MoveRival()
    {
        RivalProblem = null;
        try
        {
            _rival?.GoTo(_story.Step, [.. _story.Edits.Where(edit => edit.Kind != EditKind.Rate)]);
        }
        catch (NotFiniteNumberException error)
        {
            RivalProblem = PageWords.Of(error);
        }
    }
}
