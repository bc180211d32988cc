using System.IO.Compression;
using System.Text;

namespace NodeNet.Datasets;

/// <summary>The data files inside this assembly.</summary>
internal static class EmbeddedFile
{
    /// <summary>Reads one of the embedded CSV files.</summary>
    /// <param name="name">Its name; one that ends in .gz is unpacked.</param>
    /// <param name="options">How it is written.</param>
    public static CsvTable ReadCsv(string name, CsvOptions options)
    {
        using Stream content = typeof(EmbeddedFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its data file {name}.");
        using Stream unpacked = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(content, CompressionMode.Decompress) : content;
        return CsvParsing.Read(unpacked, options, name);
    }
}
