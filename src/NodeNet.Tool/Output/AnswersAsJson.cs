using System.Text;
using System.Text.Json;
using NodeNet.Tables;

namespace NodeNet.Tool.Output;

/// <summary>The answers to a table as the one object that --json prints, gathered piece by piece in a file that goes with the process: whatever their
/// number, in
/// constant memory, and printed whole or not at all.</summary>
internal sealed class AnswersAsJson : IDisposable
{
    private readonly FileStream _file = new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16,
        FileOptions.DeleteOnClose);

    private readonly Utf8JsonWriter _writer;

    /// <param name="targets">What is answered.</param>
    public AnswersAsJson(IEnumerable<string> targets)
    {
        _writer = new Utf8JsonWriter(_file, Json.WriterOptions);
        _writer.WriteStartObject();
        _writer.WritePropertyName("target");
        Json.Of(targets).WriteTo(_writer);
        _writer.WriteStartArray("rows");
    }

    /// <summary>More rows.</summary>
    /// <param name="answered">The rows with their answers.</param>
    /// <param name="from">The first column of answers.</param>
    public void Add(Table answered, int from)
    {
        for (int row = 0; row < answered.RowCount; row++)
        {
            _writer.WriteStartObject();
            for (int column = from; column < answered.ColumnCount; column++)
            {
                _writer.WritePropertyName(answered.ColumnNames[column]);
                if (Json.OfCell(answered[row, column]) is { } value) value.WriteTo(_writer);
                else _writer.WriteNullValue();
            }
            _writer.WriteEndObject();
        }
        _writer.Flush();
    }

    /// <summary>Prints all.</summary>
    public void Print(TextWriter output)
    {
        _writer.WriteEndArray();
        _writer.WriteEndObject();
        _writer.Flush();
        _file.Position = 0;
        using var text = new StreamReader(_file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var buffer = new char[1 << 14];
        for (int count = text.Read(buffer); count > 0; count = text.Read(buffer)) output.Write(buffer, 0, count);
        output.WriteLine();
    }

    public void Dispose()
    {
        _writer.Dispose();
        _file.Dispose();
    }
}
