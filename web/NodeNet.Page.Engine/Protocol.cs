using System.Text;
using System.Text.Json;
using NodeNet.Inspection;

namespace NodeNet.Page;

/// <summary>The page's side of a session: requests and states as JSON. Whatever a request says, the answer is a state; what was refused stands in its
/// message.</summary>
public sealed class Protocol
{
    /// <summary>The most points of a curve that are sent.</summary>
    private const int MostPoints = 400;

    // The page puts every text into the document as text, never as markup, so only what JSON itself needs is escaped.
    private static readonly PageJson _json = new(
        new JsonSerializerOptions(PageJson.Default.Options) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public Session Session { get; } = new();

    public string Answer(string request)
    {
        var asked = new Request();
        string? message = null, model = null;
        Setup? link = null;
        try
        {
            asked = JsonSerializer.Deserialize(request, PageJson.Default.Request) ?? asked;
            if (asked.Do == "link") link = Link();
            else if (asked.Do == "model") model = Model();
            else Do(asked);
        }
        catch (Exception error) when (error is ArgumentException or ArithmeticException or JsonException or InvalidOperationException or IOException
            or Persistence.ModelFileException)
        {
            message = error.Message;
        }
        State state = Views.Of(Session, asked, MostPoints) with { Message = message, Link = link, Model = model };
        return JsonSerializer.Serialize(state, _json.State);
    }

    private void Do(Request asked)
    {
        switch (asked.Do)
        {
            case "state": break;
            case "preset": Session.Open(Presets.Of(asked.Preset ?? "")); break;
            case "open": Session.Open(asked.Setup ?? throw new ArgumentException("open needs a setup.")); break;
            case "continue": Session.GoOnWith(asked.Setup ?? throw new ArgumentException("continue needs a setup.")); break;
            case "edit": Session.Edit(asked.Kind, asked.Name, asked.Row, asked.Column, asked.Value); break;
            case "forward": Session.Forward(asked.Pace, Math.Clamp(asked.Count, 1, 100_000)); break;
            case "back": Session.Back(asked.Pace, Math.Clamp(asked.Count, 1, 100_000)); break;
            case "goto": Session.GoTo(asked.Step); break;
            case "choose": Session.Choose(asked.Row < 0 ? null : asked.Row); break;
            case "undo": Session.Undo(); break;
            case "redo": Session.Redo(); break;
            default: throw new ArgumentException($"\"{asked.Do}\" is nothing that the page can do.");
        }
    }

    /// <summary>The setup that begins where the story stands: the same weights to the last bit, the rows and α of now.</summary>
    private Setup Link() => Session.Story.Setup with { Start = Session.Parameters(), Rows = Session.Tape.Rows, Rate = Session.Tape.Rate };

    private string Model()
    {
        using var stream = new MemoryStream();
        Session.Tape.Network.Save(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
