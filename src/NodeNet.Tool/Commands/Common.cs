using System.CommandLine;

namespace NodeNet.Tool.Commands;

/// <summary>Options that several commands have.</summary>
internal static class Common
{
    public static Option<bool> Force() => new("--force") { Description = "Replaces files that are there already." };

    public static Option<bool> Json() => new("--json") { Description = "Prints one JSON object instead of words; docs/nodenet.md describes it." };

    public static Argument<string> ModelFile() => new("model") { Description = "A model file, as train writes it." };
}
