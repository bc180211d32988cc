using System.Text;
using NodeNet.Persistence;

namespace NodeNet.Tests.Persistence;

/// <summary>Reading JSON as what it must be: whatever is wrong is named with its line and path.</summary>
public class JsonTextTests
{
    private const string Sample = """
        {
          "name": "δ",
          "count": 3,
          "on": true,
          "rows": [
            [1, -0.0, 2.5e-3],
            [null, 4, 5]
          ]
        }
        """;

    [Fact]
    public void Values_are_read_as_what_they_must_be()
    {
        JsonMembers members = Read(Sample).Members("on", "name", "count", "rows", "none");

        members["name"].Text(10).Should().Be("δ");
        members["count"].Int32(0, 10).Should().Be(3);
        members.Find("none").Should().BeNull();
        IReadOnlyList<JsonValue> rows = members["rows"].Items(2, 2, "");
        rows[0].Numbers(3, "").Should().Equal(1.0, -0.0, 0.0025);
        double.IsNegative(rows[0].Numbers(3, "")[1]).Should().BeTrue("−0 is not 0");
        rows[1].Numbers(3, "", orNull: true).Should().Equal(double.NaN, 4.0, 5.0);
        rows[1].Path.Should().Be("$.rows[1]");
    }

    [Fact]
    public void What_is_wrong_is_named_with_its_line_and_path()
    {
        JsonMembers members = Read(Sample).Members("on", "name", "count", "rows");

        Refused(() => members["name"].Number(), 2, "$.name", "This is the text \"δ\"; it must be a number.");
        Refused(() => members["name"].Text(0), 2, "$.name", "The text is longer than the limit of 0 characters.");
        Refused(() => members["count"].Text(9), 3, "$.count", "This is 3; it must be text.");
        Refused(() => members["count"].Int32(4, 9), 3, "$.count", "This is 3; it must be a whole number from 4 to 9.");
        Refused(() => members["on"].Items(0, 9, ""), 4, "$.on", "This is true; it must be a list.");
        Refused(() => members["rows"].Members(), 5, "$.rows", "This is a list; it must be an object.");
        Refused(() => members["rows"].Items(3, 3, "one for each node"), 5, "$.rows", "There are 2 items; there must be 3, one for each node.");
        Refused(() => members["rows"].Items(0, 1, "the limit"), 5, "$.rows", "There are more than 1 item; there must be at most 1, the limit.");
        IReadOnlyList<JsonValue> rows = members["rows"].Items(2, 2, "");
        Refused(() => rows[1].Numbers(3, ""), 7, "$.rows[1][0]", "This is null; it must be a number.");
        Refused(() => rows[1].Numbers(4, "one for each node", orNull: true), 7, "$.rows[1]", "There are 3 numbers; there must be 4, one for each node.");
        Refused(
            () => rows[1].Numbers(2, "one for each node", orNull: true), 7, "$.rows[1]", "There are more than 2 numbers; there must be 2, one for each node.");
        Refused(() => rows[0].Items(0, 9, "")[2].Int32(0, 9), 6, "$.rows[0][2]", "This is 2.5e-3; it must be a whole number from 0 to 9.");
        Refused(() => Read(Sample).Members("on", "name", "count"), 5, "$", "There is no member \"rows\" here; there are on, name, count.");
        Refused(() => _ = Read("{}").Members("name")["name"], 1, "$", "The member \"name\" is missing.");
        Refused(() => Read("{\"a\": 1,\n \"\\u0061\": 1}").Members("a"), 2, "$", "The member \"a\" is here twice.");
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("1e-400")] // not 0
    public void A_number_that_no_double_holds_is_refused(string number)
    {
        Refused(() => Read(number).Number(), 1, "$", $"This is {number}; it must be a number that a double can hold.");
        Refused(() => Read($"[0, {number}]").Numbers(2, ""), 1, "$[1]", $"This is {number}; it must be a number that a double can hold.");
    }

    [Theory]
    [InlineData("0e-400", 0.0)]
    [InlineData("4.9406564584124654E-324", double.Epsilon)]
    [InlineData("1.7976931348623157E+308", double.MaxValue)]
    public void Numbers_at_the_edge_of_doubles_are_read(string number, double expected) => Read(number).Number().Should().Be(expected);

    [Theory]
    [InlineData("3.0")]
    [InlineData("3e0")]
    [InlineData("9223372036854775808")]
    [InlineData("\"3\"")]
    [InlineData("null")]
    public void A_whole_number_is_written_as_one(string number) => FluentActions.Invoking(() => Read(number).Int64()).Should().Throw<ModelFileException>();

