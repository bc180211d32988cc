using System.Globalization;
using NodeNet.Activations;
using NodeNet.Export.Code;
using NodeNet.Export.Plan;
using NodeNet.Formulas;

namespace NodeNet.Export.Languages;

/// <summary>The walk over a plan for languages that compute step by step: the layers, and the functions that they need. What is written is the reference loops:
/// each net input is its bias, and then weight · activation is added, source after source.</summary>
internal abstract partial class ProcedureWriter : LanguageWriter
{
    private readonly Dictionary<string, string> _activationNames = new(StringComparer.Ordinal);

    protected CodeText Code { get; set; } = new();

    /// <summary>Whether the code computes with floats.</summary>
    public bool IsSingle { get; init; }

    /// <summary>The type of numbers, in languages that name it so.</summary>
    protected string Type => IsSingle ? "float" : "double";

    protected override string Apart(double error) =>
        IsSingle ? FormattableString.Invariant($" with floats (in double precision it answers up to {error:g3} apart)") : "";

    /// <summary>What is told of the arithmetic at the top of a file.</summary>
    protected string Precision => IsSingle ? " in single precision" : "";

    protected abstract string End { get; }

    protected abstract FormulaSyntax Syntax(Func<Variable, string> nameOf);

    protected abstract string Comment(string text);

    protected abstract string Local(string name, string value);

    protected abstract string NewArray(string name, int count);

    protected abstract string For(string variable, int count);

    protected abstract string FunctionHeader(string name, string parameter);

    protected abstract string HelperText(string helper);

    /// <summary>How a table of constants is called.</summary>
    protected virtual string Table(string name) => name;

    /// <summary>How a function of the file is called.</summary>
    protected virtual string FunctionName(string name) => name;

    protected abstract string TableOf(string name, string rows, int count);

    protected abstract string TableOf(string name, string rows, int count, int width);

    protected virtual string Row(IEnumerable<double> numbers, string indent) => "{ " + Texts.Wrapped(numbers.Select(Number), indent + "  ") + " }";

    protected string Number(double value) => Syntax(variable => variable.Name).Number(value);

    protected static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Biases and weights, a row for each source node.</summary>
    protected void WriteTables(ModelPlan plan)
    {
        foreach (PlanLayer layer in plan.Layers)
        {
            Code.Line(Comment($"{layer.Title}; nodes {string.Join(", ", layer.NodeNames)}"));
            Code.Line(TableOf(Table("b" + Text(layer.Index)), Row(layer.Biases, Code.Indent), layer.Count));
            foreach (PlanBlock block in layer.Blocks)
            {
                string name = WeightsName(layer, block);
                (double[][] rows, string row, string column) =
                    HasRowsByNode(layer) ? (Turned(block.Weights), "here", "there") : (block.Weights, "there", "here");
                Code.Line(Comment($"weights into it from {SourceName(block.Source)}: a row for each node {row}, a column for each node {column}"));
                Code.Line(TableOf(name, Rows(rows), rows.Length, rows[0].Length));
            }
            Code.Line();
        }
    }

    protected virtual string Rows(double[][] weights) =>
        "{\n" + string.Join(",\n", weights.Select(row => "    " + Row(row, "    "))) + "\n}";

    /// <summary>The functions that formulas need, and those of the activations.</summary>
    protected void WriteFunctions(ModelPlan plan)
    {
        var helpers = new SortedSet<string>(StringComparer.Ordinal);
        CodeText written = Code;
        Code = Nested();
        NameActivations(plan);
        foreach (IActivation activation in plan.Activations) WriteActivation(activation, helpers);
        foreach (Expression formula in plan.Columns.SelectMany(Formulas).Concat(plan.Answer.Restored.OfType<Expression>()))
        {
            FormulaSyntax syntax = Syntax(variable => variable.Name);
            WriteSteps(LetForm.Of([formula], syntax.RepeatsArgument), syntax, new CodeText());
            helpers.UnionWith(syntax.Helpers);
        }
        foreach (PlanLayer layer in plan.Layers.Where(layer => layer.Whole is not null))
        {
            FormulaSyntax syntax = Syntax(variable => variable.Name);
            WriteSteps(LetForm.Of(CodeFormula.Of(layer.Whole!, layer.Count), syntax.RepeatsArgument), syntax, new CodeText());
            helpers.UnionWith(syntax.Helpers);
        }
        CodeText activations = Code;
        Code = written;
        WriteHelpers(plan, helpers);
        if (activations.ToString().Length > 0) Code.Line(Unindented(activations));
    }

