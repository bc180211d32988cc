using System.Globalization;
using NodeNet.Export;

namespace NodeNet.Tool.Targets;

/// <summary>JavaScript and Python: run as they are.</summary>
internal static class Scripts
{
    public static string? Python => OperatingSystem.IsWindows() ? Programs.FindAny("python3", "python") : Programs.Find("python3");

    private static string Seconds => RowFiles.Seconds.ToString(CultureInfo.InvariantCulture);

    public static TargetRun RunJavaScript(Trial trial, string folder)
    {
        string named = trial.Model.ClassLabels is null ? "-1" : "model.classOf(outputs)";
        File.WriteAllText(Path.Combine(folder, "package.json"), "{ \"type\": \"module\" }");
        File.WriteAllText(Path.Combine(folder, "run.js"), $$"""
            import { readFileSync } from "node:fs";
            import * as model from "./model.js";

            const rows = JSON.parse(readFileSync("rows.json", "utf8"));
            const good = [];
            const lines = [];
            for (const row of rows) {
                try {
                    const outputs = model.predict(row);
                    lines.push(`A ${{{named}}} ${outputs.join(" ")}`);
                    good.push(row);
                } catch (wrong) {
                    if (!(wrong instanceof RangeError)) throw wrong;
                    lines.push("R");
                }
            }
            function spent() {
                const { user, system } = process.cpuUsage();
                return user + system;
            }

            let sum = 0, speed = 0;
            for (let round = 0; round < 2 && good.length > 0; round++) { // the first is for the compiler to warm up
                const start = spent();
                let answered = 0, end;
                do {
                    for (const row of good) sum += model.predict(row)[0];
                    answered += good.length;
                    end = spent();
                } while (end - start < {{Seconds}} * 1e6);
                speed = answered * 1e6 / (end - start);
            }
            if (good.length > 0) lines.push(`T ${speed}`);
            if (sum === 0.5) lines.push("");
            console.log(lines.join("\n"));
            """);
        return Run(trial, folder, Language.JavaScript, Programs.Find("node")!, "run.js");
    }

    public static TargetRun RunPython(Trial trial, string folder)
    {
        string named = trial.Model.ClassLabels is null ? "-1" : "model.class_of(outputs)";
        File.WriteAllText(Path.Combine(folder, "run.py"), $"""
            import json
            import time

            import model

            with open("rows.json", encoding="utf-8") as file:
                rows = json.load(file)
            good = []
            for row in rows:
                try:
                    outputs = model.predict(list(row))
                    print("A", {named}, *map(repr, outputs))
                    good.append(row)
                except ValueError:
                    print("R")
            start = time.process_time()
            end = start
            answered = 0
            while good and end - start < {Seconds}:
                for row in good:
                    model.predict(row)
                answered += len(good)
                end = time.process_time()
            if good:
                print("T", repr(answered / (end - start)))
            """);
        return Run(trial, folder, Language.Python, Python!, "-B", "run.py");
    }

    private static TargetRun Run(Trial trial, string folder, Language language, string program, params string[] arguments)
    {
        long size = RowFiles.Save(trial.Model.ToCode(language, Trial.Name), folder);
        RowFiles.WriteJson(trial, Path.Combine(folder, "rows.json"));
        return RowFiles.Read(trial, Programs.Run(folder, trial.Limit, program, arguments), size);
    }
}
