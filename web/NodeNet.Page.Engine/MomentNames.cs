using NodeNet.Inspection;

namespace NodeNet.Page;

/// <summary>What the number of a moment is called, in the notation of the arithmetic: "z_h1", and of a product its factors, "w_x1→h1 · x1".</summary>
public static class MomentNames
{
    public static string Of(LedgerMoment moment)
    {
        string node = moment.Node?.Name ?? "";
        return moment.Kind switch
        {
            MomentKind.Input => node,
            MomentKind.Bias => Value(moment.Parameter!),
            MomentKind.Term => $"{Value(moment.Parameter!)} · {Activation(moment.Parameter!.Source!)}",
            MomentKind.NetInput => "z_" + node,
            MomentKind.Activation => "a_" + node,
            MomentKind.LossTerm => "L_" + node,
            MomentKind.Loss => "L",
            MomentKind.LossSlope => "∂L/∂a_" + node,
            MomentKind.DeltaTerm => $"δ_{moment.Parameter!.Target.Name} · {Value(moment.Parameter)}",
            MomentKind.Push => "−∂L/∂" + Activation(moment.Node!),
            MomentKind.ActivationSlope => "a′_" + node,
            MomentKind.Delta => "δ_" + node,
            MomentKind.Change => "Δ" + Value(moment.Parameter!),
            MomentKind.NewValue => Value(moment.Parameter!, "⁺"),
            _ => "−∂L/∂" + Value(moment.Parameter!), // the stages of a gradient
        };
    }

    private static string Activation(LedgerNode node) => node.IsInput ? node.Name : "a_" + node.Name;

    private static string Value(LedgerParameter parameter, string isNew = "") =>
        parameter.IsBias ? $"b{isNew}_{parameter.Target.Name}" : $"w{isNew}_{parameter.Name}";
}
