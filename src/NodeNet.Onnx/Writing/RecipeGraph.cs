using NodeNet.Formulas;
using NodeNet.Onnx.Format;
using NodeNet.Recipes;

namespace NodeNet.Onnx.Writing;

/// <summary>Writes a recipe: columns of numbers and texts become the network's inputs. What the recipe refuses becomes NaN, and then all the row's
/// answers.</summary>
internal sealed class RecipeGraph(GraphBuilder graph)
{
    /// <summary>The place of a text that is refused.</summary>
    public const long Refused = -2;

    /// <summary>The place of a category that is none of the known ones, and is taken so.</summary>
    public const long NoPlace = -1;

    private const string MissingText = "";

    private static readonly AttributeMessage _byColumn = new("axis") { Integer = 1 };
    private static readonly string[] _yes = ["true", "yes", "y", "ja", "oui", "sí", "si", "1"];
    private static readonly string[] _no = ["false", "no", "n", "nein", "nej", "non", "0"];

    /// <summary>The network's inputs: [rows, inputs].</summary>
    public string Inputs(Recipe recipe)
    {
        string[] parts = [.. recipe.Columns.SelectMany(Inputs)];
        graph.Part = "recipe";
        return parts.Length == 1 ? parts[0] : graph.Add("Concat", parts, _byColumn);
    }

    /// <summary>Answers, or NaN where an input of the network is no finite number.</summary>
    public string OrRefused(string answers, string inputs)
    {
        graph.Part = "refused";
        string isFinite = graph.Add("Less", [graph.Add("Abs", [inputs]), graph.Number(double.PositiveInfinity)]);
        string least = graph.Add(
            "ReduceMin", [graph.ToNumbers(isFinite)], new AttributeMessage("axes") { Integers = [1] }, new AttributeMessage("keepdims") { Integer = 1 });
        return graph.Add("Where", [graph.Add("Greater", [least, graph.Number(0.0)]), answers, graph.Number(double.NaN)]);
    }

    /// <summary>Answers whose targets were learned as logarithms, as the numbers that they are of.</summary>
    public string WithoutLogarithms(string answers, NumberEncoding[] targets)
    {
        if (!Array.Exists(targets, target => target.Scaling is NumberScaling.Log or NumberScaling.LogOnePlus)) return answers;
        graph.Part = "answer";
        string[] parts =
        [
            .. targets.Select((target, i) =>
            {
                string column = targets.Length == 1
                    ? answers
                    : graph.Add("Gather", [answers, graph.Integers("places", [i], 1)], _byColumn);
                GraphNumber value = GraphNumber.Of(graph, column);
                return target.Scaling switch
                {
                    NumberScaling.Log => GraphNumber.Exp(value).Name,
                    NumberScaling.LogOnePlus => GraphNumber.ExpMinusOne(value).Name,
                    _ => column,
                };
            }),
        ];
        return parts.Length == 1 ? parts[0] : graph.Add("Concat", parts, _byColumn);
    }

    private IEnumerable<string> Inputs(RecipeColumn column)
    {
        graph.Part = PartOf(column.Name);
        yield return column.Encoding switch
        {
            NumberEncoding number => Scaled(column, number, column.Name),
            CategoryEncoding category => OneHot(column, category),
            OrderedEncoding ordered => Ranked(column, ordered),
            TruthEncoding truth => Truth(column, truth),
            _ => throw new NotSupportedException(
                $"The column {column.Name} is a {column.Kind.ToString().ToLowerInvariant()}, which ONNX cannot express: make numbers or words of it before the "
                    + "recipe is fitted, as the year or the weekday."),
        };
        if (!column.MarksMissing) yield break;
        yield return graph.ToNumbers(
            column.Kind == ColumnKind.Number
                ? graph.Add("IsNaN", [column.Name])
                : Encoder(column.Name, [MissingText], [1L], 0L));
    }

