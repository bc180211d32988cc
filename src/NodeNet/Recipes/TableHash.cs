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
        using var hash = new Growing(table.ColumnNames);
        hash.Add(table);
        return hash.Digits();
    }

    /// <summary>The fingerprint of a table that comes piece by piece.</summary>
    internal sealed class Growing : IDisposable
    {
        private readonly Buffered _hash = new(IncrementalHash.CreateHash(HashAlgorithmName.SHA256));

        public Growing(IEnumerable<string> columns)
        {
            foreach (string name in columns) Append(_hash, (byte)CellKind.Text, name);
        }

        public void Add(ITable rows)
        {
            int columns = rows.ColumnNames.Count;
            for (int row = 0; row < rows.RowCount; row++)
            {
                for (int column = 0; column < columns; column++)
                    Append(_hash, rows[row, column]);
            }
        }

        public string Digits() => _hash.Digits();

        public void Dispose() => _hash.Dispose();
    }

    private static void Append(Buffered hash, Cell cell)
    {
        if (cell.Kind == CellKind.Number)
        {
            Span<byte> bytes = stackalloc byte[1 + sizeof(double)];
            bytes[0] = (byte)CellKind.Number;
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[1..], cell.Number);
            hash.Append(bytes);
        }
        else
        {
            Append(hash, (byte)cell.Kind, cell.ToString());
        }
    }

    /// <summary>The kind, how many bytes follow, and the text: nothing that a text holds can be taken for the next cell.</summary>
    private static void Append(Buffered hash, byte kind, string text)
    {
        byte[] content = Encoding.UTF8.GetBytes(text);
        Span<byte> head = stackalloc byte[1 + sizeof(int)];
        head[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], content.Length);
        hash.Append(head);
        hash.Append(content);
    }

    /// <summary>Hands bytes on in large pieces: a call for each cell takes longer than hashing it.</summary>
    private sealed class Buffered(IncrementalHash hash) : IDisposable
    {
        private readonly byte[] _bytes = new byte[1 << 16];
        private int _count;

        public void Append(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length > _bytes.Length - _count) Flush();
            if (bytes.Length > _bytes.Length)
            {
                hash.AppendData(bytes);
                return;
            }
            bytes.CopyTo(_bytes.AsSpan(_count));
            _count += bytes.Length;
        }

        public string Digits()
        {
            Flush();
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        public void Dispose() => hash.Dispose();

        private void Flush()
        {
            hash.AppendData(_bytes.AsSpan(0, _count));
            _count = 0;
        }
    }
}
