using System.CommandLine;
using System.Text.Json.Nodes;
using NodeNet.Judging;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet calibrate: probabilities that mean what they say.</summary>
internal static class CalibrateCommand
{
    public static Command Create(TextWriter output, TextWriter error) => Improvement.Create(
        "calibrate",
        "Finds the temperature by which a model's scores become probabilities that mean what they say. Its answers stay the same classes.\n\n"
            + "Example: nodenet calibrate model.json calibration.csv --out calibrated.json",
        [], output, error, (_, model, rows) =>
        {
            TemperatureScaling found = TemperatureScaling.Fit(model, rows);
            Reliability before = Reliability.Of(model, rows);
            Model calibrated = found.Apply(model);
            Reliability after = Reliability.Of(calibrated, rows);
            string lost = model.Conformal is not null && calibrated.Conformal is null
                ? "\nThe promise of the model's sets is not that of these scores, and was left out: nodenet conformal finds the new one." : "";
            return (calibrated, $"{found}\nbefore: {before}\nafter:  {after}{lost}", new JsonObject
            {
                ["temperature"] = Json.Of(found.Temperature),
                ["logLossBefore"] = Json.Of(found.LogLossBefore),
                ["logLossAfter"] = Json.Of(found.LogLossAfter),
                ["calibrationErrorBefore"] = Json.Of(before.ExpectedCalibrationError),
                ["calibrationErrorAfter"] = Json.Of(after.ExpectedCalibrationError),
            });
        });
}
