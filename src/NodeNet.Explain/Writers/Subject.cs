namespace NodeNet.Writers;

/// <summary>What a line is about, left of the first equals sign.</summary>
internal abstract record Subject;

/// <summary>δ_h1: a letter, what it belongs to, and whether it is the value after the step.</summary>
internal sealed record Symbol(string Letter, string? Of = null, bool IsNew = false) : Subject;

/// <summary>A name in a program, as PyTorch's.</summary>
internal sealed record Code(string Text) : Subject;

/// <summary>±∂Loss/∂something.</summary>
internal sealed record Derivative(string Loss, Symbol By, bool IsNegative) : Subject;
