using System.Globalization;
using NodeNet.Tool;

namespace NodeNet.Tests.Tool;

/// <summary>Runs a command of nodenet in this process.</summary>
internal static class ToolRun
{
    /// <summary>What the command ends with, and what it prints.</summary>
    public static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var error = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        int code = NodeNetTool.Run(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
