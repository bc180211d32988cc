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
        var extra = new State
        {
            Mistakes = [],
            Setup = null!,
            Step = 0,
            Reached = 0,
            Epoch = 0,
            StepsInEpoch = 0,
            Rate = 0,
            Loss = 0,
            Right = 0,
            Shown = Shown.Ahead,
            Answers = [],
            Rows = [],
            Current = [],
            Nodes = [],
            Edges = [],
            Curves = [],
            Lines = [],
            CanUndo = false,
            CanRedo = false
        };
        try
        {
            asked = JsonSerializer.Deserialize(request, PageJson.Default.Request) ?? asked;
            extra = Do(asked, extra);
            Session.Lesson?.Look(Session);
        }
        catch (Exception error) when (IsRefusal(error))
        {
            extra = extra with { Message = error.Message, IsBroken = error is NotFiniteNumberException };
        }
        State state = Views.Of(Session, asked, MostPoints) with
        {
            Message = extra.Message,
            IsBroken = extra.IsBroken,
            Link = extra.Link,
            Model = extra.Model,
            Marks = extra.Marks,
            Landscape = extra.Landscape,
            Files = extra.Files,
            Sheet = extra.Sheet,
            WrongCurve = extra.WrongCurve,
            Understood = extra.Understood,
        };
        return JsonSerializer.Serialize(state, _json.State);
    }

    /// <summary>Learns for some milliseconds: the smallest answer, some thirty times a second.</summary>
    public string Play(double milliseconds, string until, double epochs)
    {
        bool isOver = true;
        string? message = null;
        bool isBroken = false;
        try
        {
            isOver = Session.Play(Math.Clamp(milliseconds, 1, 1000), Enum.Parse<Until>(until), (long)epochs);
            Session.Lesson?.Look(Session);
        }
        catch (Exception error) when (IsRefusal(error))
        {
            message = error.Message;
            isBroken = error is NotFiniteNumberException;
        }
        return JsonSerializer.Serialize(Views.Frame(Session, isOver, message, isBroken), _json.Frame);
    }

    private static bool IsRefusal(Exception error) => error is ArgumentException or ArithmeticException or JsonException or InvalidOperationException
        or IOException or FormatException or Persistence.ModelFileException or Tables.TableFormatException;

    private State Do(Request asked, State nothing)
    {
        switch (asked.Do)
        {
            case "link": return nothing with { Link = Link() };
            case "model": return nothing with { Model = Exports.Model(Session.Tape.Network) };
            case "landscape":
                var landscape = Landscape.Of(Session.Tape, asked.Name ?? "", asked.Other ?? "", asked.Count, asked.Low, asked.High);
                return nothing with { Landscape = landscape };
            case "check": return nothing with { Marks = Sheets.Mark(Ledger(), asked.Answers) };
            case "program": return nothing with { Files = Exports.Of(Session.Tape) };
            case "sheet": return nothing with { Sheet = Sheets.MarkSheet(Session, Ledger(), asked.Text) };
            case "worksheet": return nothing with { Files = Sheets.Of(Session, Ledger(), asked) };
            case "learnWrong": return nothing with { WrongCurve = Views.WrongCurve(Session, Math.Clamp(asked.Count, 1, 2000)) };
            case "answer":
                LessonProgress lesson = Session.Lesson ?? throw new ArgumentException("No lesson is open.");
                return lesson.Answer(Session, asked.Row, asked.Text) is { } mark ? nothing with { Marks = [mark] } : nothing;
            case "csv":
                (Setup setup, string understood) = OwnData.Read(asked.Text, asked.Name);
                Session.Open(setup);
                return nothing with { Understood = understood };
            default:
                Do(asked);
                return nothing;
        }
    }

    private void Open(Request asked)
    {
        Setup setup = asked.Setup ?? throw new ArgumentException("open needs a setup.");
        if (asked is { Lesson: < 0, Moment: < 0 }) Session.Open(setup);
        else Session.Open(setup, asked.Lesson, asked.Moment);
    }

    private StepLedger Ledger() => Session.Ledger ?? throw new InvalidOperationException("The numbers of this step are not finite.");

    private void Do(Request asked)
    {
        switch (asked.Do)
        {
            case "state": break;
            case "preset": Session.Open(Presets.Of(asked.Preset ?? "")); break;
            case "open": Open(asked); break;
            case "begin": Session.BeginWith(asked.Setup ?? throw new ArgumentException("begin needs a setup."), asked.Lesson, asked.Moment); break;
            case "continue": Session.GoOnWith(asked.Setup ?? throw new ArgumentException("continue needs a setup.")); break;
            case "edit": Session.Edit(asked.Kind, asked.Name, asked.Row, asked.Column, asked.Value, asked.Again); break;
            case "forward": Session.Forward(asked.Pace, Math.Clamp(asked.Count, 1, 100_000)); break;
            case "back": Session.Back(asked.Pace, Math.Clamp(asked.Count, 1, 100_000)); break;
            case "goto": Session.GoTo(asked.Step); break;
            case "compare": Session.CompareWith(asked.Value > 0 ? asked.Value : null); break;
            case "choose": Session.Choose(asked.Row < 0 ? null : asked.Row); break;
            case "lesson": Session.OpenLesson(asked.Row); break;
            case "mistakes": Session.Mistakes = [.. Mistake.All.Where(mistake => asked.Names.Contains(mistake.Name))]; break;
            case "undo": Session.Undo(); break;
            case "redo": Session.Redo(); break;
            default: throw new ArgumentException($"\"{asked.Do}\" is nothing that the page can do.");
        }
    }

    /// <summary>The setup that begins where the story stands: the same weights to the last bit, the rows and α of now.</summary>
    private Setup Link() => Session.Story.Setup with
    {
        Start = Session.Parameters(),
        Taken = Session.Story.Step,
        Rows = Session.Tape.Rows,
        Rate = Session.Tape.Rate,
        Frozen = ByName.FrozenOf(Session.Tape.Network),
    };
}
