using NodeNet.Formulas;

namespace NodeNet.Writers;

/// <summary>Finds what can be computed but not written: a user's function that is known with doubles alone.</summary>
internal static class OpaqueParts
{
    /// <summary>Whether there is one in what would be written.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="safely">Whether <see cref="Taught.Safe"/> is written where there is one; otherwise what is shown.</param>
    public static bool AreIn(Expression formula, bool safely) => formula switch
    {
        Call => true,
        Taught taught => AreIn(safely && taught.Safe is { } safe ? safe : taught.Shown, safely),
        _ => formula.Parts.Any(part => AreIn(part, safely)),
    };
}
