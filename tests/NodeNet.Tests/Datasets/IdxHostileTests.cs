using NodeNet.Datasets;
using NodeNet.Foundation;

namespace NodeNet.Tests.Datasets;

/// <summary>IDX files come from anywhere: whatever a file holds, it is read or gives <see cref="DataFormatException"/>, and it takes no memory that it does not
/// fill.</summary>
public class IdxHostileTests
{
    private const byte UnsignedByte = 0x08;
    private const byte DoublePrecision = 0x0E;

    [Theory]
    [InlineData(new byte[] { }, 0, "byte 0: The content ends here, within the four bytes at its start.")]
    [InlineData(new byte[] { 0 }, 1, "byte 1: The content ends here*")]
    [InlineData(new byte[] { 0, 0, 8 }, 3, "byte 3: The content ends here*")]
    [InlineData(new byte[] { 1, 2, 8, 1, 0, 0, 0, 1, 5 }, 0, "byte 0: An IDX file begins with two bytes 0; these are 1 and 2.")]
    [InlineData(new byte[] { 0, 0, 0x0A, 1, 0, 0, 0, 1, 5 }, 2, "byte 2: There is no IDX type 0x0A; there are 08, 09, 0B, 0C, 0D and 0E.")]
    [InlineData(new byte[] { 0, 0, 8, 0, 5 }, 3, "byte 3: The file states 0 dimensions; there must be at least 1.")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 1, 0, 0 }, 10, "byte 10: The content ends here, within the length of dimension 2.")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0xFF, 0xFF, 0xFF, 0xFF, 5 }, 4, "byte 4: Dimension 1 has length -1; it must be at least 0.")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 3, 5, 6 }, 10, "byte 10: The file ends here; by its dimensions it has 11 bytes.")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 5, 6 }, 9, "byte 9: The content goes on after the numbers that its dimensions state.")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 0, 6 }, 8, "byte 8: The content goes on after the numbers*")]
    public void Damage_is_named_by_its_byte(byte[] content, int offset, string message)
    {
        DataFormatException error = FluentActions.Invoking(() => IdxFile.Read(content)).Should().Throw<DataFormatException>().WithMessage(message).Which;
        error.ByteOffset.Should().Be(offset);
    }

    [Fact]
    public void In_a_gzipped_file_bytes_are_counted_in_the_unpacked_content()
    {
        byte[] content = IdxFile.Gzipped(IdxFile.Of(UnsignedByte, [3], 5, 6));
        FluentActions
            .Invoking(() => IdxFile.Read(content))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("byte 10: The content ends here, within 3 bytes of numbers.");
    }

    [Fact]
    public void The_file_is_named()
    {
        using var file = new TemporaryFile([0, 0, 7, 1]);
        DataFormatException error = FluentActions.Invoking(() => Idx.Read(file.Path)).Should().Throw<DataFormatException>().Which;
        error.File.Should().Be(file.Path);
        error.Message.Should().StartWith($"{file.Path}, byte 2: ");
    }

    [Theory]
    [InlineData(UnsignedByte, new[] { int.MaxValue }, 4)]
    [InlineData(UnsignedByte, new[] { 65536, 65536 }, 8)]                       // 2³² wraps to 0 in 32 bits
    [InlineData(DoublePrecision, new[] { 1 << 29 }, 4)]                         // so does 2²⁹ · 8
    [InlineData(UnsignedByte, new[] { int.MaxValue, int.MaxValue, int.MaxValue }, 4)]
    [InlineData(UnsignedByte, new[] { 1 << 16, 1 << 16, 1 << 16, 1 << 16 }, 8)] // 2⁶⁴ wraps to 0 in 64 bits
    public void A_size_beyond_the_limit_is_refused_before_it_is_allocated(byte type, int[] dimensions, int offset)
    {
        byte[] content = IdxFile.Of(type, dimensions, 1, 2, 3);
        long before = GC.GetAllocatedBytesForCurrentThread();
        FluentActions
            .Invoking(() => IdxFile.Read(content))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage($"byte {offset}: The dimensions make * bytes or more; the limit is 1073741824*");
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1 << 20);
    }

    [Fact]
    public void The_limit_can_be_set()
    {
        byte[] content = IdxFile.Of(UnsignedByte, [10, 10], new byte[100]);
        IdxFile.Read(content, maximumBytes: 100).Count.Should().Be(100);
        FluentActions
            .Invoking(() => IdxFile.Read(content, maximumBytes: 99))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*make 100 bytes or more; the limit is 99*");
        FluentActions.Invoking(() => IdxFile.Read(content, maximumBytes: 0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_short_file_that_states_a_large_size_within_the_limit_takes_no_large_memory(bool gzipped)
    {
        byte[] content = IdxFile.Of(UnsignedByte, [1 << 29], 1, 2, 3); // half a gibibyte stated, three bytes there
        if (gzipped) content = IdxFile.Gzipped(content);
        long before = GC.GetAllocatedBytesForCurrentThread();
        FluentActions.Invoking(() => IdxFile.Read(content)).Should().Throw<DataFormatException>();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1 << 20);
    }

    [Fact]
    public void A_gzip_bomb_is_not_unpacked_beyond_what_its_dimensions_state()
    {
        // 64 MiB of zeros pack into about 64 KiB; the dimensions state 16 bytes.
        byte[] bomb = IdxFile.Gzipped(IdxFile.Of(UnsignedByte, [16], new byte[64 << 20]));
        bomb.Length.Should().BeLessThan(1 << 20);
        long before = GC.GetAllocatedBytesForCurrentThread();
        FluentActions.Invoking(() => IdxFile.Read(bomb)).Should().Throw<DataFormatException>().WithMessage("byte 24: The content goes on after the numbers*");
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1 << 20);
    }

    [Fact]
    public void An_empty_dimension_is_data_without_numbers_and_no_table()
    {
        IdxData data = IdxFile.Read(IdxFile.Of(UnsignedByte, [0, int.MaxValue]));
        data.Count.Should().Be(0);
        FluentActions.Invoking(() => data.ToRows()).Should().Throw<DataFormatException>().WithMessage("byte 4: The data hold no numbers (0 × 2147483647).");
    }

    [Fact]
    public void A_number_that_is_not_finite_is_named_by_its_byte()
    {
        IdxData data = IdxFile.Read(IdxFile.Of(IdxType.SinglePrecision, [1, 3], 1, 2, double.NaN));
        data[0, 2].Should().Be(double.NaN, "what the file holds can be seen");
        // 4 + 2·4 + 2·4
        FluentActions.Invoking(() => data.ToRows()).Should().Throw<DataFormatException>().WithMessage("byte 20: NaN times 1 is not a finite number.");
        FluentActions.Invoking(() => data.ToRows(double.PositiveInfinity)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Images_and_labels_must_fit_each_other()
    {
        using var images = new TemporaryFile(IdxFile.Of(UnsignedByte, [2, 1, 1], 1, 2));
        using var labels = new TemporaryFile(IdxFile.Of(UnsignedByte, [2], 3, 9));
        using var fewer = new TemporaryFile(IdxFile.Of(UnsignedByte, [1], 3));
        using var fractions = new TemporaryFile(IdxFile.Of(IdxType.SinglePrecision, [2], 3, 9));
        using var negative = new TemporaryFile(IdxFile.Of(IdxType.FourByteInteger, [2], 3, -1));
        using var none = new TemporaryFile(IdxFile.Of(UnsignedByte, [0, 1, 1]));
        using var noLabels = new TemporaryFile(IdxFile.Of(UnsignedByte, [0]));

        Idx.ReadImages(images.Path, labels.Path).Count.Should().Be(2);
        Refused(labels.Path, images.Path, "*Images have two or more dimensions; the file has one*exchanged?");
        Refused(images.Path, images.Path, "*Labels have one dimension of whole numbers; the file has 2 × 1 × 1 of UnsignedByte.");
        Refused(images.Path, fractions.Path, "*Labels have one dimension of whole numbers; the file has 2 of SinglePrecision.");
        Refused(images.Path, fewer.Path, $"{fewer.Path}, byte 4: There are 1 labels for 2 images in {images.Path}.");
        Refused(images.Path, labels.Path, $"{labels.Path}, byte 9: Label 1 is 9; of 9 classes the numbers go from 0 to 8.", classes: 9);
        Refused(images.Path, negative.Path, $"{negative.Path}, byte 12: Label 1 is -1; *"); // 4 + 4 + 4
        Refused(none.Path, noLabels.Path, "*The data hold no numbers (0 × 1 × 1).");
        Refused(images.Path, labels.Path, "*20 targets of 10 classes are too many: a double takes 8 bytes, and the limit is 15 bytes*", maximumBytes: 15);
        using var shades = new TemporaryFile(IdxFile.Of(IdxType.SinglePrecision, [2, 1, 1], 0, 1));
        Refused(shades.Path, labels.Path, "*2 pixels are too many: a double takes 8 bytes, and the limit is 15 bytes*", maximumBytes: 15);
        Refused(images.Path, labels.Path, "*4294967294 targets of 2147483647 classes are too many*", classes: int.MaxValue);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_thousand_damaged_files_give_data_or_the_one_exception(bool gzipped)
    {
        byte[] whole = IdxFile.Of(IdxType.TwoByteInteger, [4, 3, 2], [.. Enumerable.Range(0, 24).Select(number => 1000.0 * number)]);
        if (gzipped) whole = IdxFile.Gzipped(whole);
        var random = new RandomGenerator(20260102);
        int damaged = 0;
        for (int run = 0; run < 1000; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                IdxData data = IdxFile.Read(Damage.Of(whole, random), maximumBytes: 1 << 16);
                data.ToRows();
            }
            catch (DataFormatException error)
            {
                error.ByteOffset.Should().BeInRange(0, 1 << 17);
                damaged++;
            }
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1 << 21);
        }
        damaged.Should().BeInRange(600, 1000, "most damage shows");
    }

    [Fact]
    public void A_file_that_is_not_there_is_no_matter_of_format()
    {
        FluentActions.Invoking(() => Idx.Read("there/is/no/such.gz")).Should().Throw<IOException>();
    }

    private static void Refused(string images, string labels, string message, int classes = 10, long maximumBytes = Idx.DefaultMaximumBytes) =>
        FluentActions
            .Invoking(() => Idx.ReadImages(images, labels, classes: classes, maximumBytes: maximumBytes))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage(message);
}
