using System.Text.Json;
using System.Text.Json.Serialization;

namespace NodeNet.Page;

/// <summary>What the page asks. Which members a request needs is said in <see cref="Protocol"/>.</summary>
public sealed record Request
{
    public string Do { get; set; } = "state";
    public string? Preset { get; set; }
    public Setup? Setup { get; set; }
    public EditKind Kind { get; set; }
    public string? Name { get; set; }
    public int Row { get; set; }
    public int Column { get; set; }
    public double Value { get; set; }
    public Pace Pace { get; set; }
    public int Count { get; set; } = 1;
    public long Step { get; set; }
    public string? Chosen { get; set; }

    /// <summary>Of "open": the lesson and the moment in which a link was made; below 0, none.</summary>
    public int Lesson { get; set; } = -1;
    public int Moment { get; set; } = -1;
    public int Digits { get; set; } = 7;

    /// <summary>Whether an edit goes on with the last one, as a drag does.</summary>
    public bool Again { get; set; }

    /// <summary>Another name: the second weight of a landscape.</summary>
    public string? Other { get; set; }

    /// <summary>What a table that is brought is called.</summary>
    public string? File { get; set; }
    public double Low { get; set; } = -5;
    public double High { get; set; } = 5;
    public string Text { get; set; } = "";
    public IReadOnlyList<string> Names { get; set; } = [];
    public IReadOnlyList<AnswerView> Answers { get; set; } = [];

    /// <summary>Whether the answer may leave out what is not needed while the network plays: the arithmetic.</summary>
    public bool Quick { get; set; }
}

/// <summary>A node in the step that is shown. Was: the bias before the change that led there. New: the bias that the step has made by the moment that is
/// shown. Label: what the model calls it, as a column or a class.</summary>
public sealed record NodeView(
    string Name, int Layer, string Activation, double? Z, double A, double? Delta, double? Bias, bool Frozen, double? Was, double? New,
    string? Label = null);

/// <summary>What the page takes: rows, weights and biases, hidden layers, nodes of one, bytes of a file.</summary>
public sealed record LimitsView(int Rows, int Parameters, int Layers, int Nodes, int Bytes);

/// <summary>A connection; Was and New as of a node's bias.</summary>
public sealed record EdgeView(string Name, string From, string To, double Weight, bool Frozen, double? Was, double? New);

/// <summary>A formula of the step. Finer: its text with two digits more, for those factors that need them to give the result that is shown.</summary>
public sealed record LineView(string Subject, string Phase, string Text, string MathML, double Value, string? Note, bool Reached, string Finer);

/// <summary>A product in a node's sum, or in its push: its connection, the two numbers, and their product.</summary>
public sealed record TermView(string Edge, string Other, double Weight, double Number, double Product);

/// <summary>The chosen node's activation function, from left to right at equal distances, and its tangent at z.</summary>
public sealed record FunctionView(double Low, double High, double[] Values, double Z, double A, double Slope);

/// <summary>The second network: its weights and biases by their names, beside the first one's.</summary>
public sealed record RivalView(double Rate, double? Loss, int? Right, CompareView[] Parameters, CurveView Curve, string? Problem);

public sealed record CurveView(double Rate, double[] Steps, double[] Losses);

/// <summary>The number that is shown last. Name: what it is called in the arithmetic. Example: its place in a batch of several, from 0.</summary>
public sealed record MomentView(int Index, int Count, string Phase, string Kind, string Subject, string Name, double Value, int? Example);

/// <summary>A task; of one that is a prediction, what was said and what happened then.</summary>
public sealed record TaskView(string Name, string Kind, bool Done, string? Said = null, string? Happened = null);

/// <summary>The lesson that is open. Asked: the numbers that are not shown before they are answered.</summary>
public sealed record LessonView(int Index, int Count, string Name, TaskView[] Tasks, string? View, string? Chosen, double[] Asked);

public sealed record CompareView(string Name, double Right, double Wrong, bool Differs);

/// <summary>The step with mistakes, beside the right one: the chosen node's products and what comes of them.</summary>
public sealed record WrongView(
    TermView[] Terms, double? Push, CompareView[] Rows, double LossBefore, double? LossAfterRight, double? LossAfterWrong, string? Why);

/// <summary>What is shown while the network plays: a state at its smallest. Numbers in the order of <see cref="State.Edges"/> and of the nodes. StuckFor: for
/// how many epochs the loss has not fallen, where playing ended for that.</summary>
public sealed record Frame(
    long Step, long Reached, long Epoch, double? Loss, int? Right, int Row, double[] Weights, double?[] Biases, double[] Activations, bool IsOver,
    string? Message, IReadOnlyList<bool>? Done, bool IsBroken, double? RivalLoss, int? RivalRight, long? StuckFor, AnswerInWords[]? AnswersInWords);

