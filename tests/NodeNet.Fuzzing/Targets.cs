using System.Text;
using NodeNet.Datasets;

namespace NodeNet.Fuzzing;

/// <summary>What is fuzzed: each target reads any bytes, and must either succeed or throw the one exception that its format documents. Anything else is a crash.</summary>
public static class Targets
{
    // An input cannot make the readers hold more than this.
    private const long MaximumBytes = 1 << 20;

    /// <summary>The targets by name.</summary>
    public static IReadOnlyDictionary<string, Action<Stream>> All { get; } = new Dictionary<string, Action<Stream>>
    {
        ["csv"] = Csv,
        ["idx"] = IdxFile,
    };

    private static void Csv(Stream stream)
    {
        try
        {
            using var reader = new StreamReader(stream, Encoding.UTF8);
            CsvTable table = CsvTable.Read(reader);
            foreach (string column in table.Columns)
                table.Categories(column);
            table.DropMissing().Numbers(table.Columns[0]);
        }
        catch (DataFormatException)
        {
            // documented
        }
    }

    private static void IdxFile(Stream stream)
    {
        try
        {
            Idx.Read(stream, MaximumBytes);
        }
        catch (DataFormatException)
        {
            // documented
        }
    }
}
