using System.Globalization;

namespace NodeNet.Orleans.Work;

/// <summary>What things are called in the cluster's storage.</summary>
internal static class Names
{
    public static string Trial(string sweep, int number) => string.Create(CultureInfo.InvariantCulture, $"{sweep}/{number}");

    public static string Model(string sweep, int number) => Trial(sweep, number) + "/model";

    /// <summary>A large result. Not by its content: two sweeps may have the same, and each is deleted by itself.</summary>
    public static string Result(string sweep, int number, string lease) => $"{Trial(sweep, number)}/result/{lease}";

    /// <summary>Where it stands which checkpoint of a trial is the last.</summary>
    public static string CheckpointPlace(string sweep, string opening, int number) => Trial($"{sweep}/{opening}", number);

    public static string Checkpoint(string sweep, int number, string lease, int save) =>
        string.Create(CultureInfo.InvariantCulture, $"{Trial(sweep, number)}/checkpoint/{lease}/{save}");
}