    /// <summary>Names that the language's own file uses.</summary>
    protected virtual IEnumerable<string> ReservedFunctions => [];

    protected virtual CodeText Nested() => new();

    private static string Unindented(CodeText text) => text.ToString().TrimEnd('\n');

    /// <summary>Writes helper functions; a language adds those that its helpers need.</summary>
    protected virtual void WriteHelpers(ModelPlan plan, SortedSet<string> helpers)
    {
        foreach (string helper in helpers)
        {
            Code.Line(HelperText(helper));
            Code.Line();
        }
    }

    /// <summary>Φ by sums, products and e^x, for languages that have no error function.</summary>
    protected string NormalDistributionText(string name, string rough)
    {
        CodeText written = Code;
        Code = Nested();
        Code.Line(Comment("the normal distribution function, by W. J. Cody's rational approximations of erfc"));
        Code.Open(FunctionHeader(name, "z"));
        Code.Line(Local("x", $"{Number(-0.70710678118654752)} * z"));
        Code.Line(Local("rough", rough));
        FormulaSyntax syntax = Syntax(variable => variable.Name);
        Expression formula = CodeFormula.NormalDistribution(Expression.Named("x"), Expression.Named("rough"));
        string result = WriteSteps(LetForm.Of([formula], syntax.RepeatsArgument), syntax, Code)[0];
        Code.Line($"return {result}{End}");
        Code.Close();
        string text = Unindented(Code);
        Code = written;
        return text;
    }

    /// <summary>Gives each activation function that is more than a call of another one a function of its own.</summary>
    private void NameActivations(ModelPlan plan)
    {
        HashSet<string> taken = Keywords.Taken();
        taken.UnionWith(ReservedFunctions);
        foreach (IActivation activation in plan.Activations)
        {
            bool isCall = CodeFormula.Of(activation) is Function { Argument: Variable } function && !Syntax(_ => "z").RepeatsArgument(function);
            if (!isCall) _activationNames[activation.Name] = FunctionName(Texts.Identifier(activation.Name, taken));
        }
    }

    private void WriteActivation(IActivation activation, SortedSet<string> helpers)
    {
        FormulaSyntax syntax = Syntax(_ => "z");
        LetForm formula = LetForm.Of([CodeFormula.Of(activation)], syntax.RepeatsArgument);
        if (!_activationNames.TryGetValue(activation.Name, out string? name))
        {
            _ = syntax.Write(formula.Results[0]);
            helpers.UnionWith(syntax.Helpers);
            return;
        }
        syntax = Syntax(variable => variable == PlanColumn.X ? "z" : variable.Name);
        Code.Line(Comment(activation.Name));
        Code.Open(FunctionHeader(name, "z"));
        string result = WriteSteps(formula, syntax, Code)[0];
        Code.Line($"return {result}{End}");
        Code.Close();
        Code.Line();
        helpers.UnionWith(syntax.Helpers);
    }

    /// <summary>The named parts of formulas as local variables; what is left of the formulas.</summary>
    protected string[] WriteSteps(LetForm form, FormulaSyntax syntax, CodeText code)
    {
        foreach (LetStep step in form.Steps) code.Line(Local(step.Name.Name, syntax.Write(step.Formula)));
        return [.. form.Results.Select(syntax.Write)];
    }

    /// <summary>The layers, one after the other, from the array a0.</summary>
    protected void WriteLayers(ModelPlan plan)
    {
        NameActivations(plan);
        Watch("inputs", Activations(plan, 0));
        foreach (PlanLayer layer in plan.Layers)
        {
            bool isAnswer = layer.Index == plan.Layers.Length && IsItsAnswer(plan, layer);
            string a = isAnswer ? "outputs" : "a" + Text(layer.Index);
            string sums = layer.Whole is null ? a : "z" + Text(layer.Index);
            Code.Line();
            Code.Line(Comment(layer.Title));
            if (!isAnswer) Code.Line(NewArray(sums, layer.Count));
            WriteSums(plan, layer, sums);
            Watch("sums", sums);
            if (layer.Whole is { } whole) WriteWhole(whole, a, sums, layer.Count);
            else if (!IsActivatedAtOnce(layer)) WriteSingles(layer, a);
            Watch("activations", a);
        }
    }

