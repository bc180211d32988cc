using System.Buffers.Binary;
using NodeNet.Data;
using NodeNet.Tables;

namespace NodeNet.Datasets;

/// <summary>A file of images and a file of labels that are read when they are needed.</summary>
internal sealed class IdxSource : IExampleSource
{
    private const int PieceBytes = 1 << 20;

    private readonly Part _images;
    private readonly Part _labels;
    private readonly double _scale;
    private readonly int _rows; // in a group

    public IdxSource(string imagesPath, string labelsPath, double scale, int classes)
    {
        (_images, _labels, _scale, TargetCount) = (Part.Of(imagesPath), Part.Of(labelsPath), scale, classes);
        if (_images.Dimensions.Length < 2)
        {
            throw new DataFormatException(
                imagesPath, Idx.HeaderStart - 1, "Images have two or more dimensions; the file has one. Are the two files exchanged?");
        }
        if (_labels.Dimensions.Length != 1 || _labels.Type is IdxType.SinglePrecision or IdxType.DoublePrecision)
            throw new DataFormatException(labelsPath, Idx.HeaderStart - 2, "Labels have one dimension of whole numbers.");
        if (_labels.Count != _images.Count)
            throw new DataFormatException(labelsPath, Idx.HeaderStart, $"There are {_labels.Count} labels for {_images.Count} images in {imagesPath}.");
        if (_images.Count == 0 || _images.Width == 0) throw new DataFormatException(imagesPath, Idx.HeaderStart, "The data hold no numbers.");
        if (_images.Width > PieceBytes * 64L) throw new DataFormatException(imagesPath, Idx.HeaderStart, $"An image has {_images.Width} numbers, too many.");
        InputCount = (int)_images.Width;
        _rows = (int)Math.Max(1, PieceBytes / (_images.Width * _images.Size));
    }

    public string Name => _images.Path;

    public int InputCount { get; }

    public int TargetCount { get; }

    public int GroupCount => _images.IsPacked || _labels.IsPacked ? 1 : (_images.Count - 1) / _rows + 1;

    public IEnumerable<ExamplePiece> Read(IReadOnlyList<int> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return _images.File.Watched(() => _labels.File.Watched(() => Pieces(groups)));
    }

    private IEnumerable<ExamplePiece> Pieces(IReadOnlyList<int> groups)
    {
        using Reading images = new(_images);
        using Reading labels = new(_labels);
        foreach (int group in groups)
        {
            int from = group * _rows;
            int end = GroupCount == 1 ? _images.Count : Math.Min(from + _rows, _images.Count);
            for (; from < end; from += _rows)
            {
                int count = Math.Min(_rows, end - from);
                var inputs = new IdxData(_images.Type, [count, InputCount], images.Bytes(from, count), _images.Path);
                var targets = new IdxData(_labels.Type, [count], labels.Bytes(from, count), _labels.Path);
                yield return new ExamplePiece(group, inputs.ToRows(_scale), OneHot.Encode(ClassesOf(targets, from), TargetCount));
            }
        }
    }

    private int[] ClassesOf(IdxData labels, int from)
    {
        var classes = new int[labels.Count];
        for (int i = 0; i < classes.Length; i++)
        {
            classes[i] = (int)labels.NumberAt(i);
            if ((uint)classes[i] < (uint)TargetCount) continue;
            throw new DataFormatException(
                _labels.Path, _labels.Start + (from + i) * (long)_labels.Size,
                $"Label {from + i} is {classes[i]}; of {TargetCount} classes the numbers go from 0 to {TargetCount - 1}.");
        }
        return classes;
    }

    /// <summary>What the head of a file says.</summary>
    private sealed record Part(string Path, IdxType Type, int[] Dimensions, bool IsPacked, FileState File)
    {
        public int Size => IdxData.SizeOf(Type);

        public int Count => Dimensions[0];

        public long Width { get; } = Dimensions.Skip(1).Aggregate(1L, (all, one) => Math.Min(all * one, int.MaxValue));

        /// <summary>The first byte of the numbers.</summary>
        public long Start => Idx.HeaderStart + 4L * Dimensions.Length;

        public static Part Of(string path)
        {
            FileState state = FileState.Of(path);
            using FileStream file = System.IO.File.OpenRead(path);
            using Stream content = Gzip.Unpacked(file, out bool isPacked);
            var head = new byte[Idx.HeaderStart];
            Fill(content, head, path, 0);
            var type = (IdxType)head[2];
            if (head[0] != 0 || head[1] != 0 || IdxData.SizeOf(type) == 0 || head[3] == 0)
                throw new DataFormatException(path, 0, "This is no IDX file: it begins with two bytes 0, a type, and how many dimensions there are.");
            var lengths = new byte[4 * head[3]];
            Fill(content, lengths, path, Idx.HeaderStart);
            int[] dimensions = [.. Enumerable.Range(0, head[3]).Select(i => BinaryPrimitives.ReadInt32BigEndian(lengths.AsSpan(4 * i)))];
            if (Array.Exists(dimensions, length => length < 0)) throw new DataFormatException(path, Idx.HeaderStart, "A dimension is below 0.");
            var part = new Part(path, type, dimensions, isPacked, state);
            long end = part.Start + part.Count * part.Width * part.Size;
            return isPacked || file.Length == end ? part
                : throw new DataFormatException(path, Math.Min(file.Length, end), $"The file has {file.Length} bytes; by its dimensions it has {end}.");
        }
    }

    /// <summary>A file that is read from one place after the other.</summary>
    private sealed class Reading : IDisposable
    {
        private readonly Part _part;
        private readonly FileStream _file;
        private readonly Stream _content;

        public Reading(Part part)
        {
            (_part, _file) = (part, File.OpenRead(part.Path));
            _content = part.IsPacked ? Gzip.Unpacked(_file) : _file;
            if (part.IsPacked) Fill(_content, new byte[part.Start], part.Path, 0);
        }

        public byte[] Bytes(int from, int count)
        {
            long offset = _part.Start + from * _part.Width * _part.Size;
            var bytes = new byte[count * _part.Width * _part.Size];
            if (!_part.IsPacked) _file.Position = offset;
            Fill(_content, bytes, _part.Path, offset);
            return bytes;
        }

        public void Dispose()
        {
            _content.Dispose();
            _file.Dispose();
        }
    }

    private static void Fill(Stream content, byte[] bytes, string path, long offset)
    {
        try
        {
            int filled = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (filled < bytes.Length) throw new DataFormatException(path, offset + filled, "The content ends here.");
        }
        catch (InvalidDataException damaged)
        {
            throw new DataFormatException(path, offset, $"The gzipped content is damaged at or after this byte: {damaged.Message}.", damaged);
        }
    }
}
