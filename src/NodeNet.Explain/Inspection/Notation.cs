using System.Globalization;
using NodeNet.Writers;

namespace NodeNet.Inspection;

/// <summary>The names and signs of a profile.</summary>
internal sealed class Notation
{
    private readonly LedgerProfile _profile;
    private readonly Dictionary<LedgerParameter, string> _numbered = [];

    public Notation(LedgerProfile profile, LedgerNetwork network)
    {
        _profile = profile;
        if (profile != LedgerProfile.Mazur) return;
        foreach (LedgerParameter weight in network.Weights)
            _numbered.Add(weight, string.Create(CultureInfo.InvariantCulture, $"w{_numbered.Count + 1}"));
    }

    /// <summary>Whether everything points downhill, as the handout's δ does; otherwise δ and gradients have the loss's sign.</summary>
    public bool IsDownhill => _profile == LedgerProfile.Handout;

    /// <summary>+1 for numbers shown downhill, −1 for numbers shown as slopes of the loss.</summary>
    public double Sign => IsDownhill ? 1.0 : -1.0;

    /// <summary>The letter of the loss.</summary>
    public string Loss => _profile switch { LedgerProfile.Mazur => "E", LedgerProfile.PyTorch => "loss", _ => "L" };

    public string Of(LedgerNode node)
    {
        if (_profile != LedgerProfile.Mazur) return node.Name;
        if (node.IsInput) return "i" + Place(node);
        return node.IsOutput ? "o" + Place(node) : node.Name;
    }

    public Symbol NetInput(LedgerNode node) => new(_profile == LedgerProfile.Mazur ? "net" : "z", Of(node));

    public Symbol Activation(LedgerNode node) => node.IsInput ? new(Of(node)) : new(_profile == LedgerProfile.Mazur ? "out" : "a", Of(node));

    public Symbol Delta(LedgerNode node) => new("δ", Of(node));

    public Symbol LossTerm(LedgerNode node) => new(Loss, Of(node));

    public Symbol TotalLoss => _profile == LedgerProfile.Mazur ? new Symbol("E", "total") : new Symbol(Loss);

    /// <summary>±∂Loss/∂activation, in the sign of the profile.</summary>
    public Subject Push(LedgerNode node) => new Derivative(Loss, Activation(node), IsDownhill);

    public Symbol Value(LedgerParameter parameter, bool isNew = false) => (_profile, parameter.IsBias) switch
    {
        (LedgerProfile.Mazur, false) => new Symbol(_numbered[parameter], IsNew: isNew),
        (_, true) => new Symbol("b", Of(parameter.Target), isNew),
        _ => new Symbol("w", Path(parameter), isNew),
    };

    /// <summary>The new value of a parameter.</summary>
    public Subject NewValue(LedgerParameter parameter) =>
        _profile == LedgerProfile.PyTorch ? new Code(InModule(parameter, ".data")) : Value(parameter, isNew: true);

    /// <summary>±∂Loss/∂parameter, in the sign of the profile.</summary>
    public Subject Gradient(LedgerParameter parameter) =>
        _profile == LedgerProfile.PyTorch ? new Code(InModule(parameter, ".grad")) : new Derivative(Loss, Value(parameter), IsDownhill);

    public Symbol Change(LedgerParameter parameter) => (_profile, parameter.IsBias) switch
    {
        (LedgerProfile.Mazur, false) => new Symbol("Δ" + _numbered[parameter]),
        (_, true) => new Symbol("Δb", Of(parameter.Target)),
        _ => new Symbol("Δw", Path(parameter)),
    };

    public Symbol Memory(LedgerParameter parameter, string name) =>
        new(
            name,
            _profile == LedgerProfile.Mazur && !parameter.IsBias ? _numbered[parameter] : parameter.IsBias ? "b_" + Of(parameter.Target) : Path(parameter));

    private string Path(LedgerParameter weight) => $"{Of(weight.Source!)}→{Of(weight.Target)}";

    /// <summary>"hidden1.weight.grad[0, 2]": as in a PyTorch module whose layers are linear layers called hidden1, hidden2, …, output.</summary>
    private static string InModule(LedgerParameter parameter, string what)
    {
        string module = parameter.Target.Layer.Name.Replace(" ", "", StringComparison.Ordinal);
        int row = parameter.Target.Position;
        if (parameter.IsBias) return string.Create(CultureInfo.InvariantCulture, $"{module}.bias{what}[{row}]");
        LedgerLayer from = parameter.Source!.Layer;
        string skip = from.Index == parameter.Target.Layer.Index - 1 ? "" : "_from_" + from.Name.Replace(" ", "", StringComparison.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"{module}{skip}.weight{what}[{row}, {parameter.Source.Position}]");
    }

    private static string Place(LedgerNode node) => (node.Position + 1).ToString(CultureInfo.InvariantCulture);
}
