using NodeNet.Data;
using NodeNet.Tables;

namespace NodeNet.Datasets;

/// <summary>Fisher's iris flowers: 150 flowers, 50 of each of three species, by four lengths in centimetres.</summary>
/// <remarks>
/// <para>One species (setosa) can be told from the others by a straight line; the other two overlap a little.</para>
/// <para>These are Fisher's own values. A copy that is often met has two wrong rows, 35 and 38 (counted from 1).</para>
/// <para>R. A. Fisher, "The use of multiple measurements in taxonomic problems", Annals of Eugenics 7 (1936). See <see cref="Source"/> for origin and
/// licence.</para>
/// </remarks>
public static class Iris
{
    /// <summary>Where the numbers come from, their licence, and how to cite them.</summary>
    public const string Source =
        "Iris. R. A. Fisher (1936), \"The use of multiple measurements in taxonomic problems\", Annals of Eugenics 7(2), 179–188. " +
        "UCI Machine Learning Repository, https://archive.ics.uci.edu/dataset/53/iris. The file is that of scikit-learn (with Fisher's own values), BSD "
            + "3-Clause License.";

    private const string ClassColumn = "species";

    private static readonly Lazy<Table> _table = new(Read);

    /// <summary>The inputs in their order: "sepal length", "sepal width", "petal length", "petal width"; all in cm.</summary>
    public static IReadOnlyList<string> InputNames { get; } = Array.AsReadOnly(["sepal length", "sepal width", "petal length", "petal width"]);

    /// <summary>The classes in the order of the targets: "setosa", "versicolor", "virginica".</summary>
    public static IReadOnlyList<string> ClassNames { get; } = Array.AsReadOnly(["setosa", "versicolor", "virginica"]);

    /// <summary>150 rows: the four lengths in cm, and the species by its name. The species follow one another, 50 of each.</summary>
    public static Table Table => _table.Value;

    /// <summary>150 examples: 4 inputs in cm, not scaled; 3 targets, one-hot. The species follow one another, 50 of each.</summary>
    public static DataSet Load()
    {
        IEnumerable<string> species = Enumerable.Range(0, Table.RowCount).Select(row => Table[row, ClassColumn].Text);
        return DataSet.From(Table.Numbers([.. InputNames]), OneHot.Encode(species, ClassNames)).WithNames(InputNames, ClassNames);
    }

    private static Table Read()
    {
        // Where other files have names, the first line of this one has counts and the names of the classes; below it, these are numbers from 0.
        Table table = EmbeddedFile.ReadCsv("iris.csv", new CsvOptions { HasHeader = true, ColumnNames = [.. InputNames, ClassColumn] });
        return table.WithColumn(ClassColumn, row => ClassNames[(int)row[ClassColumn].Number]);
    }
}
