namespace NodeNet.Drawing;

/// <summary>What a picture of a network shows.</summary>
public sealed record NetworkPictureOptions : PictureOptions
{
    /// <summary>Whether nodes show their activations, where there are any; true by default.</summary>
    public bool ShowValues { get; init; } = true;

    /// <summary>Whether connections show their weights as numbers; true by default. They are left out where they could not be read: at layers that are not
    /// shown in full, and where no place is left beside the others. The picture's description says so.</summary>
    public bool ShowWeights { get; init; } = true;

    /// <summary>Whether nodes show their biases; true by default.</summary>
    public bool ShowBiases { get; init; } = true;

    /// <summary>Whether the key to colours and lines stands below the network; true by default.</summary>
    public bool ShowKey { get; init; } = true;

    /// <summary>Up to how many nodes of a layer are drawn; of a larger layer so many are, half of them from its start and half from its end, and "… 774 more"
    /// stands between. At least 2; 10 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: below 2.</exception>
    public int MaxNodes { get; init => field = Guard.AtLeast(value, 2, nameof(MaxNodes)); } = 10;
}
