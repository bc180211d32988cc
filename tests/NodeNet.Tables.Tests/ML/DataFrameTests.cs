using Microsoft.Data.Analysis;
using NodeNet.ML;
using NodeNet.Recipes;

namespace NodeNet.Tables.Tests.ML;

/// <summary>DataFrame and Table, both ways.</summary>
public class DataFrameTests
{
    [Fact]
    public void A_frame_of_every_kind_becomes_a_table_with_its_gaps()
    {
        var frame = new DataFrame(
            new Int32DataFrameColumn("whole", new int?[] { 1, null }),
            new SingleDataFrameColumn("single", new float?[] { 1.5f, float.NaN }),
            new DecimalDataFrameColumn("money", new decimal?[] { 2.25m, null }),
            new StringDataFrameColumn("word", ["a", null!]),
            new BooleanDataFrameColumn("yes", new bool?[] { true, null }),
            new DateTimeDataFrameColumn("day", new DateTime?[] { new DateTime(2024, 3, 5), null }));

        Table table = Table.FromDataFrame(frame);

        table[0].ToString().Should().Be("1, 1.5, 2.25, a, true, 2024-03-05");
        table.ColumnNames.Should().OnlyContain(name => table.IsMissing(1, name));
    }

    [Fact]
    public void A_table_that_goes_to_a_frame_and_back_is_the_same()
    {
        Table table = Table.ParseCsv("n,w,t,d,empty\n1.5,a,true,2024-03-05,\nNA,NA,NA,NA,\n-2,b,false,2024-03-06T12:30:00,\n");

        DataFrame frame = table.ToDataFrame();
        Table again = Table.FromDataFrame(frame);

        frame.Rows.Count.Should().Be(3);
        frame.Columns.Select(column => column.DataType).Should().Equal(typeof(double), typeof(string), typeof(bool), typeof(DateTime), typeof(string));
        again.ColumnNames.Should().Equal(table.ColumnNames);
        for (int row = 0; row < 3; row++)
            again[row].ToString().Should().Be(table[row].ToString());
        again.KindOf("empty").Should().Be(CellKind.Missing);
    }
}
