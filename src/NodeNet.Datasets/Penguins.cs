using NodeNet.Tables;

namespace NodeNet.Datasets;

/// <summary>The Palmer penguins: 344 penguins of three species on three islands of Antarctica, with measurements, and gaps as real data have them.</summary>
/// <remarks>
/// <para>A. M. Horst, A. P. Hill and K. B. Gorman, "palmerpenguins" (2020), from the measurements of K. B. Gorman and others at Palmer Station.
/// See <see cref="Source"/> for origin and licence.</para>
/// </remarks>
public static class Penguins
{
    private static readonly Lazy<Table> _table = new(() => EmbeddedFile.ReadCsv("penguins.csv", new CsvOptions()));

    /// <summary>Where the data come from, their licence, and how to cite them.</summary>
    public const string Source =
        "palmerpenguins: Palmer Archipelago (Antarctica) penguin data. A. M. Horst, A. P. Hill and K. B. Gorman (2020), "
            + "https://doi.org/10.5281/zenodo.3960218. " +
        "Measured by K. B. Gorman and Palmer Station LTER (K. B. Gorman, T. D. Williams, W. R. Fraser, PLoS ONE 9(3), 2014, e90081). CC0 1.0.";

    /// <summary>
    /// 344 rows with the columns species (Adelie, Chinstrap, Gentoo), island, bill_length_mm, bill_depth_mm, flipper_length_mm,
    /// body_mass_g, sex and year. In 11 rows a value is missing; <see cref="Table.DropMissing"/> leaves 333.
    /// </summary>
    /// <example><code>
    /// (Table training, Table test) = Penguins.Table.SplitStratified("species", testFraction: 0.2, seed: 1);
    /// Recipe recipe = Recipe.Fit(training, new RecipeOptions { Targets = ["species"], Defaults = new ColumnOptions { Missing = MissingRule.Median } });
    /// </code></example>
    public static Table Table => _table.Value;
}
