using NodeNet.Tables;

namespace NodeNet.Datasets;

/// <summary>The data files inside this assembly.</summary>
internal static class EmbeddedFile
{
    /// <summary>Reads one of the embedded CSV files, packed or not.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">How it is written.</param>
    public static Table ReadCsv(string name, CsvOptions options)
    {
        using Stream content = typeof(EmbeddedFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its data file {name}.");
        return Table.ReadCsv(content, options);
    }
}
