using System.Globalization;
using DuckDB.NET.Data;
using NodeNet.Foundation;
using NodeNet.Parquet;
using NodeNet.Tests.Datasets;

namespace NodeNet.Tables.Tests.Parquet;

/// <summary>Files that are damaged, of each packing and each way in which columns are written: read, or refused with one exception, in little memory, and none
/// keeps the reader busy without end. Alone, because it counts what the process allocates.</summary>
[Collection(nameof(Alone))]
public class DamagedParquetTests
{
    private const string Columns = """
        range AS n, range * 0.37 AS x, 'w' || (range % 3) AS word, 'number ' || range AS other, range % 2 = 0 AS truth, range::SMALLINT AS small,
        CASE WHEN range % 4 = 0 THEN NULL ELSE range::FLOAT END AS gap
        """;

    // What a file of version 2 writes as differences, which Parquet.Net does not read of these types.
    private const string Others = ", (range / 7)::DECIMAL(9, 2) AS money, DATE '2024-03-05' + range::INT AS day,"
        + " TIMESTAMP '2024-03-05 14:30:00' + range * INTERVAL 1 HOUR AS moment";

    public static TheoryData<string, string> Forms => new()
    {
        { "COMPRESSION uncompressed", Columns + Others },
        { "COMPRESSION snappy", Columns + Others },
        { "COMPRESSION gzip", Columns + Others },
        { "COMPRESSION zstd", Columns + Others },
        { "COMPRESSION brotli", Columns + Others },
        { "COMPRESSION lz4_raw", Columns + Others },
        { "COMPRESSION uncompressed, PARQUET_VERSION V2", Columns },
        { "COMPRESSION snappy, PARQUET_VERSION V2", Columns },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Damage_is_read_or_refused_with_one_exception(string form, string columns) => TryDamages(form, WrittenByDuckDb(form, columns));

    [Fact]
    public void So_is_what_was_written_here()
    {
        using var written = new MemoryStream();
        ParquetTable.Write(Table.ParseCsv("n,w,t,d\n1,a,true,2024-03-05\n2,b,false,2024-03-06\nNA,c,NA,NA\n"), written);
        TryDamages("ours", written.ToArray());
    }

    [Fact]
    public void What_is_no_Parquet_says_so()
    {
        FluentActions.Invoking(() => ParquetTable.Read(new MemoryStream("no parquet at all"u8.ToArray()))).Should().Throw<InvalidDataException>()
            .WithMessage("This is no Parquet file, * it does not begin with PAR1.");
        FluentActions.Invoking(() => ParquetTable.Read(new MemoryStream([]))).Should().Throw<InvalidDataException>();
        FluentActions.Invoking(() => ParquetTable.Read("there/is/no/such.parquet")).Should().Throw<IOException>();
    }

    [Fact]
    public void A_file_that_is_cut_short_is_told_so_at_any_place()
    {
        byte[] whole = WrittenByDuckDb("COMPRESSION snappy", "range AS n");
        for (int length = 0; length < whole.Length; length += 7)
            IsRefused(whole[..length]).Should().BeTrue("{0} of {1} bytes are there", length, whole.Length);
    }

    /// <summary>The nightly run tries more: NODENET_DAMAGES says how many of each form.</summary>
    private static void TryDamages(string form, byte[] whole)
    {
        IsRefused(whole).Should().BeFalse("it is not damaged yet");
        int runs = int.Parse(Environment.GetEnvironmentVariable("NODENET_DAMAGES") ?? "80", CultureInfo.InvariantCulture);
        var random = new RandomGenerator(20261128);
        int refused = 0;
        long most = 0;
        for (int run = 0; run < runs; run++)
        {
            byte[] damaged = Damage.Of(whole, random);
            long before = GC.GetTotalAllocatedBytes();
            var reading = Task.Run(() => IsRefused(damaged));
            reading.Wait(TimeSpan.FromMinutes(1)).Should().BeTrue("reading damage {0} of {1} must end", run, form);
            most = Math.Max(most, GC.GetTotalAllocatedBytes() - before);
            if (reading.Result) refused++;
        }
        refused.Should().BeGreaterThan(runs / 3, "most damage shows, however it is packed");
        most.Should().BeLessThan(32 << 20, "reading takes no more than the table may, and what packings need to work");
    }

    private static bool IsRefused(byte[] content)
    {
        using var stream = new MemoryStream(content);
        try
        {
            ParquetTable.Read(stream, maximumBytes: 1 << 20);
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
        catch (ArgumentException named) when (named.ParamName == "columns")
        {
            return true;
        }
    }

    private static byte[] WrittenByDuckDb(string form, string columns)
    {
        using var file = new TemporaryFile("");
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"COPY (SELECT {columns} FROM range(300)) TO '{file.Path}' (FORMAT parquet, {form})";
        command.ExecuteNonQuery();
        return File.ReadAllBytes(file.Path);
    }
}

/// <summary>Tests that run while no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
