using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>A column that is predicted. Immutable, fitted on a training table.</summary>
public abstract class RecipeTarget
{
    private protected RecipeTarget(string name) => Name = name;

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>How many outputs of the network it takes.</summary>
    public abstract int Width { get; }

    /// <summary>The target's numbers in a row.</summary>
    internal abstract void Encode(Cell cell, Span<double> numbers, in CellPlace place);
}

/// <summary>A number that is predicted: one output, scaled for training and brought back in answers.</summary>
public sealed class NumberTarget : RecipeTarget
{
    internal NumberTarget(string name, NumberEncoding encoding)
        : base(name) => Encoding = encoding;

    /// <summary>How the number is scaled.</summary>
    public NumberEncoding Encoding { get; }

    /// <inheritdoc/>
    public override int Width => 1;

    /// <summary>"body_mass_g: number, (x − 4202) / 801".</summary>
    public override string ToString() => MessageText.Line($"{Name}: {Encoding}");

    internal override void Encode(Cell cell, Span<double> numbers, in CellPlace place) =>
        numbers[0] = Encoding.Scale(NumberEncoding.NumberOf(cell, place), place);
}

/// <summary>Classes that are predicted. Two take one output, which is 1 for the second, the positive class; more take one output each.</summary>
public sealed class ClassTarget : RecipeTarget
{
    internal ClassTarget(string name, IReadOnlyList<string> classes)
        : base(name) => Classes = [.. classes];

    /// <summary>The classes in the order of their numbers, from 0; of two, the second is the positive one.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public override int Width => Classes.Count == 2 ? 1 : Classes.Count;

    /// <summary>"species: one of Adelie, Chinstrap, Gentoo"; of two, "sick: yes, or no".</summary>
    public override string ToString() => MessageText.Line(
        Classes.Count == 2 ? $"{Name}: {Classes[1]} (1) or {Classes[0]} (0)" : $"{Name}: one of {MessageText.List(Classes)}");

    internal override void Encode(Cell cell, Span<double> numbers, in CellPlace place)
    {
        string name = cell.ToString();
        int known = 0;
        while (known < Classes.Count && Classes[known] != name) known++;
        if (known == Classes.Count)
        {
            string meant = NearestName.Question(name, Classes);
            throw place.Trouble($"\"{MessageText.Shown(name)}\" is none of the classes {MessageText.List(Classes)} of the training table.{meant}", cell);
        }
        numbers.Clear();
        if (numbers.Length > 1) numbers[known] = 1.0;
        else numbers[0] = known;
    }
}
