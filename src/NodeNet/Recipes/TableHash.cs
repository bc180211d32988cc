using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>A table's fingerprint: the same for the same names and cells in the same order, whatever file they came from.</summary>
public static class TableHash
{
    /// <summary>The SHA-256 of names and cells, in hexadecimal digits.</summary>
    /// <param name="table">The table.</param>
    public static string Of(ITable table)
    {
        Guard.NotNull(table);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string name in table.ColumnNames) Append(hash, (byte)CellKind.Text, name);
        for (int row = 0; row < table.RowCount; row++)
        {
            for (int column = 0; column < table.ColumnNames.Count; column++)
                Append(hash, table[row, column]);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, Cell cell)
    {
        if (cell.Kind == CellKind.Number)
        {
            Span<byte> bytes = stackalloc byte[1 + sizeof(double)];
            bytes[0] = (byte)CellKind.Number;
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[1..], cell.Number);
            hash.AppendData(bytes);
        }
        else
        {
            Append(hash, (byte)cell.Kind, cell.ToString());
        }
    }

    /// <summary>The kind, how many bytes follow, and the text: nothing that a text holds can be taken for the next cell.</summary>
    private static void Append(IncrementalHash hash, byte kind, string text)
    {
        byte[] content = Encoding.UTF8.GetBytes(text);
        Span<byte> head = stackalloc byte[1 + sizeof(int)];
        head[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], content.Length);
        hash.AppendData(head);
        hash.AppendData(content);
    }
}
