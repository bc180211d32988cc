namespace NodeNet.Drawing;

/// <summary>How a curve over epochs is drawn.</summary>
public sealed record CurveOptions : PictureOptions
{
    /// <summary>Whether the loss is shown in powers of ten, as suits one that falls over several; false by default. Values of 0 and below cannot be shown then
    /// and are left out.</summary>
    public bool IsLogarithmic { get; init; }
}
