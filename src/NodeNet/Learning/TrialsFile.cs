using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NodeNet.Learning;

/// <summary>The results of a search as lines of JSON, each added as soon as it is there. A last line that a kill has torn is left out and written
/// over.</summary>
internal sealed class TrialsFile : IDisposable
{
    private const string Format = "NodeNet trials";

    private readonly FileStream _stream;

    private TrialsFile(FileStream stream) => _stream = stream;

    /// <summary>Opens the file of a search, or begins it; results that are there go to their trials.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fingerprint">What decides every result.</param>
    /// <param name="trials">The trials, by their numbers.</param>
    /// <exception cref="InvalidOperationException">The file is of another search, or no such file.</exception>
    public static TrialsFile Open(string path, string fingerprint, SearchTrial[] trials)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(fingerprint)));
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var file = new TrialsFile(stream);
        try
        {
            file.Read(path, hash, trials);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
        return file;
    }

    public void Add(int trial, int fold, double score, int epochs) => Write(json =>
    {
        json.WriteNumber("trial", trial);
        json.WriteNumber("part", fold);
        if (double.IsNaN(score)) json.WriteNull("score");
        else json.WriteNumber("score", score);
        json.WriteNumber("epochs", epochs);
    });

    public void AddTrouble(int trial, int fold, string trouble) => Write(json =>
    {
        json.WriteNumber("trial", trial);
        json.WriteNumber("part", fold);
        json.WriteString("trouble", trouble);
    });

    public void Dispose() => _stream.Dispose();

    private void Read(string path, string hash, SearchTrial[] trials)
    {
        var content = new byte[_stream.Length];
        _stream.ReadExactly(content);
        int end = Array.LastIndexOf(content, (byte)'\n') + 1; // whole lines only
        string[] lines = Encoding.UTF8.GetString(content, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < lines.Length; i++)
        {
            try
            {
                using JsonDocument line = JsonDocument.Parse(lines[i]);
                if (i == 0) CheckHead(line.RootElement, path, hash);
                else Take(line.RootElement, trials);
            }
            catch (Exception trouble) when (trouble is JsonException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
            {
                throw new InvalidOperationException($"{path}, line {i + 1}: this is no line of a file of trials. Delete the file to search anew.", trouble);
            }
        }
        _stream.SetLength(end);
        _stream.Position = end;
        if (lines.Length > 0) return;
        Write(json =>
        {
            json.WriteString("format", Format);
            json.WriteNumber("version", 1);
            json.WriteString("search", hash);
        });
    }

    private static void CheckHead(JsonElement head, string path, string hash)
    {
        if (head.ValueKind != JsonValueKind.Object || !head.TryGetProperty("format", out JsonElement format) || format.ToString() != Format)
            throw new InvalidOperationException($"{path} is no file of trials. Name another file.");
        if (head.GetProperty("version").GetInt32() != 1)
            throw new InvalidOperationException($"{path} was written by a later version of NodeNet. Name another file.");
        if (head.GetProperty("search").GetString() != hash)
        {
            throw new InvalidOperationException(
                $"{path} has the trials of another search: the table, the learner or what is tried differs. Name another file, or delete it.");
        }
    }

    private static void Take(JsonElement line, SearchTrial[] trials)
    {
        SearchTrial trial = trials[line.GetProperty("trial").GetInt32()];
        if (line.TryGetProperty("trouble", out JsonElement trouble))
        {
            trial.SetTrouble(line.GetProperty("part").GetInt32(), trouble.GetString() ?? "");
            return;
        }
        JsonElement score = line.GetProperty("score");
        trial.Set(
            line.GetProperty("part").GetInt32(), score.ValueKind == JsonValueKind.Null ? double.NaN : score.GetDouble(), line.GetProperty("epochs").GetInt32());
    }

    private void Write(Action<Utf8JsonWriter> members)
    {
        using (var json = new Utf8JsonWriter(_stream))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        _stream.WriteByte((byte)'\n');
        _stream.Flush();
    }
}
