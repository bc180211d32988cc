namespace NodeNet.Recipes;

/// <summary>How a column of numbers is brought to a size that networks learn well from. What is needed is measured on the training table.</summary>
public enum NumberScaling
{
    /// <summary>(x − mean) / standard deviation (that of the population, dividing by n).</summary>
    Standard,

    /// <summary>(x − smallest) / (largest − smallest): 0 to 1 in the training table.</summary>
    MinMax,

    /// <summary>(x − median) / (third quartile − first quartile): hardly moved by single far values. Quartiles are interpolated between neighbours.</summary>
    Robust,

    /// <summary>ln x, and that by mean and standard deviation: for numbers above 0 that span orders of magnitude.</summary>
    Log,

    /// <summary>ln(1 + x), and that by mean and standard deviation: for counts, which may be 0; above −1.</summary>
    LogOnePlus,

    /// <summary>x as it is.</summary>
    None,
}
