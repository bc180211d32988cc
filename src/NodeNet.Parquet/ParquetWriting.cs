using NodeNet.Recipes;
using NodeNet.Tables;
using Parquet;
using Parquet.Schema;

namespace NodeNet.Parquet;

/// <summary>Writes a table, so many rows at a time.</summary>
internal static class ParquetWriting
{
    private const int RowsOfGroup = 1 << 16;

    public static async Task WriteAsync(Table table, Stream stream)
    {
        DataField[] fields = [.. table.ColumnNames.Select(name => FieldOf(name, table.KindOf(name)))];
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream).ConfigureAwait(false);
        for (int from = 0; from < table.RowCount; from += RowsOfGroup)
        {
            int count = Math.Min(RowsOfGroup, table.RowCount - from);
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            for (int c = 0; c < fields.Length; c++)
                await WriteAsync(group, fields[c], table, c, from, count).ConfigureAwait(false);
        }
    }

    private static DataField FieldOf(string name, CellKind kind) => kind switch
    {
        CellKind.Number => new DataField(name, typeof(double), isNullable: true),
        CellKind.Truth => new DataField(name, typeof(bool), isNullable: true),
        CellKind.Date => new DateTimeDataField(name, DateTimeFormat.Timestamp, isAdjustedToUTC: false, DateTimeTimeUnit.Micros, isNullable: true),
        _ => new DataField(name, typeof(string), isNullable: true),
    };

    private static Task WriteAsync(ParquetRowGroupWriter group, DataField field, Table table, int column, int from, int count)
    {
        return table.KindOf(field.Name) switch
        {
            CellKind.Number => group.WriteAsync<double>(field, Some<double?>(cell => cell.IsMissing ? null : cell.Number)),
            CellKind.Truth => group.WriteAsync<bool>(field, Some<bool?>(cell => cell.IsMissing ? null : cell.Truth)),
            CellKind.Date => group.WriteAsync<DateTime>(field, Some<DateTime?>(cell => cell.IsMissing ? null : cell.Date)),
            _ => group.WriteAsync(field, Some<string>(cell => cell.IsMissing ? null! : cell.Text).ToArray()),
        };

        ReadOnlyMemory<T> Some<T>(Func<Cell, T> of)
        {
            var some = new T[count];
            for (int row = 0; row < count; row++)
                some[row] = of(table[from + row, column]);
            return some;
        }
    }
}
