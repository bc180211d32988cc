using System.Globalization;

namespace NodeNet.Parquet;

/// <summary>What a field of Parquet's headers holds. Numbers are those of Thrift's compact protocol.</summary>
internal enum ThriftType
{
    True = 1,
    False = 2,
    Byte = 3,
    I16 = 4,
    I32 = 5,
    I64 = 6,
    Double = 7,
    Binary = 8,
    List = 9,
    Set = 10,
    Map = 11,
    Struct = 12,
}

/// <summary>A field: its type; of a list the type of its elements; of a structure, or a list of them, which one.</summary>
internal sealed record ThriftField(ThriftType Type, ThriftType Element = default, string? Shape = null);

/// <summary>The structures of Parquet's headers, as parquet.thrift of the Parquet format declares them.</summary>
internal static class ThriftShapes
{
    // "2 [element]" is field 2, a list of elements; "10 logical" field 10, a structure; "1-8 double" eight fields.
    private static readonly Dictionary<string, Dictionary<int, ThriftField>> _shapes = new Dictionary<string, string>
    {
        ["file"] = "1 i32, 2 [element], 3 i64, 4 [group], 5 [pair], 6 binary, 7 [order], 8 algorithm, 9 binary",
        ["element"] = "1-3 i32, 4 binary, 5-9 i32, 10 logical",
        ["logical"] = "1-4 empty, 5 decimal, 6 empty, 7-8 time, 9 empty, 10 integer, 11-15 empty, 16 variant, 17-18 geography",
        ["decimal"] = "1-2 i32",
        ["time"] = "1 bool, 2 unit",
        ["unit"] = "1-3 empty",
        ["integer"] = "1 byte, 2 bool",
        ["variant"] = "1 byte",
        ["geography"] = "1 binary, 2 i32",
        ["empty"] = "",
        ["group"] = "1 [chunk], 2-3 i64, 4 [sorting], 5-6 i64, 7 i16",
        ["sorting"] = "1 i32, 2-3 bool",
        ["chunk"] = "1 binary, 2 i64, 3 column, 4 i64, 5 i32, 6 i64, 7 i32, 8 crypto, 9 binary",
        ["column"] = "1 i32, 2 [i32], 3 [binary], 4 i32, 5-7 i64, 8 [pair], 9-11 i64, 12 statistics, 13 [encoding], 14 i64, 15 i32, 16 sizes, 17 geospatial",
        ["statistics"] = "1-2 binary, 3-4 i64, 5-6 binary, 7-8 bool, 9 i64",
        ["encoding"] = "1-3 i32",
        ["sizes"] = "1 i64, 2-3 [i64]",
        ["geospatial"] = "1 box, 2 [i32]",
        ["box"] = "1-8 double",
        ["pair"] = "1-2 binary",
        ["order"] = "1-2 empty",
        ["algorithm"] = "1-2 aes",
        ["aes"] = "1-2 binary, 3 bool",
        ["crypto"] = "1 empty, 2 key",
        ["key"] = "1 [binary], 2 binary",
        ["page"] = "1-4 i32, 5 data, 6 empty, 7 dictionary, 8 data2",
        ["data"] = "1-4 i32, 5 statistics",
        ["dictionary"] = "1-2 i32, 3 bool",
        ["data2"] = "1-6 i32, 7 bool, 8 statistics",
    }.ToDictionary(shape => shape.Key, shape => Fields(shape.Value));

    /// <summary>The fields of a structure by their numbers.</summary>
    public static IReadOnlyDictionary<int, ThriftField> Of(string shape) => _shapes[shape];

    private static Dictionary<int, ThriftField> Fields(string text)
    {
        var fields = new Dictionary<int, ThriftField>();
        foreach (string part in text.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = part.Split(' ');
            int[] range = [.. words[0].Split('-').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
            for (int number = range[0]; number <= range[^1]; number++)
                fields[number] = FieldOf(words[1]);
        }
        return fields;
    }

    private static ThriftField FieldOf(string word)
    {
        if (word[0] == '[')
        {
            ThriftField element = FieldOf(word[1..^1]);
            return new ThriftField(ThriftType.List, element.Type, element.Shape);
        }
        return word switch
        {
            "bool" => new ThriftField(ThriftType.True),
            "byte" => new ThriftField(ThriftType.Byte),
            "i16" => new ThriftField(ThriftType.I16),
            "i32" => new ThriftField(ThriftType.I32),
            "i64" => new ThriftField(ThriftType.I64),
            "double" => new ThriftField(ThriftType.Double),
            "binary" => new ThriftField(ThriftType.Binary),
            _ => new ThriftField(ThriftType.Struct, Shape: word),
        };
    }
}
