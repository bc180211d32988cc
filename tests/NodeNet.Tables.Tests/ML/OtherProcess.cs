using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using NodeNet.ML;

namespace NodeNet.Tables.Tests.ML;

/// <summary>Loads a saved model in a process of its own: this assembly, started as a program, which has trained nothing.</summary>
internal static class OtherProcess
{
    /// <summary>Prints the scores of points, as bits, by the model in a file.</summary>
    public static int Main(string[] args)
    {
        if (args is not [string file, string registers, .. string[] points]) return 2;
        var ml = new MLContext();
        if (registers == "registered") Register(ml);
        ITransformer loaded = ml.Model.Load(file, out _);
        Row[] rows = [.. points.Chunk(2).Select(pair => new Row { X = Number(pair[0]), Y = Number(pair[1]) })];
        IDataView answers = loaded.Transform(ml.Data.LoadFromEnumerable(rows));
        foreach (float[] scores in answers.GetColumn<float[]>("Score")) Console.WriteLine(BitsOf(scores));
        return 0;

        static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
    }

    // Apart: without the call, nothing of this program has made .NET load the assembly before ML.NET needs it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Register(MLContext ml) => ml.ComponentCatalog.RegisterAssembly(typeof(NodeNetTrainer).Assembly);

    public static string BitsOf(float[] scores) => string.Join(' ', scores.Select(score => BitConverter.SingleToUInt32Bits(score).ToString("x8")));

    /// <summary>Starts it.</summary>
    public static (int Code, string Output) Run(params string[] arguments)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] all = ["exec", typeof(OtherProcess).Assembly.Location, .. arguments];
        using Process process = Process.Start(new ProcessStartInfo(host, all) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    private sealed class Row
    {
        public float X { get; set; }

        public float Y { get; set; }

        public string Kind { get; set; } = "";
    }
}
