using NodeNet.Tables;

namespace NodeNet.Tests.Tables;

/// <summary>Bytes that were read to see what a stream is come again before the rest.</summary>
public class RejoinedStreamTests
{
    [Fact]
    public void It_reads_the_start_and_then_the_rest_and_leaves_that_open()
    {
        var rest = new MemoryStream([3, 4, 5]);
        using (var stream = new RejoinedStream(new byte[] { 1, 2 }, rest))
        {
            var buffer = new byte[8];
            stream.ReadAtLeast(buffer, 8, throwOnEndOfStream: false).Should().Be(5);
            buffer.Should().Equal(1, 2, 3, 4, 5, 0, 0, 0);
            stream.Read(buffer, 0, 8).Should().Be(0);
        }
        rest.CanRead.Should().BeTrue();
    }

    [Fact]
    public void It_can_only_be_read_from_its_start_to_its_end()
    {
        using var stream = new RejoinedStream(new byte[] { 1, 2 }, Stream.Null);
        (stream.CanRead, stream.CanSeek, stream.CanWrite).Should().Be((true, false, false));
        stream.Flush();
        stream.ReadByte().Should().Be(1, "there was nothing to flush");
        foreach (Action refused in new Action[]
        {
            () => _ = stream.Length,
            () => _ = stream.Position,
            () => stream.Position = 0,
            () => stream.Seek(0, SeekOrigin.Begin),
            () => stream.SetLength(1),
            () => stream.Write([1], 0, 1),
        })
        {
            refused.Should().Throw<NotSupportedException>();
        }
    }
}
