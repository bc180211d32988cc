using NodeNet.Activations;
using NodeNet.Export.Code;
using NodeNet.Export.Plan;

namespace NodeNet.Export.Languages;

/// <content>Large models. A method, and the initializer of a class, is at most 65,535 bytes of code; a class has at most 65,535 constants, and a constant text
/// at most 65,535 bytes. So many numbers and words become texts that are read once, many columns classes of their own, and long methods several.</content>
internal sealed partial class JavaWriter
{
    private const int MostNumbers = 2000; // more in all, or more than MostInBlock in one table, are read from texts
    private const int MostInBlock = 400;
    private const int MostWords = 1000; // of all lists
    private const int MostColumns = 100; // of which each is read by lines of its own in one method
    private const int ColumnsOfPart = 50;
    private const int MostStatements = 200;
    private const int MostFields = 8000;
    private const int MostLayers = 200;
    private const int MostOfWhole = 500;

    private readonly CodeText _parts = new(depth: 1);
    private bool _readsTables;
    private bool _readsWords;

    public override void Check(ModelPlan plan)
    {
        CheckTexts(plan, "Java");
        if (!plan.IsNumbersOnly && plan.Columns.Length > MostFields)
        {
            throw new NotSupportedException(
                $"A row of {plan.Columns.Length} columns of several kinds is too large for a class of Java, which can set up {MostFields} fields; rows of "
                    + "numbers alone have no such limit.");
        }
        if (plan.Layers.Length > MostLayers)
            throw new NotSupportedException($"{plan.Layers.Length} layers are too much code for a method of Java; {MostLayers} are not.");
        foreach (PlanLayer layer in plan.Layers.Where(layer => layer.Whole is not (null or Softmax) && layer.Count > MostOfWhole))
        {
            throw new NotSupportedException(
                $"The activation function {layer.Whole!.Name} of {layer.Count} nodes ({Texts.Comment(layer.Title)}) is too much code for a method of Java; "
                    + $"{MostOfWhole} nodes are not.");
        }
    }

    private void Measure(ModelPlan plan)
    {
        IEnumerable<int> blocks = plan.Layers.SelectMany(layer => layer.Blocks.Select(block => block.Weights.Length * layer.Count));
        int ranks = plan.Columns.OfType<WordColumn>().Where(column => column.IsRank).Sum(column => column.Words.Length);
        long numbers = blocks.Sum(count => (long)count) + plan.Layers.Sum(layer => layer.Count) + ranks;
        _readsTables = numbers > MostNumbers || blocks.Any(count => count > MostInBlock) || plan.Scaling is not null;
        long words = plan.Columns.Length + plan.Answer.Count + (plan.Answer.Classes?.Length ?? 0) + plan.Columns.Sum(column => column switch
        {
            WordColumn of => of.Words.Length,
            TruthColumn of => of.Yes.Length + of.No.Length,
            _ => 0,
        });
        _readsWords = words > MostWords;
    }

    private static bool HasParts(ModelPlan plan) => plan.Columns.Length > MostColumns && !plan.IsPlain && plan.Scaling is null;

    /// <summary>Words and inputs of some columns in a class of their own, which has its own initializer and its own constants.</summary>
    private void WriteParts(ModelPlan plan)
    {
        for (int from = 0; from < plan.Columns.Length; from += ColumnsOfPart)
        {
            int to = Math.Min(from + ColumnsOfPart, plan.Columns.Length);
            Code.Line($"/** The inputs of columns {Text(from + 1)} to {Text(to)}. */");
            Code.Open($"private static final class {PartName(from)}");
            WriteWords(plan, from, to);
            Code.Open($"static void read({RowType(plan)} row, {Type}[] a0)");
            WriteColumns(plan, from, to);
            Code.Close();
            Code.Close();
            Code.Line();
        }
    }

    private static string PartName(int from) => "Inputs" + Text(from / ColumnsOfPart + 1);

    protected override void WriteWords(ModelPlan plan)
    {
        if (HasParts(plan)) WriteParts(plan);
        else base.WriteWords(plan);
    }

    protected override void WriteColumns(ModelPlan plan)
    {
        if (!HasParts(plan)) base.WriteColumns(plan);
        else for (int from = 0; from < plan.Columns.Length; from += ColumnsOfPart) Code.Line($"{PartName(from)}.read(row, a0);");
    }

    protected override void WriteStatements(string name, IReadOnlyList<string> arrays, IReadOnlyList<string> statements)
    {
        if (statements.Count <= MostStatements)
        {
            base.WriteStatements(name, arrays, statements);
            return;
        }
        int part = 0;
        foreach (string[] some in statements.Chunk(MostStatements))
        {
            string method = $"{name}Part{Text(++part)}";
            Code.Line($"{method}({string.Join(", ", arrays)});");
            _parts.Open($"private static void {method}({string.Join(", ", arrays.Select(array => $"{Type}[] {array}"))})");
            foreach (string statement in some) _parts.Line(statement);
            _parts.Close();
            _parts.Line();
        }
    }

    protected override string Row(IEnumerable<double> numbers, string indent) =>
        _readsTables ? NumberTexts([numbers], indent + "  ") : "{ " + Texts.Wrapped(numbers.Select(Number), indent + "  ") + " }";

    protected override string Rows(double[][] weights) => _readsTables ? NumberTexts(weights, "    ") : base.Rows(weights);

    protected override string TableOf(string name, string rows, int count) =>
        $"private static final {Type}[] {name} = {(_readsTables && count > 0 ? $"numbers({rows})" : rows)};";

    protected override string TableOf(string name, string rows, int count, int width) =>
        $"private static final {Type}[][] {name} = {(_readsTables ? $"rows({Text(width)},\n    {rows})" : rows)};";

    protected override string WordsOf(string name, IReadOnlyList<string> words) => $"private static final String[] {name} = {WordList(words)};";

    private string WordList(IReadOnlyList<string> words) => _readsWords && words.Count > 0
        ? $"words({JavaTexts.Of(JavaTexts.Lines(words.Select((word, i) => i == 0 ? word : "\0" + word)), Quoted, "    ")})"
        : words.Count <= 8 ? $"{{ {Texts.Wrapped(words.Select(Quoted), "    ")} }}" : $"{{\n    {Texts.Wrapped(words.Select(Quoted), "    ")}\n}}";

    private string NumberTexts(IEnumerable<IEnumerable<double>> rows, string indent)
    {
        const int MostInLine = 2000;
        IEnumerable<string> lines = rows.SelectMany(row => row.Chunk(MostInLine)).Select(
            some => string.Join(" ", some.Select(number => IsSingle ? Texts.Single(number) : Number(number))) + " ");
        return JavaTexts.Of(lines, Quoted, indent);
    }

    private const string NumberReader = """
        private static double[] numbers(String... texts) {
            java.util.StringTokenizer words = new java.util.StringTokenizer(String.join("", texts));
            double[] found = new double[words.countTokens()];
            for (int i = 0; i < found.length; i++) found[i] = Double.parseDouble(words.nextToken());
            return found;
        }

        """;

    private const string RowReader = """
        private static double[][] rows(int width, String... texts) {
            double[] all = numbers(texts);
            double[][] found = new double[all.length / width][];
            for (int i = 0; i < found.length; i++) found[i] = java.util.Arrays.copyOfRange(all, i * width, (i + 1) * width);
            return found;
        }

        """;

    private const string WordReader = """
        private static String[] words(String... texts) {
            return String.join("", texts).split("\000", -1);
        }

        """;
}
