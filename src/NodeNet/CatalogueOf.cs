using System.Globalization;
using NodeNet.Foundation;

namespace NodeNet;

/// <summary>One kind of pluggable part, by name.</summary>
/// <typeparam name="T">The kind.</typeparam>
/// <remarks>Any number of threads may use it at once.</remarks>
public sealed class Catalogue<T>
    where T : class
{
    private const int LongestName = 64;

    private readonly string _property;
    private readonly string _kind;
    private readonly CatalogueEntry<T>[] _entries;
    private readonly Lock _registering = new();
    private volatile CatalogueEntry<T>[] _registered = []; // replaced as a whole

    internal Catalogue(string property, string kind, CatalogueEntry<T>[] entries)
    {
        _property = property;
        _kind = kind;
        _entries = entries;
    }

    /// <summary>The names of what NodeNet brings along, in the order in which they are taught.</summary>
    public IReadOnlyList<string> Names => [.. _entries.Select(entry => entry.Name)];

    /// <summary>The names of what was registered, in the order in which that was done.</summary>
    public IReadOnlyList<string> RegisteredNames => [.. _registered.Select(entry => entry.Name)];

    /// <summary>Whether <see cref="Create"/> knows a name.</summary>
    /// <param name="name">The name, without parameters.</param>
    public bool Contains(string name) => Find(name) is not null;

    /// <summary>Adds a part of your own, so that files with it can be loaded and command lines can name it.</summary>
    /// <param name="name">Its name, as its own <c>Name</c> property has it: it starts with a letter a to z, continues with such letters, digits and
    /// underscores, and has at most 64 of them.</param>
    /// <param name="create">Makes one; called by each <see cref="Create"/>, on its thread.</param>
    /// <exception cref="ArgumentException">The name is not of that form, is one of <see cref="Names"/>, or is registered already.</exception>
    /// <example><code>
    /// Catalogue.Activations.Register("my_swish", () => new MySwish());
    /// Network network = Network.Load("swish.json");
    /// </code></example>
    public void Register(string name, Func<T> create)
    {
        Guard.NotNull(create);
        Add(name, new CatalogueEntry<T>(name, 0, 0, _ => create()));
    }

    /// <summary>Adds a part of your own that has parameters: written <c>my_swish(1.5,2)</c>, without parentheses where none are given.</summary>
    /// <param name="name">Its name: a letter a to z, then such letters, digits and underscores, at most 64 in all. Its <c>Name</c> property writes it with its
    /// parameters.</param>
    /// <param name="leastParameters">How many parameters there must be; 0 or more.</param>
    /// <param name="mostParameters">How many there may be; <paramref name="leastParameters"/> or more.</param>
    /// <param name="create">Makes one of the parameters given; called by each <see cref="Create"/>, on its thread. For parameters out of range it throws an
    /// <see cref="ArgumentException"/>.</param>
    /// <exception cref="ArgumentException">The name is not of that form, is one of <see cref="Names"/>, or is registered already.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of parameters is out of range.</exception>
    /// <example><code>
    /// Catalogue.Activations.Register("my_swish", 0, 1, p => new MySwish(p.Count > 0 ? p[0] : 1.0));
    /// </code></example>
    public void Register(string name, int leastParameters, int mostParameters, Func<IReadOnlyList<double>, T> create)
    {
        Guard.AtLeast(leastParameters, 0);
        Guard.AtLeast(mostParameters, leastParameters);
        Guard.NotNull(create);
        Add(name, new CatalogueEntry<T>(name, leastParameters, mostParameters, create));
    }

    /// <summary>Creates a part from its name and parameters, as each part's own <c>Name</c> property writes them: <c>"leaky_relu(0.01)"</c>. Parameters left
    /// out have their defaults.</summary>
    /// <param name="text">The name, and in parentheses the parameters, separated by commas, with a point for decimals.</param>
    /// <exception cref="ArgumentException">The name is unknown (the message lists those known), or the parameters do not fit.</exception>
    /// <exception cref="InvalidOperationException">What was registered under the name made null.</exception>
    public T Create(string text)
    {
        Guard.NotNull(text);
        int open = text.IndexOf('(', StringComparison.Ordinal);
        string name = open < 0 ? text : text[..open];
        CatalogueEntry<T> entry = Find(name)
            ?? throw new ArgumentException(
                $"No {_kind} is called \"{MessageText.Shown(name)}\"; there are {string.Join(", ", Names.Concat(RegisteredNames))}. "
                    + $"{HowToRegister(name)}", nameof(text));

        List<double> parameters = open < 0 ? [] : Parameters(text, open);
        if (parameters.Count < entry.LeastParameters || parameters.Count > entry.MostParameters)
        {
            string range = entry.LeastParameters == entry.MostParameters
                ? MessageText.Count(entry.MostParameters, "parameter")
                : $"{entry.LeastParameters} to {MessageText.Count(entry.MostParameters, "parameter")}";
            throw new ArgumentException(
                $"\"{MessageText.Shown(text)}\" has {MessageText.Count(parameters.Count, "parameter")}; {entry.Name} takes {range}.", nameof(text));
        }
        return entry.Create(parameters) ?? throw new InvalidOperationException($"What is registered as \"{name}\" in Catalogue.{_property} made null.");
    }

    /// <summary>Whether a file that names a part would be loaded with the same part; if not, why, as the rest of a sentence.</summary>
    internal string? WhyNotSavable(T part, string? name)
    {
        Type type = part.GetType();
        string bare = name is null ? "" : name[..(name.IndexOf('(', StringComparison.Ordinal) is >= 0 and int open ? open : name.Length)];
        if (Find(bare) is null)
            return $"is {type}, called \"{name}\", which is not registered, so that the file could not be loaded. {HowToRegister(bare)}";
        try
        {
            T again = Create(name!);
            if (again.GetType() != type)
                return $"is {type}, but \"{name}\" in Catalogue.{_property} makes {again.GetType()}. Give it a name of its own and register that.";
        }
        catch (ArgumentException refused)
        {
            return $"is {type}, called \"{name}\", but from that Catalogue.{_property} cannot make it: {MessageText.MessageOf(refused)}";
        }
        return null;
    }

    private CatalogueEntry<T>? Find(string name)
    {
        Guard.NotNull(name);
        return Array.Find(_entries, e => e.Name == name) ?? Array.Find(_registered, e => e.Name == name);
    }

    private string HowToRegister(string name) =>
        $"A part of your own is found by name after Catalogue.{_property}.Register(\"{(IsName(name) ? name : "my_own")}\", () => new …()).";

    private void Add(string name, CatalogueEntry<T> entry)
    {
        Guard.NotNull(name);
        if (!IsName(name))
        {
            throw new ArgumentException(
                $"\"{MessageText.Shown(name)}\" cannot be the name of a part: it must start with a letter a to z, continue with such letters, digits and "
                    + $"underscores, and have at most {LongestName} of them.", nameof(name));
        }

        lock (_registering)
        {
            if (Array.Exists(_entries, e => e.Name == name))
            {
                throw new ArgumentException($"\"{name}\" is NodeNet's own {_kind}; take another name.", nameof(name));
            }
            if (Contains(name)) throw new ArgumentException($"\"{name}\" is registered already.", nameof(name));
            _registered = [.. _registered, entry];
        }
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName
            && char.IsAsciiLetterLower(name[0])
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static List<double> Parameters(string text, int open)
    {
        if (!text.EndsWith(')')) throw new ArgumentException($"\"{MessageText.Shown(text)}\" has no closing parenthesis.", nameof(text));
        var parameters = new List<double>();
        foreach (string part in text[(open + 1)..^1].Split(','))
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
                throw new ArgumentException($"\"{MessageText.Shown(part)}\" in \"{MessageText.Shown(text)}\" is not a number.", nameof(text));
            if (value == 0.0
                && part.AsSpan(0, part.AsSpan().IndexOfAny('e', 'E') is >= 0 and int exponent ? exponent : part.Length).ContainsAnyInRange('1', '9'))
            {
                // 1e-400 is not 0
                throw new ArgumentException($"\"{MessageText.Shown(part)}\" in \"{MessageText.Shown(text)}\" is too small for a double.", nameof(text));
            }

            parameters.Add(value);
        }
        return parameters;
    }
}

/// <summary>A name, how many parameters may follow it, and what it makes.</summary>
internal sealed record CatalogueEntry<T>(string Name, int LeastParameters, int MostParameters, Func<IReadOnlyList<double>, T> Create);
