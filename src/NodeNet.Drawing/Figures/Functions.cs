using NodeNet.Activations;
using NodeNet.Drawing.Layout;
using NodeNet.Losses;

namespace NodeNet.Drawing.Figures;

/// <summary>The curves behind the names that a ledger keeps. A user's own function has a name that the catalogue does not know: then there is a point, but no
/// curve.</summary>
internal static class Functions
{
    public static IActivation? Activation(string name) => Known(Catalogue.Activations.Names, name) ? Catalogue.Activations.Create(name) : null;

    public static ILoss? Loss(string name) => Known(Catalogue.Losses.Names, name) ? Catalogue.Losses.Create(name) : null;

    /// <summary>A node's activation function, with the node's point on it.</summary>
    public static FunctionPanel ActivationPanel(string name, double netInput, double activation, double? slope, string netInputText)
    {
        IActivation? function = Activation(name);
        double reach = Math.Max(4, 1.3 * Math.Abs(netInput));
        return new FunctionPanel
        {
            Title = slope is null ? name : $"{name}: slope at z",
            Curve = function is null ? null : function.Activate,
            From = -reach,
            To = reach,
            Here = new Point(netInput, activation),
            Slope = slope,
            Axis = $"z = {netInputText}",
        };
    }

    /// <summary>An output's term of the loss over the output, with the target marked.</summary>
    public static FunctionPanel LossPanel(string name, double output, double target, double slope, string outputText)
    {
        ILoss? loss = Loss(name);
        double gap = Math.Max(0.2, Math.Abs(output - target));
        return new FunctionPanel
        {
            Title = $"{name}: slope at the output",
            Curve = loss is null ? null : x => loss.Term(x, target),
            From = Math.Min(output, target) - 0.6 * gap,
            To = Math.Max(output, target) + 0.6 * gap,
            Here = new Point(output, loss?.Term(output, target) ?? 0),
            Slope = slope,
            Mark = target,
            Axis = $"output = {outputText}",
        };
    }

    private static bool Known(IReadOnlyList<string> names, string name) => names.Contains(name.Split('(')[0]);
}