    [Theory]
    [InlineData("", 1, "$")]
    [InlineData("  \n ", 2, "$")]
    [InlineData("{\"a\":\n[1,\n2", 3, "$.a[0]")]
    [InlineData("{\"a\": [1, 2,]}", 1, "$.a[1]")]
    [InlineData("{\"a\": {\"b\": [{}, tru]}}", 1, "$.a.b[0]")]
    [InlineData("[1, // comment\n 2]", 1, "$[0]")]
    [InlineData("[NaN]", 1, "$")]
    [InlineData("[-Infinity]", 1, "$")]
    [InlineData("[01]", 1, "$")]
    [InlineData("[+1]", 1, "$")]
    [InlineData("['a']", 1, "$")]
    [InlineData("[1] [2]", 1, "$")]
    [InlineData("{\"a\" 1}", 1, "$")]
    public void What_is_no_JSON_is_refused(string content, int line, string path) => Refused(() => Read(content), line, path, "This is not JSON: *");

    [Fact]
    public void Of_what_is_no_JSON_only_the_beginning_is_quoted() => Refused(
        () =>
            Read("[nuln, " + new string('0', 100_000) + "]"), 1, "$", "This is not JSON: 'nuln, *0…' is an invalid JSON literal. Expected the literal 'null'.");

    [Fact]
    public void Too_deep_is_refused()
    {
        Read(new string('[', 32) + new string(']', 32));
        Refused(() => Read(new string('[', 33) + new string(']', 33)), 1, "$" + string.Concat(Enumerable.Repeat("[0]", 31)), "This is not JSON: *depth of 32*");
        Refused(() => Read(new string('[', 1_000_000)), 1, "$*", "*");
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over_and_other_encodings_are_refused()
    {
        JsonText.Parse(Encoding.UTF8.GetPreamble().Concat("7"u8.ToArray()).ToArray()).Root.Int64().Should().Be(7);
        Refused(() => JsonText.Parse((byte[])[.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("{}")]), 1, "$", "Byte 0 is not UTF-8.");
        Refused(() => JsonText.Parse((byte[])[.. "[\n\""u8, 0xFF, .. "\"]"u8]), 2, "$", "Byte 3 is not UTF-8.");
        Refused(() => Read("\"\\ud800\"").Text(9), 1, "$", "The text holds one half of a pair of surrogates, which is no character.");
    }

    [Fact]
    public void A_content_beyond_the_limit_is_refused_before_it_is_read()
    {
        byte[] content = Encoding.UTF8.GetBytes("[" + new string(' ', 98) + "]");
        JsonText.Read(new MemoryStream(content), 100).Length.Should().Be(100);
        Refused(() => JsonText.Read(new MemoryStream(content), 99), 1, "$", "The content is longer than the limit of 99 bytes (ModelFileLimits.MaximumBytes).");
        Refused(() => JsonText.Read(new Unseekable(content), 99), 1, "$", "The content is longer than the limit of 99 bytes (ModelFileLimits.MaximumBytes).");
        JsonText.Read(new Unseekable(content), 100).Length.Should().Be(100);
    }

    [Fact]
    public void A_content_larger_than_a_chunk_is_read_whole()
    {
        double[] numbers = [.. Enumerable.Range(0, 100_000).Select(i => i / 7.0)];
        using var stream = new MemoryStream();
        using (var writer = new JsonWriter(stream)) writer.WriteNumbers(numbers);
        JsonText.Read(new Unseekable(stream.ToArray()), 1 << 30).Root.Numbers(numbers.Length, "").Should().Equal(numbers);
    }

    [Fact]
    public void Numbers_that_are_claimed_but_not_there_take_no_memory()
    {
        JsonValue few = Read("[1, 2]");
        long before = GC.GetAllocatedBytesForCurrentThread();
        FluentActions.Invoking(() => few.Numbers(int.MaxValue, "")).Should().Throw<ModelFileException>();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(100_000);
    }

    private static JsonValue Read(string content) => JsonText.Parse(Encoding.UTF8.GetBytes(content)).Root;

    private static void Refused(Action reading, int line, string path, string trouble)
    {
        ModelFileException error = reading.Should().Throw<ModelFileException>().WithMessage($"line {line}, {path}: {trouble}").Which;
        error.Line.Should().Be(line);
        error.File.Should().BeNull();
    }

    /// <summary>A stream as from a network: nobody knows how long it is, and it comes in pieces.</summary>
    private sealed class Unseekable(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 7)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 7));
    }
}
