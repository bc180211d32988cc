namespace NodeNet.Drawing;

/// <summary>How a part of a recorded step is drawn.</summary>
public sealed record StepPictureOptions : PictureOptions
{
    /// <summary>The defaults: the first example, numbers to 4 significant digits.</summary>
    public StepPictureOptions() => Digits = 4;

    /// <summary>Which example of the batch, from 0; the first by default. (A weight's update takes all of them.)</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: below 0.</exception>
    public int Example { get; init => field = Guard.AtLeast(value, 0, nameof(Example)); }
}
