namespace NodeNet.Tests.Rooms;

/// <summary>The floors of the packages' assemblies: a room is a folder and its namespace, and uses rooms of lower floors only. "" is the root, an assembly's
/// face.</summary>
internal static class Floors
{
    public static IReadOnlyDictionary<string, int> OfCore { get; } = ByRoom(
        ["Foundation"],
        ["Formulas", "Vectors"],
        ["Data", "History", "Initializers", "Optimizers"],
        ["Activations", "Schedules", "Stopping", "Recipes"],
        ["Losses", "Fast"],
        [""],
        ["Persistence", "Steps"],
        ["FastTraining"],
        ["Metrics"],
        ["Training"],
        ["Minimizing"],
        ["Verification", "Learning", "Growing"],
        ["Judging"]);

    public static IReadOnlyDictionary<string, int> OfExplain { get; } = ByRoom(
        ["Writers"],
        ["Inspection", "Diagnostics"],
        [""],
        ["Teaching"]);

    private static Dictionary<string, int> ByRoom(params string[][] floors) =>
        floors.SelectMany((rooms, floor) => rooms.Select(room => (room, floor))).ToDictionary(pair => pair.room, pair => pair.floor);
}
