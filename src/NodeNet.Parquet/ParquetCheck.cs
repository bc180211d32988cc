using System.Buffers.Binary;

namespace NodeNet.Parquet;

/// <summary>
/// Looks through the headers of a Parquet file before Parquet.Net does: that each is what the format declares, lies within the file, and claims no more memory
/// than it may. Contents are not looked at.
/// </summary>
/// <param name="stream">The file.</param>
/// <param name="maximumBytes">How much the table, and the unpacked pages of a column in a group of rows, may take.</param>
internal sealed class ParquetCheck(Stream stream, long maximumBytes)
{
    private const int TailLength = 8; // the footer's length, and the four letters

    private ThriftStruct _file = [];
    private long _footer; // where it begins: pages end there

    private static ReadOnlySpan<byte> Letters => "PAR1"u8;

    /// <summary>Checks the footer: columns, groups of rows, and where their pages stand.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or this is no Parquet file.</exception>
    public void CheckFooter()
    {
        long length = stream.Length;
        if (length < Letters.Length + TailLength || !Read(0, Letters.Length).AsSpan().SequenceEqual(Letters))
            throw new InvalidDataException("it does not begin with PAR1");
        byte[] tail = Read(length - TailLength, TailLength);
        if (tail.AsSpan(4).SequenceEqual("PARE"u8)) throw new InvalidDataException("it is encrypted");
        if (!tail.AsSpan(4).SequenceEqual(Letters)) throw new InvalidDataException("it does not end with PAR1; is it there to its end?");
        long footer = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        _footer = length - TailLength - footer;
        if (_footer < Letters.Length || footer > Array.MaxLength) throw new InvalidDataException("the length of its footer is wrong");

        var reader = new ThriftReader(Read(_footer, (int)footer));
        _file = reader.Read("file");
        if (_file.ContainsKey(8)) throw new InvalidDataException("it is encrypted");
        CheckSchema();
        long rows = 0;
        foreach (ThriftStruct group in _file.List(4).Cast<ThriftStruct>())
        {
            long rowsOfGroup = group.Number(3);
            if (rowsOfGroup < 0 || rowsOfGroup > Array.MaxLength)
                throw new InvalidDataException(FormattableString.Invariant($"a group has {rowsOfGroup} rows"));
            rows += rowsOfGroup;
            foreach (ThriftStruct chunk in group.List(1).Cast<ThriftStruct>())
                Place(chunk.Struct(3));
        }
        if (rows != _file.Number(3))
            throw new InvalidDataException(FormattableString.Invariant($"its groups have {rows} rows, and the whole {_file.Number(3)}"));
    }

    /// <summary>Checks the headers of all pages of a column that holds one value a row, or none.</summary>
    /// <exception cref="InvalidDataException">One is damaged, or its page takes more memory than it may.</exception>
    public void CheckPages(string column)
    {
        foreach (ThriftStruct group in _file.List(4).Cast<ThriftStruct>())
        {
            IEnumerable<ThriftStruct> all = group.List(1).Cast<ThriftStruct>().Select(chunk => chunk.Struct(3));
            ThriftStruct[] chunks = [.. all.Where(meta => meta.List(3) is [string name] && name == column)];
            if (chunks.Length != 1) throw new InvalidDataException($"a group of rows has {(chunks.Length == 0 ? "no" : "more than one")} column \"{column}\"");
            if (chunks[0].Number(5) != group.Number(3))
                throw new InvalidDataException($"column \"{column}\" has another number of values than its group has rows");
            CheckPages(chunks[0]);
        }
    }

    /// <summary>A flat list of elements tells how many of those that follow are parts of it: Parquet.Net follows it without a bound.</summary>
    private void CheckSchema()
    {
        IReadOnlyList<object> elements = _file.List(2);
        long open = 1;
        foreach (ThriftStruct element in elements.Cast<ThriftStruct>())
        {
            long parts = element.Number(5, 0);
            open += parts - 1;
            if (parts < 0 || open < 0 || parts > elements.Count) break;
            if (!element.ContainsKey(4)) throw new InvalidDataException("a column has no name");
        }
        if (open != 0) throw new InvalidDataException("the columns of its schema do not add up");
    }

    private (long Start, long End) Place(ThriftStruct meta)
    {
        long data = meta.Number(9), dictionary = meta.Number(11, 0), size = meta.Number(7);
        long start = dictionary > 0 ? Math.Min(data, dictionary) : data;
        if (start < Letters.Length || size < 0 || start > _footer || size > _footer - start)
            throw new InvalidDataException("a column does not lie within the file");
        return (start, start + size);
    }

    private void CheckPages(ThriftStruct meta)
    {
        (long place, long end) = Place(meta);
        long values = 0, unpacked = 0;
        while (values < meta.Number(5))
        {
            ThriftStruct page = HeaderAt(ref place, end);
            long size = page.Number(3), full = page.Number(2);
            if (size < 0 || size > end - place) throw new InvalidDataException("a page does not lie within its column");
            unpacked += full;
            if (full < 0 || full > ParquetCodecs.MostUnpacked(meta.Number(4), size) || unpacked > maximumBytes)
                throw new InvalidDataException(FormattableString.Invariant($"a page of {size} bytes claims to become {full} bytes"));
            long valuesOfPage = ValuesOf(page, size, full);
            if (valuesOfPage < 0 || valuesOfPage > meta.Number(5) - values) throw new InvalidDataException("a page has more values than its column");
            values += valuesOfPage;
            place += size;
        }
    }

    /// <summary>How many values of the column a page holds; a dictionary holds none.</summary>
    private static long ValuesOf(ThriftStruct page, long size, long full)
    {
        switch (page.Number(1))
        {
            case 0:
                return page.Struct(5).Number(1);
            case 2:
                long words = page.Struct(7).Number(1);
                return words >= 0 && words <= full ? 0 : throw new InvalidDataException("a dictionary has more values than bytes");
            case 3:
                ThriftStruct second = page.Struct(8);
                long levels = second.Number(5), repetitions = second.Number(6);
                if (levels < 0 || repetitions < 0 || levels + repetitions > Math.Min(size, full))
                    throw new InvalidDataException("a page is smaller than a part of it");
                return second.Number(1);
            default:
                throw new InvalidDataException("a page is of no kind that columns have");
        }
    }

    /// <summary>A header may hold long texts (the least and the greatest of its page), so more is read where a little is not enough.</summary>
    private ThriftStruct HeaderAt(ref long place, long end)
    {
        for (int window = 1024; ; window *= 4)
        {
            int length = (int)Math.Min(window, end - place);
            try
            {
                var reader = new ThriftReader(Read(place, length));
                ThriftStruct header = reader.Read("page");
                place += reader.Position;
                return header;
            }
            catch (EndOfStreamException) when (length < end - place && window <= 1 << 26)
            {
                // The header is longer than the window.
            }
        }
    }

    private byte[] Read(long place, int length)
    {
        var bytes = new byte[length];
        stream.Position = place;
        stream.ReadExactly(bytes);
        return bytes;
    }
}
