using NodeNet.Data;
using NodeNet.Datasets;

namespace NodeNet.Tests.Datasets;

public class IdxTests
{
    [Fact]
    public void The_bytes_of_a_small_file_read_as_the_format_says()
    {
        byte[] content =
        [
            0, 0, 0x08, 2, // unsigned bytes, two dimensions
            0, 0, 0, 2,    // two rows
            0, 0, 0, 3,    // of three
            1, 2, 3,
            4, 5, 255,
        ];
        IdxData data = IdxFile.Read(content);
        data.Type.Should().Be(IdxType.UnsignedByte);
        data.Dimensions.Should().Equal(2, 3);
        data.Count.Should().Be(6);
        data[0, 0].Should().Be(1);
        data[1, 2].Should().Be(255);
        data.ToArray().Should().Equal(1, 2, 3, 4, 5, 255);
        data.ToString().Should().Be("2 × 3 of UnsignedByte");
    }

    [Fact]
    public void Numbers_are_big_endian()
    {
        IdxFile.Read(IdxFile.Of(0x0B, [1], 0x01, 0x02)).ToArray().Should().Equal(0x0102);
        IdxFile.Read(IdxFile.Of(0x0C, [1], 0xFF, 0xFF, 0xFF, 0xFE)).ToArray().Should().Equal(-2);
        IdxFile.Read(IdxFile.Of(0x0D, [1], 0x3F, 0xC0, 0, 0)).ToArray().Should().Equal(1.5);
        IdxFile.Read(IdxFile.Of(0x0E, [1], 0xC0, 0x04, 0, 0, 0, 0, 0, 0)).ToArray().Should().Equal(-2.5);
    }

    [Theory]
    [InlineData(IdxType.UnsignedByte, new double[] { 0, 1, 128, 255 })]
    [InlineData(IdxType.SignedByte, new double[] { 0, 1, -128, 127 })]
    [InlineData(IdxType.TwoByteInteger, new double[] { 0, -1, short.MinValue, short.MaxValue })]
    [InlineData(IdxType.FourByteInteger, new double[] { 0, -1, int.MinValue, int.MaxValue })]
    [InlineData(IdxType.SinglePrecision, new double[] { 0, -1.5, float.MaxValue, float.Epsilon })]
    [InlineData(IdxType.DoublePrecision, new double[] { 0, -0.1, double.MaxValue, double.Epsilon })]
    public void Every_type_gives_its_numbers_back_exactly_plain_and_gzipped(IdxType type, double[] numbers)
    {
        byte[] content = IdxFile.Of(type, [2, 2], numbers);
        foreach (IdxData data in (IdxData[])[IdxFile.Read(content), IdxFile.Read(IdxFile.Gzipped(content))])
        {
            data.Type.Should().Be(type);
            data.ToArray().Should().Equal(numbers);
            data.ToRows().Values.ToArray().Should().Equal(numbers);
            data.ToRows().IsCompact.Should().Be(type is not (IdxType.FourByteInteger or IdxType.DoublePrecision), "others fit into a byte or a float");
        }
    }

    [Fact]
    public void A_stream_that_gives_a_byte_at_a_time_and_cannot_seek_will_do()
    {
        double[] numbers = [.. Enumerable.Range(0, 1000).Select(number => (double)number)];
        byte[] content = IdxFile.Of(IdxType.TwoByteInteger, [10, 100], numbers);
        foreach (byte[] bytes in (byte[][])[content, IdxFile.Gzipped(content)])
        {
            using var trickle = new TrickleStream(bytes);
            Idx.Read(trickle).ToArray().Should().Equal(numbers);
            trickle.IsDisposed.Should().BeFalse("the stream stays the caller's");
        }
    }

    [Fact]
    public void Reading_begins_where_the_stream_stands()
    {
        using var stream = new MemoryStream([9, 9, 9, .. IdxFile.Of(IdxType.UnsignedByte, [2], 7, 8)]) { Position = 3 };
        Idx.Read(stream).ToArray().Should().Equal(7, 8);
    }

    [Fact]
    public void A_table_has_a_row_for_each_position_of_the_first_dimension()
    {
        IdxData data = IdxFile.Read(IdxFile.Of(IdxType.UnsignedByte, [2, 2, 2], 0, 51, 102, 153, 204, 255, 0, 255));
        Rows rows = data.ToRows(scale: 1 / 255.0);
        rows.Count.Should().Be(2);
        rows.Width.Should().Be(4);
        rows[1, 0].Should().BeApproximately(0.8, 1e-15); // 204 / 255
        data[1, 0, 1].Should().Be(255);
    }

    [Fact]
    public void A_position_has_one_index_for_each_dimension()
    {
        IdxData data = IdxFile.Read(IdxFile.Of(IdxType.UnsignedByte, [2, 3], 1, 2, 3, 4, 5, 6));
        FluentActions.Invoking(() => data[1]).Should().Throw<ArgumentException>().WithMessage("1 indices were given; the data have 2 dimensions (2 × 3).*");
        FluentActions.Invoking(() => data[0, 3]).Should().Throw<ArgumentOutOfRangeException>().WithMessage("Index 1 is 3; it must be at least 0 and below 3.*");
        FluentActions.Invoking(() => data[-1, 0]).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Images_and_labels_become_inputs_from_0_to_1_and_one_hot_targets()
    {
        using var images = new TemporaryFile(IdxFile.Gzipped(IdxFile.Of(IdxType.UnsignedByte, [3, 1, 2], 0, 255, 51, 0, 255, 255)));
        using var labels = new TemporaryFile(IdxFile.Of(IdxType.UnsignedByte, [3], 2, 0, 9));
        DataSet set = Idx.ReadImages(images.Path, labels.Path);
        set.ToString().Should().Be("3 examples, 2 inputs, 10 targets");
        set[1].Inputs.Should().Equal(51 / 255.0, 0);
        set[0].Targets.Should().Equal(0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
        set[2].Targets.Should().Equal(0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

        DataSet raw = Idx.ReadImages(images.Path, labels.Path, scale: 1, classes: 12);
        raw[1].Inputs.Should().Equal(51, 0);
        raw.Targets.Width.Should().Be(12);
    }

    /// <summary>A stream as a slow network gives it: one byte at a time, no length, no seeking.</summary>
    private sealed class TrickleStream(byte[] content) : MemoryStream(content)
    {
        public bool IsDisposed { get; private set; }

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