/// <summary>A column of a pupil's table: its name, where its numbers begin in a row of the network's, how many they are, and whether it is a number.</summary>
public sealed record OwnColumn(string Name, int First, int Width, bool IsNumber);

/// <summary>What the network says of the row that is shown, in the table's words, and what it should say.</summary>
public sealed record AnswerInWords(string Name, string Says, string? Label);

/// <summary>The rows as their pupil wrote them; a cell is null where the network's numbers are of none. Way: how the chosen input
/// comes from its cell, or what the chosen output means.</summary>
public sealed record OwnView(OwnColumn[] Columns, string?[][] Cells, AnswerInWords[]? Answers, string? Way);

/// <summary>All that the page shows.</summary>
public sealed record State
{
    public required Setup Setup { get; init; }
    public required long Step { get; init; }
    public required long Reached { get; init; }
    public required long Epoch { get; init; }
    public required int StepsInEpoch { get; init; }
    public required double Rate { get; init; }
    public required double? Loss { get; init; }
    public required int? Right { get; init; }

    /// <summary>What is shown of the story; rows, nodes, lines and the stop all belong to it.</summary>
    public required Shown Shown { get; init; }

    /// <summary>Where a step was just taken: the loss before it, or before its epoch.</summary>
    public double? LossBefore { get; init; }

    /// <summary>What the network as it is now says of the row that is shown.</summary>
    public required double[] Answers { get; init; }
    public required IReadOnlyList<double[]> Rows { get; init; }
    public required int[] Current { get; init; }
    public required NodeView[] Nodes { get; init; }
    public required EdgeView[] Edges { get; init; }
    public required CurveView[] Curves { get; init; }
    public required LineView[] Lines { get; init; }
    /// <summary>Of the chosen node: the products of its net input, and those of its push. The ledger's numbers.</summary>
    public TermView[] Terms { get; init; } = [];
    public TermView[] BackTerms { get; init; } = [];
    public FunctionView? Function { get; init; }
    public MomentView? Moment { get; init; }

    /// <summary>The node, weight or bias of that moment, whose arithmetic is shown where nothing is chosen.</summary>
    public string? Followed { get; init; }

    /// <summary>The formulas that end in the stop that is shown.</summary>
    public string[] Stop { get; init; } = [];
    public RivalView? Rival { get; init; }

    /// <summary>How many weights there are; of more than <see cref="Views.MostEdges"/> only the chosen node's are in <see cref="Edges"/>.</summary>
    public int Weights { get; init; }
    public required bool CanUndo { get; init; }
    public required bool CanRedo { get; init; }

    public LessonView? Lesson { get; init; }

    /// <summary>The six mistakes by their names; those that are made have <see cref="WrongView"/>.</summary>
    public required string[] Mistakes { get; init; }
    public WrongView? Wrong { get; init; }

    /// <summary>Answers as they were marked.</summary>
    public MarkView[]? Marks { get; init; }
    public Landscape? Landscape { get; init; }

    /// <summary>The curve of learning with the mistakes.</summary>
    public CurveView? WrongCurve { get; init; }
    public Download[]? Files { get; init; }

    /// <summary>A filled sheet that was marked.</summary>
    public SheetView? Sheet { get; init; }

    /// <summary>What was understood of a table, or of a model's.</summary>
    public string? Understood { get; init; }

    /// <summary>The columns of the table that was opened.</summary>
    public string[]? Columns { get; init; }

    /// <summary>Whether that table made a page of its own, rather than rows for the model.</summary>
    public bool IsNewTable { get; init; }

    /// <summary>What is predicted, where that has a name.</summary>
    public string? Target { get; init; }

    /// <summary>What the classes are called; of one output, those of 0 and 1. Null where numbers are predicted, or classes have no names.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>The rows in the words and units of their table; null where the network takes them as they are.</summary>
    public OwnView? Own { get; init; }

    /// <summary>Whether there are no rows yet, and the one that is shown is of usual values.</summary>
    public bool StandIn { get; init; }

    /// <summary>Whether the inputs are the squares of a picture, and how many of them are in a line; 0 where not.</summary>
    public int Side { get; init; }

    public LimitsView? Limits { get; init; }

    /// <summary>What went wrong, in words; null where nothing did.</summary>
    public string? Message { get; init; }

    /// <summary>Whether that is a number that would not have been finite.</summary>
    public bool IsBroken { get; init; }

    /// <summary>The setup that begins where the story stands, for a link.</summary>
    public Setup? Link { get; init; }

    /// <summary>The model as NodeNet's model file.</summary>
    public string? Model { get; init; }
}

/// <summary>JSON without reflection, so that the trimmed page can do it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Request))]
[JsonSerializable(typeof(State))]
[JsonSerializable(typeof(Frame))]
internal sealed partial class PageJson : JsonSerializerContext;
