using System.Globalization;
using NodeNet.Export;

namespace NodeNet.Tool.Targets;

/// <summary>Java: compiled, and run.</summary>
internal static class JavaProgram
{
    public static TargetRun Run(Trial trial, string folder)
    {
        long size = RowFiles.Save(trial.Model.ToCode(Language.Java, Trial.Name), folder);
        RowFiles.WriteLines(trial, Path.Combine(folder, "rows.txt"));
        File.WriteAllText(Path.Combine(folder, "Run.java"), Program(trial));
        Programs.Run(folder, trial.Limit, Programs.Find("javac")!, "-encoding", "UTF-8", "-J-XX:TieredStopAtLevel=1", "Model.java", "Run.java");
        return RowFiles.Read(trial, Programs.Run(folder, trial.Limit, Programs.Find("java")!, "-Xshare:auto", "Run"), size);
    }

    private static string Program(Trial trial)
    {
        string row = trial.IsNumbersOnly ? "double[]" : "Model.Row";
        string rows = trial.IsNumbersOnly ? "new double[lines.size() / COLUMNS][COLUMNS]" : "new Model.Row[lines.size() / COLUMNS]";
        string made = trial.IsNumbersOnly ? "" : "rows[i] = new Model.Row();";
        string set = trial.IsNumbersOnly ? "rows[i][k] = value == null ? Double.NaN : (Double) value;" : "if (value != null) fields[k].set(rows[i], value);";
        string fields = trial.IsNumbersOnly ? "" : "java.lang.reflect.Field[] fields = Model.Row.class.getDeclaredFields();";
        string named = trial.Model.ClassLabels is null ? "-1" : "Model.classOf(outputs)";
        return $$"""
            import java.nio.charset.StandardCharsets;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.util.Base64;
            import java.util.List;

            final class Run {
                private static final int COLUMNS = {{trial.Columns.Count}};

                private static Object read(String line) {
                    String rest = line.substring(1);
                    switch (line.charAt(0)) {
                        case 'n': return Double.valueOf(rest);
                        case 'd': return java.time.LocalDateTime.parse(rest);
                        case 't': return new String(Base64.getDecoder().decode(rest), StandardCharsets.UTF_8);
                        default: return null;
                    }
                }

                public static void main(String[] arguments) throws Exception {
                    List<String> lines = Files.readAllLines(Path.of("rows.txt"));
                    {{row}}[] rows = {{rows}};
                    {{fields}}
                    for (int i = 0; i < rows.length; i++) {
                        {{made}}
                        for (int k = 0; k < COLUMNS; k++) {
                            Object value = read(lines.get(i * COLUMNS + k));
                            {{set}}
                        }
                    }
                    StringBuilder text = new StringBuilder();
                    int good = 0;
                    for ({{row}} row : rows) {
                        try {
                            double[] outputs = Model.predict(row);
                            text.append("A ").append({{named}});
                            for (double output : outputs) text.append(' ').append(output);
                            text.append('\n');
                            rows[good++] = row;
                        } catch (IllegalArgumentException wrong) {
                            text.append("R\n");
                        }
                    }
                    System.out.print(text);
                    java.lang.management.ThreadMXBean spent = java.lang.management.ManagementFactory.getThreadMXBean();
                    double sum = 0, speed = 0;
                    for (int round = 0; round < 2 && good > 0; round++) { // the first is for the compiler to warm up
                        long answered = 0, start = spent.getCurrentThreadCpuTime(), end;
                        do {
                            for (int i = 0; i < good; i++) sum += Model.predict(rows[i])[0];
                            answered += good;
                            end = spent.getCurrentThreadCpuTime();
                        } while (end - start < {{(RowFiles.Seconds * 1e9).ToString(CultureInfo.InvariantCulture)}}L);
                        speed = answered * 1e9 / (end - start);
                    }
                    if (good > 0) System.out.println("T " + speed);
                    if (sum == 0.5) System.out.print(" ");
                }
            }
            """;
    }
}
