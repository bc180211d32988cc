using System.Collections;
using System.Numerics;
using Parquet;
using Parquet.Schema;

namespace NodeNet.Parquet;

/// <summary>Reads a column of a Parquet file, group of rows after group of rows.</summary>
internal static class ParquetReading
{
    private static readonly Dictionary<Type, Func<IReadOnlyList<ParquetRowGroupReader>, DataField, int, Task<IEnumerable>>> _readers = new()
    {
        [typeof(double)] = Numbers<double>(value => value),
        [typeof(float)] = Numbers<float>(value => value),
        [typeof(sbyte)] = Numbers<sbyte>(value => value),
        [typeof(byte)] = Numbers<byte>(value => value),
        [typeof(short)] = Numbers<short>(value => value),
        [typeof(ushort)] = Numbers<ushort>(value => value),
        [typeof(int)] = Numbers<int>(value => value),
        [typeof(uint)] = Numbers<uint>(value => value),
        [typeof(long)] = Numbers<long>(value => value),
        [typeof(ulong)] = Numbers<ulong>(value => value),
        [typeof(decimal)] = Numbers<decimal>(value => (double)value),
        [typeof(BigInteger)] = Numbers<BigInteger>(value => (double)value),
        [typeof(bool)] = Values<bool>,
        [typeof(DateTime)] = Values<DateTime>,
        [typeof(DateOnly)] = Values<DateOnly>,
        [typeof(Guid)] = Values<Guid>,
        [typeof(ReadOnlyMemory<char>)] = Words, // so Parquet.Net calls a text
    };

    public static bool CanRead(Type type) => _readers.ContainsKey(type);

    /// <summary>Reads a column of some groups of rows.</summary>
    public static Task<IEnumerable> ReadAsync(IReadOnlyList<ParquetRowGroupReader> groups, DataField field, int rows) =>
        _readers[field.ClrType](groups, field, rows);

    private static Func<IReadOnlyList<ParquetRowGroupReader>, DataField, int, Task<IEnumerable>> Numbers<T>(Func<T, double> toDouble)
        where T : struct => async (groups, field, rows) =>
        {
            var numbers = new double[rows];
            int row = 0;
            foreach (ParquetRowGroupReader group in groups)
            {
                foreach (T? value in await GroupAsync<T>(group, field).ConfigureAwait(false))
                    numbers[row++] = value is { } number ? toDouble(number) : double.NaN;
            }
            return numbers;
        };

    private static async Task<IEnumerable> Values<T>(IReadOnlyList<ParquetRowGroupReader> groups, DataField field, int rows)
        where T : struct
    {
        var values = new List<T?>(rows);
        foreach (ParquetRowGroupReader group in groups)
            values.AddRange(await GroupAsync<T>(group, field).ConfigureAwait(false));
        return values;
    }

    private static async Task<IEnumerable> Words(IReadOnlyList<ParquetRowGroupReader> groups, DataField field, int rows)
    {
        var words = new List<string?>(rows);
        foreach (ParquetRowGroupReader group in groups)
        {
            var some = new string?[checked((int)group.RowCount)];
            await group.ReadAsync(field, some!).ConfigureAwait(false);
            words.AddRange(some);
        }
        return words;
    }

    private static async Task<T?[]> GroupAsync<T>(ParquetRowGroupReader group, DataField field)
        where T : struct
    {
        var values = new T?[checked((int)group.RowCount)];
        if (field.IsNullable)
        {
            await group.ReadAsync<T>(field, values.AsMemory()).ConfigureAwait(false);
            return values;
        }
        var present = new T[values.Length];
        await group.ReadAsync<T>(field, present.AsMemory()).ConfigureAwait(false);
        return Array.ConvertAll(present, value => (T?)value);
    }
}
