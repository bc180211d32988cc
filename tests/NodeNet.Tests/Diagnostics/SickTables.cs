using System.Globalization;
using NodeNet.Diagnostics;
using NodeNet.Foundation;
using NodeNet.Learning;
using NodeNet.Recipes;
using NodeNet.Tables;
using static NodeNet.Diagnostics.FindingCodes;

namespace NodeNet.Tests.Diagnostics;

/// <summary>A table, what would learn from it, and the codes of the findings that it should get: all of them and no others.</summary>
internal sealed record TableCase(ITable Table, Learner Learner, params string[] Expected)
{
    public Diagnosis Diagnose() => Learner.Diagnose(Table);
}

/// <summary>Tables with a planted fault, at least two for every code of a table.</summary>
internal static class SickTables
{
    private static readonly string[] _towns = ["Aarhus", "Bonn", "Cork", "Delft"];

    /// <summary>By name, a new case at each call.</summary>
    public static readonly Dictionary<string, Func<TableCase>> All = new()
    {
        ["row numbers, of which a split has left some"] = () => Houses(IdentifierColumn, ("id", i => Text(3 * i / 2 + 1))),
        ["customers' numbers, far apart"] = () => Houses(IdentifierColumn, ("customerNo", i => Text(100_003 + (long)i * i * 7919 % 800_011))),
        ["names of customers"] = () => Houses(IdentifierColumn, ("name", i => "customer " + Text(i * 37 % 1000))),
        ["row numbers without a gap"] = () => Houses(IdentifierColumn, ("row", i => Text(i + 1))),

        ["a decimal comma"] = () => Houses(ReadAsWords, ("size", i => Text(i * 17 % 83) + ",5")),
        ["dates of another form"] = () => Houses(ReadAsWords, ("built", i => Text(1 + i % 28) + ".3." + Text(1990 + i % 20))),
        ["one word among numbers"] = () => Houses(ReadAsWords, ("size", i => i == 9 ? "unknown" : Text(i * 17 % 83))),

        ["remarks"] = () => Houses(FindingCodes.TextColumn, ("remark", i => "remark " + Text(i % 75))),
        ["addresses that some share"] = () => Houses(FindingCodes.TextColumn, ("address", i => Text(i % 70) + " High Street")),

        ["the target by another name"] = () => Houses(TellsTarget, ("label", i => IsDear(i) ? "1" : "2")),
        ["a score that the target was made of"] = () => Houses(TellsTarget, ("score", i => Text(IsDear(i) ? 50 + i % 31 : i % 31))),
        ["a date of sale, which only dear houses have"] = () =>
            Houses(TellsTarget, ("soldFor", i => IsDear(i) ? Text(500 + Random(i, 7) % 91) : "")),
        ["the price in another currency, rounded"] = () => Prices(TellsTarget, ("euros", i => Text(Math.Round(0.92 * Price(i), 1)))),
        ["the place in the order of prices"] = () => Prices(TellsTarget, ("logarithm", i => Text(Math.Log(Price(i))))),
        ["a code for the price"] = () => new(
            Csv("code,area,price", 100, i => $"{"abcde"[i % 5]},{Text(Random(i, 1) % 97)},{Text(100 + 13 * (i % 5))}"), Learner.For("price"), TellsTarget),

        ["a country that is always the same"] = () => Houses(ConstantColumn, ("country", _ => "IE")),
        ["a year that is always the same, with gaps, and a unit"] = () =>
            Houses(ConstantColumn, ("year", i => i % 9 == 0 ? "" : "2024"), ("unit", _ => "m")),

        ["a price that is always the same"] = () => new(
            Csv("area,rooms,price", 60, i => $"{Area(i)},{Rooms(i)},1000"), Learner.For("price"), ConstantColumn),

        ["L-BFGS without L2"] = () => Bare(new NodeNet.Minimizing.LBfgs()),
        ["conjugate gradients without L2"] = () => Bare(new NodeNet.Minimizing.ScaledConjugateGradient()),

        ["a column of gaps"] = () => Houses(MostlyMissing, ("pool", _ => "")),
        ["a column with a value in every twentieth row"] = () => Houses(MostlyMissing, ("pool", i => i % 20 == 3 ? Text(Random(i, 5) % 50) : "")),

        ["towns with one house"] = () => Houses(SeenOnce, ("town", i => i % 30 == 7 ? "town " + Text(i) : _towns[Random(i, 3) % 4])),
        ["models with one car"] = () => Houses(SeenOnce, ("car", i => Random(i, 3) % 10 > 6 ? "model " + Text(i) : _towns[Random(i, 4) % 4])),

        ["−999 for what is not known"] = () => Houses(GapCode, ("garden", i => i % 11 == 0 ? "-999" : Text(Random(i, 6) % 80))),
        ["9999 for what is not known"] = () => Houses(GapCode, ("garden", i => i % 40 == 1 ? "9999" : Text(0.5 * (Random(i, 6) % 300)))),

        ["targets with gaps"] = () => new(
            Csv("area,rooms,price", 90, i => $"{Area(i)},{Rooms(i)},{(i % 30 == 4 ? "" : Text(Price(i)))}"), Learner.For("price"), MissingTargets),
        ["targets with gaps that are left out"] = () => new(
            Csv("area,rooms,price", 90, i => $"{Area(i)},{Rooms(i)},{(i % 30 == 4 ? "" : Text(Price(i)))}"),
            Learner.For("price") with { DropsMissingTargets = true },
            MissingTargets),

        ["kinds of house of which there is one"] = () => new(
            Csv("area,rooms,kind", 60, i => $"{Area(i)},{Rooms(i)},{(i < 10 ? "kind " + Text(i) : (Random(i, 8) % 2 == 0 ? "flat" : "house"))}"),
            Learner.For("kind"),
            RareClasses),
        ["kinds of which there are two"] = () => new(
            Csv("area,rooms,kind", 40, i => $"{Area(i)},{Rooms(i)},{"abcdefghijklmnopqrst"[i % 20]}"), Learner.For("kind"), RareClasses),

        ["one dear house among twenty"] = () => new(
            Csv("area,rooms,dear", 100, i => $"{Area(i)},{Rooms(i)},{(i % 20 == 3 ? "yes" : "no")}"), Learner.For("dear"), ClassImbalance),

        ["gaps that are to be refused"] = () => Houses(RefusedByRecipe, ("garden", i => i == 5 ? "" : Text(Random(i, 6) % 80))) with
        {
            Learner = Learner.For("dear") with { Defaults = new ColumnOptions() },
        },
        ["a size without an order"] = () => Houses(RefusedByRecipe, ("size", i => _towns[Random(i, 3) % 4])) with
        {
            Learner = Learner.For("dear").WithColumn("size", new ColumnOptions { Kind = ColumnKind.OrderedCategory }),
        },
        ["a target that is always the same"] = () => new(
            Csv("area,rooms,dear", 40, i => $"{Area(i)},{Rooms(i)},no"), Learner.For("dear"), RefusedByRecipe),
        ["a target with a decimal comma"] = () => new(
            Csv("area;rooms;price", 40, i => $"{Area(i)};{Rooms(i)};{Text(Random(i, 9) % 900)},5"), Learner.For("price"), ReadAsWords),
    };

