using NodeNet.Samples.Output;

namespace NodeNet.Samples.Lessons;

public static class HandwrittenDigits
{
    public static void Give(Paper paper) => paper.Say("later");
}
