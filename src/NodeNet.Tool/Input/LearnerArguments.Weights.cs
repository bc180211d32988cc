using System.CommandLine;

namespace NodeNet.Tool.Input;

/// <content>How much each row counts.</content>
internal sealed partial class LearnerArguments
{
    private static readonly Dictionary<string, bool> _weightings = new() { ["balanced"] = true, ["none"] = false };

    private readonly Option<string?> _weight = new("--weight") { Description = "The column that says how much each row counts; it is no input." };
    private readonly Option<string?> _classWeights = new("--class-weights")
    {
        Description = "balanced: every class counts alike, however few rows it has.",
    };

    private bool IsBalanced(ParseResult parsed) => Lists.Word(parsed.GetValue(_classWeights) ?? "none", "--class-weights", _weightings);
}