    private string Scaled(RecipeColumn column, NumberEncoding encoding, string value)
    {
        string filled = column.Missing == MissingRule.Refuse
            ? value
            : graph.Add("Where", [graph.Add("IsNaN", [value]), graph.Number(column.Fill.Number), value]);
        return Formula(encoding, filled);
    }

    private string Formula(NumberEncoding encoding, string value)
    {
        GraphNumber x = GraphNumber.Of(graph, value);
        return encoding.Expressions(Expression.Named("x"))[0].ReadAs(_ => x).Name;
    }

    private string OneHot(RecipeColumn column, CategoryEncoding encoding)
    {
        List<string> words = [.. encoding.Categories, .. encoding.RareCategories];
        List<long> places = [.. words.Select((_, i) => (long)Math.Min(i, encoding.Categories.Count))];
        long unknown = encoding.Unknown switch
        {
            UnknownRule.Refuse => Refused,
            UnknownRule.Rare when encoding.RareCategories.Count > 0 => encoding.Categories.Count,
            _ => NoPlace,
        };
        AddMissing(column, words, places, column.Missing == MissingRule.OwnCategory ? encoding.Width - 1 : null, unknown);
        string place = Encoder(column.Name, words, places, unknown);
        string inputs = graph.ToNumbers(
            graph.Add("Equal", [place, graph.Integers("places", [.. Enumerable.Range(0, encoding.Width).Select(i => (long)i)], 1, encoding.Width)]));
        return unknown == Refused || places.Contains(Refused) ? RefusedAt(place, inputs) : inputs;
    }

    private string Ranked(RecipeColumn column, OrderedEncoding encoding)
    {
        List<string> words = [.. encoding.Categories];
        List<long> places = [.. words.Select((_, i) => (long)i)];
        AddMissing(column, words, places, null, Refused);
        string place = Encoder(column.Name, words, places, Refused);
        return RefusedAt(place, Formula(encoding.Place, graph.ToNumbers(place)));
    }

    /// <summary>The usual words in small letters, capitals, and with a capital at the start; or the column's own two.</summary>
    private string Truth(RecipeColumn column, TruthEncoding encoding)
    {
        string[] yes = encoding.Yes is { } own ? [own] : Spellings(_yes);
        string[] no = encoding.No is { } other ? [other] : Spellings(_no);
        List<string> words = [.. yes, .. no];
        List<long> places = [.. yes.Select(_ => 1L), .. no.Select(_ => 0L)];
        AddMissing(column, words, places, null, Refused);
        string place = Encoder(column.Name, words, places, Refused);
        return RefusedAt(place, graph.ToNumbers(place));
    }

    private static string[] Spellings(string[] words) =>
        [.. words.SelectMany(word => (string[])[word, word.ToUpperInvariant(), char.ToUpperInvariant(word[0]) + word[1..]]).Distinct()];

    /// <summary>What stands in for "": the fill's place, that of the category for missing ones, or nothing.</summary>
    private static void AddMissing(RecipeColumn column, List<string> words, List<long> places, long? own, long unknown)
    {
        long place = Refused;
        if (own is { } category)
        {
            place = category;
        }
        else if (!column.Fill.IsMissing)
        {
            int known = words.IndexOf(column.Fill.ToString());
            place = known >= 0 ? places[known] : unknown;
        }
        words.Add(MissingText);
        places.Add(place);
    }

    private string RefusedAt(string place, string inputs) => graph.Add(
        "Where", [graph.Add("Equal", [place, graph.Integers("refused", [Refused])]), graph.Number(double.NaN), inputs]);

    private string Encoder(string column, IReadOnlyList<string> words, IReadOnlyList<long> places, long others) => graph.AddMl(
        "LabelEncoder", column,
        new AttributeMessage("keys_strings") { Texts = words },
        new AttributeMessage("values_int64s") { Integers = places },
        new AttributeMessage("default_int64") { Integer = others });

    private static string PartOf(string column) => string.Concat(column.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
