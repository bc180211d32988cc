using System.IO.Compression;
using System.Text;
using NodeNet.Datasets;
using NodeNet.Tables;

namespace NodeNet.Tests.Datasets;

/// <summary>A gzipped file is whole or refused: its checksum and length are there, are right, and nothing follows them.</summary>
public class GzippedIdxTests
{
    private static readonly byte[] _numbers = Numbers(200);
    private static readonly byte[] _plain = IdxFile.Of(0x08, [200], _numbers);
    private static readonly byte[] _packed = IdxFile.Gzipped(_plain);

    [Fact]
    public void Cut_short_by_any_number_of_bytes_it_is_refused()
    {
        for (int length = 2; length < _packed.Length; length++)
        {
            FluentActions.Invoking(() => IdxFile.Read(_packed[..length]))
                .Should().Throw<DataFormatException>($"{length} of {_packed.Length} bytes are not the file");
        }
        IdxFile.Read(_packed).ToArray().Should().Equal(_numbers.Select(number => (double)number));
    }

    [Fact]
    public void Bytes_after_its_end_are_refused()
    {
        byte[][] more = [[0], [0x1F], [0x1F, 0x8B], _packed[^8..], _packed[^9..], new byte[20_000], [.. new byte[20_000], .. _packed[^8..]], _plain];
        foreach (byte[] after in more)
        {
            FluentActions.Invoking(() => IdxFile.Read([.. _packed, .. after])).Should().Throw<DataFormatException>()
                .WithMessage("byte 208: The gzipped content is damaged at or after this byte: *");
        }
        foreach (byte[] after in more)
        {
            FluentActions.Invoking(() => IdxFile.Read([.. _plain, .. after])).Should().Throw<DataFormatException>()
                .WithMessage("byte 208: The content goes on after the numbers that its dimensions state.");
        }
    }

    [Theory]
    [InlineData(1)] // the length
    [InlineData(4)]
    [InlineData(5)] // the checksum
    [InlineData(8)]
    public void A_wrong_checksum_or_length_is_refused(int fromEnd)
    {
        byte[] changed = [.. _packed];
        changed[^fromEnd] ^= 1;
        FluentActions.Invoking(() => IdxFile.Read(changed)).Should().Throw<DataFormatException>()
            .WithMessage("byte 208: The gzipped content is damaged*: it is cut short or changed: its checksum and length do not follow.");
    }

    [Fact]
    public void A_file_of_several_members_is_read_as_one()
    {
        // As `cat a.gz b.gz` makes it; gzip defines that its content is that of the members one after the other. An empty member ends with eight bytes 0.
        byte[][] parts = [_plain[..3], [], _plain[3..50], _plain[50..], []];
        byte[][] members = [.. parts.Select(IdxFile.Gzipped)];
        byte[] packed = [.. members.SelectMany(member => member)];

        IdxFile.Read(packed).ToArray().Should().Equal(_numbers.Select(number => (double)number));
        for (int length = packed.Length - members[^1].Length + 1; length < packed.Length; length++)
            FluentActions.Invoking(() => IdxFile.Read(packed[..length])).Should().Throw<DataFormatException>();
        byte[] firstCut = [.. members[0][..^1], .. members[1], .. members[2], .. members[3]];
        FluentActions.Invoking(() => IdxFile.Read(firstCut)).Should().Throw<DataFormatException>();
    }

    [Fact]
    public void A_header_may_hold_a_name_a_comment_and_more()
    {
        // Flags: checksum of the header 2, extra field 4, name 8, comment 16.
        byte[] header = [0x1F, 0x8B, 8, 2 + 4 + 8 + 16, 1, 2, 3, 4, 0, 3, 3, 0, 7, 7, 7, .. Encoding.Latin1.GetBytes("train\0images\0"), 9, 9];
        IdxFile.Read([.. header, .. _packed[10..]]).Count.Should().Be(200);
        FluentActions.Invoking(() => IdxFile.Read(header[..^3])).Should().Throw<DataFormatException>().WithMessage("byte 0: *it is cut short within a header.");
        FluentActions.Invoking(() => IdxFile.Read([0x1F, 0x8B, 7, .. _packed[3..]])).Should().Throw<DataFormatException>()
            .WithMessage("byte 0: *its header states what gzip does not know.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    [InlineData(300_000)]
    public void Large_contents_and_empty_ones_are_checked_too(int count)
    {
        byte[] numbers = Numbers(count);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) gzip.Write(IdxFile.Of(0x08, [count], numbers));
        byte[] whole = packed.ToArray();

        IdxFile.Read(whole).ToArray().Should().Equal(numbers.Select(number => (double)number));
        for (int missing = 1; missing <= 9; missing++)
            FluentActions.Invoking(() => IdxFile.Read(whole[..^missing])).Should().Throw<DataFormatException>();
        FluentActions.Invoking(() => IdxFile.Read([.. whole, 0])).Should().Throw<DataFormatException>();
    }

    [Fact]
    public void The_checksum_is_that_of_the_standard()
    {
        Crc32.Continue(0, "123456789"u8).Should().Be(0xCBF43926u); // the check value that catalogues of checksums give for CRC-32
        Crc32.Continue(Crc32.Continue(0, "1234"u8), "56789"u8).Should().Be(0xCBF43926u);
    }

    private static byte[] Numbers(int count)
    {
        var numbers = new byte[count];
        new Random(1).NextBytes(numbers); // does not compress, so that every byte counts
        return numbers;
    }
}
