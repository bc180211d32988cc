using NodeNet.Export.Plan;
using NodeNet.Recipes;

namespace NodeNet.Export.Languages;

/// <content>The cells of a proof's rows.</content>
internal abstract partial class ProcedureWriter
{
    /// <summary>What stands for a cell that is missing, where it is no number.</summary>
    protected virtual string Nothing => "null";

    /// <summary>A number of a row, to the bit.</summary>
    protected virtual string Exact(double number) => Number(number);

    /// <summary>A cell, in languages in which a column has one type.</summary>
    protected string Literal(Cell cell, PlanColumn column) => column switch
    {
        NumberColumn => cell.IsMissing ? Number(double.NaN) : Exact(cell.Number),
        _ when cell.IsMissing => Nothing,
        DateColumn when cell.Kind == CellKind.Date => DateText(cell.Date),
        _ => Quoted(cell.ToString()),
    };

    /// <summary>A cell, in languages in which a list may hold anything.</summary>
    protected string Literal(Cell cell) => cell.Kind switch
    {
        CellKind.Missing => Nothing,
        CellKind.Number => Exact(cell.Number),
        _ => Quoted(cell.ToString()),
    };
}
