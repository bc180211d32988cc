using System.Text;

namespace NodeNet.Export;

/// <summary>A file of an export.</summary>
/// <param name="Name">Its name, without a folder: "fruit.c".</param>
/// <param name="Text">What is in it.</param>
/// <param name="IsProof">Whether it is the file that proves the others.</param>
public sealed record ExportedFile(string Name, string Text, bool IsProof);

/// <summary>A model in a language: what <see cref="ModelCode.ToCode(Model, Language, string, CodeOptions?)"/> gives. The same model and options give the same
/// bytes.</summary>
public sealed class ExportedCode
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    internal ExportedCode(Language language, IReadOnlyList<ExportedFile> files, int proofRows, double largestBound, double largestError) =>
        (Language, Files, ProofRows, LargestBound, LargestError) = (language, files, proofRows, largestBound, largestError);

    /// <summary>The language.</summary>
    public Language Language { get; }

    /// <summary>The files: those of the model first, its proof last.</summary>
    public IReadOnlyList<ExportedFile> Files { get; }

    /// <summary>How many rows the proof has.</summary>
    public int ProofRows { get; }

    /// <summary>By how much an answer in the proof may differ at most from the one that is expected: 0 where the model is only sums and products, whose bits are
    /// the same everywhere; otherwise what the last digits of e^x, tanh and the like can make of it, carried through the layers, in the unit of the
    /// answers.</summary>
    public double LargestBound { get; }

    /// <summary>By how much the answers that are expected in the proof's rows differ at most from those of the model itself, in the unit of the answers: 0 in
    /// double precision; otherwise what the arithmetic costs.</summary>
    public double LargestError { get; }

    /// <summary>Whether every answer has the bits of NodeNet's reference loops: of those with doubles, or of the same loops with floats.</summary>
    public bool IsExact => LargestBound == 0.0;

    /// <summary>Writes the files into a folder, which is made if it is not there. Files that are there are replaced.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The files' paths.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be written.</exception>
    public IReadOnlyList<string> Save(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        Directory.CreateDirectory(folder);
        string[] paths = [.. Files.Select(file => Path.Combine(folder, file.Name))];
        for (int i = 0; i < paths.Length; i++) File.WriteAllText(paths[i], Files[i].Text, _utf8);
        return paths;
    }

    /// <summary>"C: fruit.h, fruit.c, fruit_test.c".</summary>
    public override string ToString() => $"{Language}: {string.Join(", ", Files.Select(file => file.Name))}";
}
