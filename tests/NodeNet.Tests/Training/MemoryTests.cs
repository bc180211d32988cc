using System.Globalization;
using NodeNet.Tests.Persistence;

namespace NodeNet.Tests.Training;

/// <summary>As many pictures as MNIST has are read and learned in little memory.</summary>
public class MemoryTests
{
    private const string HeapLimit = "DOTNET_GCHeapHardLimit"; // in hexadecimal bytes

    [Fact]
    public async Task Seventy_thousand_pictures_are_read_and_learned_in_less_than_300_MB()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("pictures");
        await Processes.Run(["pictures", path]);

        // The bytes of the pictures are 55 MB, once in the file that was read and once in the data set; as floats they would be 220 MB, as doubles 439 MB.
        string[] output = await Processes.Run(["learn-pictures", path], (HeapLimit, 190_000_000.ToString("x", CultureInfo.InvariantCulture)));

        double.Parse(output[0], CultureInfo.InvariantCulture).Should().BeGreaterThan(0.9, "a bright row is easy to learn");
        if (output.Length > 1) int.Parse(output[1], CultureInfo.InvariantCulture).Should().BeLessThan(300, "MB, the runtime included");
    }
}
