using System.Text.Json;
using NodeNet.Activations;

namespace NodeNet.Import.Keras;

/// <summary>Keras' activation functions by name.</summary>
internal static class KerasFunctions
{
    private const double DefaultLeak = 0.2; // of the function; the layer LeakyReLU has 0.3

    /// <summary>A function of single nodes, or softmax as null.</summary>
    /// <param name="told">Its name, or an object with it.</param>
    /// <param name="layer">The layer's name, for messages.</param>
    public static IActivation? Of(JsonElement told, string layer)
    {
        if (told.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return new Identity();
        JsonElement settings = default;
        string name = told.ValueKind == JsonValueKind.Object ? NameOf(told, out settings) : told.GetString() ?? "";
        return name switch
        {
            "linear" => new Identity(),
            "relu" or "ReLU" => Rectifier(settings, layer),
            "sigmoid" => new Sigmoid(),
            "tanh" => new Tanh(),
            "softplus" => new Softplus(),
            "silu" or "swish" => new SiLU(),
            "gelu" => new GELU(),
            "elu" => new ELU(Number(settings, 1.0, "alpha")),
            "leaky_relu" or "LeakyReLU" => new LeakyReLU(Number(settings, name == "LeakyReLU" ? 0.3 : DefaultLeak, "negative_slope", "alpha")),
            "softmax" => null,
            _ => throw new ImportException(
                $"The layer \"{layer}\" has the activation \"{name}\", which is none of NodeNet's; linear, relu, leaky_relu, elu, sigmoid, tanh, softplus, "
                    + "silu, gelu and softmax are read."),
        };
    }

    /// <summary>A rectifier with Keras' settings.</summary>
    public static IActivation Rectifier(JsonElement settings, string layer)
    {
        if (Number(settings, 0.0, "threshold") != 0.0 || Number(settings, double.PositiveInfinity, "max_value") < double.PositiveInfinity)
            throw new ImportException($"The layer \"{layer}\" is a ReLU with a threshold or a largest value, which NodeNet has not.");
        double slope = Number(settings, 0.0, "negative_slope");
        return slope == 0.0 ? new ReLU() : new LeakyReLU(slope);
    }

    /// <summary>A number of a configuration; older versions have it as a list of one, or in an object of NumPy's.</summary>
    public static double Number(JsonElement settings, double standard, params ReadOnlySpan<string> names)
    {
        if (settings.ValueKind != JsonValueKind.Object) return standard;
        foreach (string name in names)
        {
            if (!settings.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null) continue;
            while (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("value", out JsonElement inner)) value = inner;
            if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1) value = value[0];
            double number = value.GetDouble();
            return double.IsFinite(number) ? number : throw new ImportException($"{name} is not finite.");
        }
        return standard;
    }

    /// <summary>{"class_name": "function", "config": "relu"}, or a layer that is used as a function.</summary>
    private static string NameOf(JsonElement told, out JsonElement settings)
    {
        settings = told.TryGetProperty("config", out JsonElement config) ? config : default;
        if (settings.ValueKind == JsonValueKind.String) return settings.GetString()!;
        return told.GetProperty("class_name").GetString() ?? "";
    }
}
