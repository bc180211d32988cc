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
            extra = extra with { Message = PageWords.Of(error), IsBroken = error is NotFiniteNumberException };
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
            Columns = extra.Columns,
            IsNewTable = extra.IsNewTable,
        };
        return JsonSerializer.Serialize(state, _json.State);
    }

    /// <summary>Learns for some milliseconds: the smallest answer, some thirty times a second.</summary>
    public string Play(double milliseconds, string until, double epochs, double since)
    {
        bool isOver = true;
        string? message = null;
        bool isBroken = false;
        try
        {
            isOver = Session.Play(Math.Clamp(milliseconds, 1, 1000), Enum.Parse<Until>(until), (long)epochs, (long)since);
            Session.Lesson?.Look(Session);
        }
        catch (Exception error) when (IsRefusal(error))
        {
            message = PageWords.Of(error);
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
            case "link": return nothing with { Link = Link(asked.Quick) };
            case "model": return nothing with { Model = Exports.Text(Exports.ModelOf(Session.Tape)) };
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
            case "bring": return Bring(asked, nothing);
            case "undo" or "redo" or "open" or "begin":
                if (asked.Do == "open") Open(asked);
                else if (asked.Do == "begin") Session.BeginWith(asked.Setup ?? throw new ArgumentException("begin needs a setup."), asked.Lesson, asked.Moment);
                else if (asked.Do == "undo") Session.Undo();
                else Session.Redo();
                return nothing with { Understood = OwnData.Understood(Session.Setup) };
            default:
                Do(asked);
                return nothing;
        }
    }

    /// <summary>A file that was opened, pasted or dropped: a model, rows for the model that is open, or a table of its own.</summary>
    private State Bring(Request asked, State nothing)
    {
        if (PageModel.IsModel(asked.Text))
        {
            Session.Open(PageModel.Opened(asked.Text, Session.Setup, Session.Tape));
            return nothing with { Understood = OwnData.Understood(Session.Setup) };
        }
        Tables.Table table = OwnData.Parse(asked.Text);
        Setup? rows = asked.Name is null ? OwnData.RowsFor(Session.Setup, table) : null;
        if (rows is not null) Session.GoOnWith(rows);
        else Session.Open(OwnData.Read(table, asked.Name, asked.File));
        return nothing with { Understood = OwnData.Understood(Session.Setup), IsNewTable = rows is null, Columns = [.. table.ColumnNames] };
    }

    private void Open(Request asked)
    {
        Setup setup = Session.Whole(asked.Setup ?? throw new ArgumentException("open needs a setup."));
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
            case "continue": Session.GoOnWith(Session.Whole(asked.Setup ?? throw new ArgumentException("continue needs a setup."))); break;
            case "edit": Session.Edit(asked.Kind, asked.Name, asked.Row, asked.Column, asked.Value, asked.Again); break;
            case "cell": Session.EditCells(asked.Row, OwnCells.Numbers(Session.Tape.Setup, asked.Column, asked.Text)); break;
            case "forward": Session.Forward(asked.Pace, Math.Clamp(asked.Count, 1, 100_000)); break;
            case "back": Session.Back(asked.Pace, Math.Clamp(asked.Count, 1, 100_000)); break;
            case "goto": Session.GoTo(asked.Step); break;
            case "compare": Session.CompareWith(asked.Value > 0 ? asked.Value : null); break;
            case "choose": Session.Choose(asked.Row < 0 ? null : asked.Row); break;
            case "lesson": Session.OpenLesson(asked.Row); break;
            case "mistakes": Session.Mistakes = [.. Mistake.All.Where(mistake => asked.Names.Contains(mistake.Name))]; break;
            default: throw new ArgumentException($"\"{asked.Do}\" is nothing that the page can do.");
        }
    }

    /// <summary>The setup that begins where the story stands: the same weights to the last bit, the rows and α of now.</summary>
    /// <param name="isShort">Whether the model around a network of layers is left out: then the link has its weights and rows, but no names.</param>
    private Setup Link(bool isShort)
    {
        Setup setup = Session.Story.Setup;
        if (setup is { Model: not null, Drawn: true })
            setup = setup with { Model = isShort ? null : Exports.Around(Session.Tape), Drawn = isShort ? null : true, Fitted = !isShort && setup.Fitted };
        return Numbers(setup) with { Notes = isShort ? [] : setup.Notes };
    }

    private Setup Numbers(Setup setup) => setup with
    {
        Start = Session.Parameters(),
        Taken = Session.Story.Step,
        Rows = Session.Tape.Rows,
        Rate = Session.Tape.Rate,
        Frozen = ByName.FrozenOf(Session.Tape.Network),
    };
}
