using System.Globalization;
using NodeNet.Activations;
using NodeNet.Formulas;
using NodeNet.Onnx.Format;
using NodeNet.Onnx.Writing;

namespace NodeNet.Onnx.Reading;

/// <summary>Finds the activation function that a term is: each one of the catalogue, the user's own included, is written as a graph and read again, and the
/// terms are compared.</summary>
internal sealed class FunctionSearch(TermTable terms)
{
    /// <summary>A function with more constants than this has none of them as its parameter.</summary>
    private const int MostConstants = 8;

    private readonly Dictionary<int, IActivation?> _found = [];
    private readonly Dictionary<string, List<int>> _spellings = new(StringComparer.Ordinal);

    /// <summary>The activation function, or null if it is none of the catalogue.</summary>
    public IActivation? Find(int term)
    {
        if (_found.TryGetValue(term, out IActivation? known)) return known;
        return _found[term] = Candidates(term).FirstOrDefault(function => Spellings(function, TermTable.Z).Exists(spelling => terms.AreSame(term, spelling)));
    }

    /// <summary>The term of an activation function of some other term.</summary>
    public int Apply(IActivation function, int to) => Spellings(function, to)[0];

    /// <summary>Whether a term is a function that NodeNet writes, of z.</summary>
    public bool IsSame(int term, Func<GraphNumber, GraphNumber> function) =>
        Spellings(graph => function(GraphNumber.Of(graph, "z")), TermTable.Z).Exists(spelling => terms.AreSame(term, spelling));

    /// <summary>All functions as they are by default, then with each constant of the term as their parameter.</summary>
    private IEnumerable<IActivation> Candidates(int term)
    {
        string[] names = [.. Catalogue.Activations.Names, .. Catalogue.Activations.RegisteredNames];
        foreach (string name in names)
        {
            if (Create(name) is { } function) yield return function;
        }
        IReadOnlyCollection<double> constants = terms.Constants(term);
        if (constants.Count > MostConstants) yield break;
        foreach (string name in names)
        {
            foreach (double constant in constants)
            {
                // It stands in the file as a float or a double: its shortest form is what was meant.
                if (Create($"{name}({((float)constant).ToString(CultureInfo.InvariantCulture)})") is { } asSingle) yield return asSingle;
                if (Create($"{name}({constant.ToString(CultureInfo.InvariantCulture)})") is { } asDouble) yield return asDouble;
            }
        }
    }

    private static IActivation? Create(string name)
    {
        try
        {
            return Catalogue.Activations.Create(name);
        }
        catch (ArgumentException)
        {
            return null; // it has no such parameter
        }
    }

    /// <summary>The function as it is written in single and in double precision; none where it states no formula.</summary>
    private List<int> Spellings(IActivation function, int z)
    {
        string key = $"{function.Name} {z}";
        return _spellings.TryGetValue(key, out List<int>? known) ? known : _spellings[key] = Spellings(graph => Write(function, graph), z);
    }

    private List<int> Spellings(Func<GraphBuilder, GraphNumber?> write, int z)
    {
        var spellings = new List<int>();
        foreach (bool isDouble in (bool[])[false, true])
        {
            var graph = new GraphBuilder(isDouble);
            graph.Reserve("z");
            if (write(graph) is not { Graph: not null } written) break;
            var values = new Dictionary<string, int>(StringComparer.Ordinal) { ["z"] = z };
            foreach (TensorMessage constant in graph.Initializers) values[constant.Name] = terms.Of(TensorReader.Numbers(constant)[0]);
            foreach (NodeMessage node in graph.Nodes)
                values[node.Outputs[0]] = terms.Apply(node.Operator, [.. node.Inputs.Select(input => values[input])]);
            spellings.Add(values[written.Name]);
        }
        return spellings;
    }

    private static GraphNumber? Write(IActivation function, GraphBuilder graph)
    {
        try
        {
            return function.ActivationExpression(Expression.Named("z"))?.ReadAs(_ => GraphNumber.Of(graph, "z"));
        }
        catch (NotSupportedException)
        {
            return null; // a part of its formula is known with doubles alone
        }
    }
}
