using System.Globalization;
using NodeNet.Foundation;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tests.Tables;

/// <summary>Memory and work grow with the cells, in either direction.</summary>
public class CsvSizeTests
{
    [Fact]
    public void A_table_of_numbers_takes_the_memory_of_its_numbers_and_as_much_while_it_is_read()
    {
        const int Rows = 100_000;
        var random = new RandomGenerator(1);
        string text = "a,b,c\n" + string.Concat(Enumerable.Range(0, Rows).Select(_ => string.Create(
            CultureInfo.InvariantCulture, $"{random.NextDouble()},{random.NextInt32(1000)},{random.NextNormal():F2}\n")));
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        Table.ReadCsv(new MemoryStream("a\n1\n"u8.ToArray()));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Table table = Table.ReadCsv(stream);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Once as they come, in pieces, and once as they are kept; and the buffers of the reader.
        allocated.Should().BeLessThan((long)(2.5 * Rows * 3 * sizeof(double)) + (1 << 20));
        table.RowCount.Should().Be(Rows);
    }

    [Fact]
    public void A_row_of_a_million_columns_takes_some_hundred_bytes_a_cell_while_it_is_read()
    {
        const int Columns = 1_000_000;
        string row = string.Join(',', Enumerable.Range(0, Columns));
        Table table = Table.ParseCsv(row, new CsvOptions { HasHeader = false });
        long before = GC.GetAllocatedBytesForCurrentThread();
        table = Table.ParseCsv(row, new CsvOptions { HasHeader = false });
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        (allocated / Columns).Should().BeLessThan(500, "that is everything, what was thrown away again too");
        table[0, Columns - 1].Number.Should().Be(Columns - 1);
    }

    [Fact]
    public void Work_grows_with_the_columns_and_not_with_their_square()
    {
        // Measured in bytes, which do not depend on how busy a machine is; what looks up each column among all others shows in the look-ups.
        const int Columns = 40_000;
        string header = string.Join(',', Enumerable.Range(0, Columns).Select(c => $"c{c}"));
        Table table = Table.ParseCsv($"{header}\n{string.Join(',', Enumerable.Range(0, Columns))}\n{new string(',', Columns - 1)}\n");
        string[] names = [.. table.ColumnNames];
        table.DropMissing(names).RowCount.Should().Be(1);
        table.DropMissing(names).Numbers(names).Width.Should().Be(Columns);
        table.Without(names[..1]).Select(names[1..]).ColumnCount.Should().Be(Columns - 1);
        table.Describe().Columns.Should().HaveCount(Columns);
    }

    [Fact]
    public void A_column_of_categories_keeps_each_word_once()
    {
        const int Rows = 100_000;
        string text = "kind\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => $"a rather long name of a kind {i % 3}\n"));
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Table table = Table.ReadCsv(stream);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan((3 * Rows * sizeof(int)) + (1 << 20), "a string a cell would be 9 MB");
        table[5, 0].Text.Should().BeSameAs(table[2, 0].Text);
        table.KindOf("kind").Should().Be(CellKind.Text);
    }
}