    /// <summary>Whether the last layer is computed where the answer is given.</summary>
    protected virtual bool IsItsAnswer(ModelPlan plan, PlanLayer last) => false;

    /// <summary>After each stage: a language may show its numbers.</summary>
    protected virtual void Watch(string stage, string array)
    {
    }

    /// <summary>The array of a layer's activations.</summary>
    protected virtual string Activations(ModelPlan plan, int layer) => layer == 0 && plan.IsPlain ? "row" : "a" + Text(layer);

    private void WriteSingles(PlanLayer layer, string a)
    {
        if (layer.IsUniform && layer.Nodes[0] is Identity) return;
        if (layer.IsUniform && !(WritesActivationsOut && layer.Count <= Few))
        {
            Code.Open(For("j", layer.Count));
            Code.Line($"{a}[j] = {Activated(layer.Nodes[0], a + "[j]")}{End}");
            Code.Close();
            return;
        }
        WriteStatements(a, [a], [.. Enumerable.Range(0, layer.Count).Where(j => layer.Nodes[j] is not Identity).Select(
            j => $"{a}[{Text(j)}] = {Activated(layer.Nodes[j], $"{a}[{Text(j)}]")}{End}")]);
    }

    /// <summary>Statements that use some arrays and nothing else; a language whose functions may not be long makes several of them.</summary>
    protected virtual void WriteStatements(string name, IReadOnlyList<string> arrays, IReadOnlyList<string> statements)
    {
        foreach (string statement in statements) Code.Line(statement);
    }

    private string Activated(IActivation activation, string argument) => _activationNames.TryGetValue(activation.Name, out string? name)
        ? $"{name}({argument})"
        : Syntax(_ => argument).Write(CodeFormula.Of(activation));

    private void WriteWhole(ILayerActivation whole, string a, string sums, int count)
    {
        const int Many = 16;
        if (whole is Softmax && count > Many)
        {
            WriteLongSoftmax(a, sums, count);
            return;
        }
        FormulaSyntax syntax = Syntax(variable => variable.Name.StartsWith('z') ? $"{sums}[{variable.Name[1..]}]" : $"{a}_{variable.Name}");
        LetForm form = LetForm.Of(CodeFormula.Of(whole, count), syntax.RepeatsArgument);
        foreach (LetStep step in form.Steps) Code.Line(Local($"{a}_{step.Name.Name}", syntax.Write(step.Formula)));
        Code.Line(NewArray(a, count));
        for (int j = 0; j < count; j++) Code.Line($"{a}[{Text(j)}] = {syntax.Write(form.Results[j])}{End}");
    }

    /// <summary>The answers, in the units of the targets, from the last layer.</summary>
    protected void WriteAnswers(ModelPlan plan, string outputs)
    {
        Code.Line();
        if (IsItsAnswer(plan, plan.Layers[^1])) return;
        string last = "a" + Text(plan.Layers.Length);
        if (Array.TrueForAll(plan.Answer.Restored, formula => formula is null))
        {
            Code.Open(For("i", plan.Answer.Count));
            Code.Line($"{outputs}[i] = {last}[i]{End}");
            Code.Close();
            return;
        }
        var statements = new List<string>();
        for (int i = 0; i < plan.Answer.Count; i++)
        {
            int output = i;
            FormulaSyntax syntax = Syntax(variable => variable == PlanColumn.X ? $"{last}[{Text(output)}]" : $"y{Text(output)}_{variable.Name}");
            LetForm form = LetForm.Of([plan.Answer.Restored[i] ?? PlanColumn.X], syntax.RepeatsArgument);
            IEnumerable<string> steps = form.Steps.Select(step => Local($"y{Text(output)}_{step.Name.Name}", syntax.Write(step.Formula)));
            statements.Add(string.Join('\n', steps.Append($"{outputs}[{Text(i)}] = {syntax.Write(form.Results[0])}{End}")));
        }
        WriteStatements(outputs, [last, outputs], statements);
    }

    protected string WeightsName(PlanLayer layer, PlanBlock block) => Table($"w{Text(layer.Index)}_{Text(block.Source)}");

    private static string SourceName(int layer) => layer == 0 ? "the inputs" : "layer " + Text(layer);
}
