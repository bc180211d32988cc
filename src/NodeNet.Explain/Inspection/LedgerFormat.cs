using NodeNet.Foundation;
using NodeNet.Writers;

namespace NodeNet.Inspection;

/// <summary>Whose conventions a ledger is shown in. Only signs and names differ; the numbers are those of the step, and where they are not what that author
/// would get, the conventions on top say so.</summary>
public enum LedgerProfile
{
    /// <summary>The handout's, which are NodeNet's own: δ = −∂L/∂z, x1, h1, y1, Δw = α · δ · a.</summary>
    Handout,

    /// <summary>Matt Mazur's: δ = ∂E/∂net, i1, h1, o1, w1, w2, …, w⁺ = w − η · ∂E/∂w.</summary>
    Mazur,

    /// <summary>PyTorch's: gradients, with parameters named as those of linear layers and counted from 0.</summary>
    PyTorch,
}

/// <summary>How a ledger is shown: with how many digits, in whose conventions, and which part of it. Immutable: use <c>with</c> for a variant.</summary>
public sealed record LedgerFormat
{
    /// <summary>The value of <see cref="Digits"/> for as many digits as give the same number again.</summary>
    public const int ExactDigits = LedgerNumbers.Exact;

    /// <summary>Everything, in NodeNet's own conventions, with 4 digits.</summary>
    public static LedgerFormat Default { get; } = new();

    /// <summary>The handout's conventions, with its 7 digits.</summary>
    public static LedgerFormat Handout { get; } = new() { Digits = 7 };

    /// <summary>Matt Mazur's conventions, with his 9 digits.</summary>
    public static LedgerFormat Mazur { get; } = new() { Profile = LedgerProfile.Mazur, Digits = 9 };

    /// <summary>PyTorch's conventions, with its 4 digits.</summary>
    public static LedgerFormat PyTorch { get; } = new() { Profile = LedgerProfile.PyTorch };

    /// <summary>How many significant digits numbers have: 3 to 16, or 17 (<see cref="ExactDigits"/>) for as many as give the same number again. Whole digits
    /// are never cut off, and a sum whose result would look like one of its terms has as many as tell them apart: 1.2 + 0.0002966 = 1.2003. Default:
    /// 4.</summary>
    public int Digits { get; init; } = 4;

    /// <summary>Whose conventions. Default: the handout's.</summary>
    public LedgerProfile Profile { get; init; } = LedgerProfile.Handout;

    /// <summary>How many terms of a sum are written out; of a longer one the first ones and the last. At least 2. Default: 12.</summary>
    public int MostTerms { get; init; } = 12;

    /// <summary>Whether the conventions stand on top. Default: true.</summary>
    public bool ShowConventions { get; init; } = true;

    /// <summary>Which phases to show; empty for all. Default: all.</summary>
    public IReadOnlyList<LedgerPhase> Phases { get; init; } = [];

    /// <summary>Which examples of the batch to show, by their place from 0; empty for all. The update belongs to all and is always shown. Default:
    /// all.</summary>
    public IReadOnlyList<int> Examples { get; init; } = [];

    /// <summary>Which nodes to show, by name or label, with their biases and the weights that lead to them; empty for all. Default: all.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>Which connections to show, as "x1→h1" or "x1->h1", with every formula that they take part in; empty for all. With <see cref="Nodes"/>, what
    /// either picks is shown. Default: all.</summary>
    public IReadOnlyList<string> Connections { get; init; } = [];

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A property is out of its range; the message names it and the range.</exception>
    public void Validate()
    {
        if (Digits is < LedgerNumbers.Fewest or > LedgerNumbers.Exact)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Digits), Digits, $"Digits is {Digits}; it must be from {LedgerNumbers.Fewest} to {LedgerNumbers.Exact}.");
        }

        if (!Enum.IsDefined(Profile))
            throw new ArgumentOutOfRangeException(nameof(Profile), Profile, $"Profile is {Profile}; it must be Handout, Mazur or PyTorch.");
        Guard.AtLeast(MostTerms, 2);
        Guard.NotNull(Phases);
        Guard.NotNull(Examples);
        Guard.NotNull(Nodes);
        Guard.NotNull(Connections);
    }
}
