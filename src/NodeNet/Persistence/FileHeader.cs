using System.Globalization;
using NodeNet.Foundation;

namespace NodeNet.Persistence;

/// <summary>What every file starts with: which format it is, and which version of that.</summary>
internal static class FileHeader
{
    public const string Format = "format";
    public const string Version = "version";

    private const int MostCharacters = 100;

    public static void Write(JsonWriter json, string format, int version)
    {
        json.Write(Format, format);
        json.Write(Version, version);
    }

    /// <summary>Reads format and version before anything else: a later version may have other members.</summary>
    /// <returns>The version, from 1 to the latest.</returns>
    /// <exception cref="ModelFileException">The format is another one, or the version is a later one.</exception>
    public static int Check(JsonValue root, string format, int latest)
    {
        JsonValue stated = root.FindMember(Format) ?? throw root.Trouble($"The member \"{Format}\" is missing: this is no \"{format}\".");
        string found = stated.Text(MostCharacters);
        if (found != format) throw stated.Trouble($"The file is a \"{MessageText.Shown(found)}\"; it must be a \"{format}\".");
        JsonValue version = root.Member(Version);
        long number = version.Int64(1);
        if (number > latest)
        {
            throw version.Trouble(string.Create(
                CultureInfo.InvariantCulture,
                $"The file is of version {number} of the format \"{format}\", which a later NodeNet has written; this one reads versions up to {latest}. "
                    + $"Update NodeNet to read the file."));
        }
        return (int)number;
    }
}
