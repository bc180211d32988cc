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
    private readonly Dictionary<int, IActivation?> _found = [];

    /// <summary>The activation function, or null if it is none of the catalogue.</summary>
    public IActivation? Find(int term)
    {
        if (_found.TryGetValue(term, out IActivation? known)) return known;
        return _found[term] = Candidates(term).FirstOrDefault(function => Spellings(function, TermTable.Z).Exists(spelling => terms.AreSame(term, spelling)));
    }

    /// <summary>The term of an activation function of some other term.</summary>
    public int Apply(IActivation function, int to) => Spellings(function, to)[0];

    private IEnumerable<IActivation> Candidates(int term)
    {
        // A parameter stands in the file as a float or a double: its shortest form is what was meant.
        IEnumerable<string> numbers = terms.Constants(term).SelectMany(constant => (string[])
        [
            ((float)constant).ToString(CultureInfo.InvariantCulture), constant.ToString(CultureInfo.InvariantCulture),
        ]).Distinct();
        string[] parameters = ["", .. numbers.Select(number => $"({number})")];
        return Catalogue.Activations.Names.Concat(Catalogue.Activations.RegisteredNames)
            .SelectMany(name => parameters.Select(parameter => Create(name + parameter))).OfType<IActivation>();
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
        var spellings = new List<int>();
        foreach (bool isDouble in (bool[])[false, true])
        {
            var graph = new GraphBuilder(isDouble);
            graph.Reserve("z");
            if (Write(function, graph) is not { Graph: not null } written) break;
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
