using System.Reflection;

namespace NodeNet.Tests;

/// <summary>What a part was made with can be read from it, under the name it was given by.</summary>
public class SettingsTests
{
    public static TheoryData<Type> PartsWithSettings => [.. Parts];

    private static IEnumerable<Type> Parts =>
    [
        .. new[] { "Activations", "Losses", "Initializers", "Optimizers", "Schedules", "Stopping" }
            .SelectMany(room => typeof(Network).Assembly.GetExportedTypes().Where(type => type.Namespace == "NodeNet." + room))
            .Where(type => type.IsClass && !type.IsAbstract && Settings(type).Length > 0),
    ];

    [Fact]
    public void There_are_many() => Parts.Should().HaveCountGreaterThan(15);

    [Theory]
    [MemberData(nameof(PartsWithSettings))]
    public void Every_setting_can_be_read(Type part)
    {
        ParameterInfo[] settings = Settings(part);
        object?[] given = [.. settings.Select((setting, i) => Value(setting, i))];

        object made = settings[0].Member is ConstructorInfo constructor ? constructor.Invoke(given) : throw new InvalidOperationException();

        foreach ((ParameterInfo setting, object? value) in settings.Zip(given))
        {
            PropertyInfo? property = part.GetProperty(setting.Name!, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance);
            property.Should().NotBeNull($"{part.Name} is made with {setting.Name}");
            property!.GetValue(made).Should().BeEquivalentTo(value);
        }
    }

    /// <summary>The parameters of the longest constructor that takes only numbers and truths.</summary>
    private static ParameterInfo[] Settings(Type part) =>
        part.GetConstructors()
            .Select(one => one.GetParameters())
            .Where(all => Array.TrueForAll(all, one => IsPlain(one.ParameterType)))
            .MaxBy(all => all.Length) ?? [];

    // Different, rising, and within what any part allows: a truth, a count, a fraction; a factor by which something grows is above 1.
    private static object Value(ParameterInfo setting, int place)
    {
        if (setting.ParameterType == typeof(bool)) return true;
        if (setting.ParameterType == typeof(int)) return place + 2;
        return setting.Name == "grow" ? 1.5 : 0.25 + 0.125 * place;
    }

    private static bool IsPlain(Type type) => type == typeof(double) || type == typeof(int) || type == typeof(bool);
}