    /// <summary>How bad they are, where it is not a warning.</summary>
    public static readonly Dictionary<string, Severity> Severities = new()
    {
        ["row numbers, of which a split has left some"] = Severity.Warning,
        ["names of customers"] = Severity.Error,
        ["row numbers without a gap"] = Severity.Error,
        ["a decimal comma"] = Severity.Error,
        ["remarks"] = Severity.Error,
        ["the target by another name"] = Severity.Warning,
        ["a country that is always the same"] = Severity.Warning,
        ["L-BFGS without L2"] = Severity.Warning,
        ["a column of gaps"] = Severity.Error,
        ["a column with a value in every twentieth row"] = Severity.Warning,
        ["towns with one house"] = Severity.Warning,
        ["−999 for what is not known"] = Severity.Warning,
        ["targets with gaps"] = Severity.Error,
        ["targets with gaps that are left out"] = Severity.Note,
        ["kinds of house of which there is one"] = Severity.Warning,
        ["one dear house among twenty"] = Severity.Warning,
        ["gaps that are to be refused"] = Severity.Error,
    };

    /// <summary>A table from lines.</summary>
    public static Table Csv(string names, int count, Func<int, string> row) =>
        Table.ParseCsv(names + "\n" + string.Join('\n', Enumerable.Range(0, count).Select(row)) + "\n");

    /// <summary>120 houses, dear or not by area and rooms and some chance, and further columns.</summary>
    private static TableCase Bare(NodeNet.Minimizing.IMinimizer minimizer)
    {
        TableCase houses = Houses(UnboundMinimizer);
        return houses with { Learner = houses.Learner with { Minimizer = minimizer, L2 = 0.0 } };
    }

    private static TableCase Houses(string expected, params (string Name, Func<int, string> Cell)[] more) => new(
        Csv(
            "area;rooms;" + string.Concat(more.Select(column => column.Name + ";")) + "dear",
            120,
            i => $"{Area(i)};{Rooms(i)};{string.Concat(more.Select(column => column.Cell(i) + ";"))}{(IsDear(i) ? "yes" : "no")}"),
        Learner.For("dear"),
        expected);

    private static TableCase Prices(string expected, (string Name, Func<int, string> Cell) more) => new(
        Csv($"area;rooms;{more.Name};price", 120, i => $"{Area(i)};{Rooms(i)};{more.Cell(i)};{Text(Price(i))}"), Learner.For("price"), expected);

    private static string Area(int i) => Text(40 + 0.1 * (Random(i, 1) % 1600));

    private static string Rooms(int i) => Text(1 + Random(i, 2) % 6);

    private static double Price(int i) => 1000.0 * (40 + 0.1 * (Random(i, 1) % 1600)) * (1.0 + 0.001 * (Random(i, 9) % 400)) + 7.0 * i;

    private static bool IsDear(int i) => Price(i) + 300.0 * (Random(i, 10) % 100) > 150_000.0;

    private static int Random(int i, int column) => (int)(new RandomGenerator(1000 * column + i).NextDouble() * 1_000_000);

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
