using System.Text;
using NodeNet.Writers;

namespace NodeNet.Inspection;

/// <summary>Writes a ledger's document as text, Markdown, LaTeX and MathML.</summary>
internal static class LedgerWriters
{
    public static string Text(LedgerDocument document)
    {
        var text = new StringBuilder();
        text.Append(document.Title).Append('\n');
        foreach (string convention in document.Conventions)
            text.Append("  ").Append(convention).Append('\n');
        foreach (LedgerDocument.Section section in document.Sections)
        {
            text.Append('\n').Append(section.Heading).Append('\n');
            foreach (LedgerLine line in section.Lines)
                text.Append("  ").Append(line).Append('\n');
        }
        return Printable.Text(text.ToString().TrimEnd('\n'));
    }

    public static string Markdown(LedgerDocument document)
    {
        var text = new StringBuilder();
        text.Append("## ").Append(document.Title).Append("\n\n");
        foreach (string convention in document.Conventions)
            text.Append("- ").Append(Escaped(convention)).Append('\n');
        if (document.Conventions.Count > 0) text.Append('\n');
        foreach (LedgerDocument.Section section in document.Sections)
        {
            text.Append("### ").Append(section.Heading).Append("\n\n");
            text.Append("| formula | |\n| --- | --- |\n");
            foreach (LedgerLine line in section.Lines)
            {
                text
                    .Append("| `")
                    .Append(line.Text.Replace("|", "\\|", StringComparison.Ordinal))
                    .Append("` | ")
                    .Append(Escaped(line.Note ?? ""))
                    .Append(" |\n");
            }

            text.Append('\n');
        }
        return Printable.Text(text.ToString().TrimEnd('\n') + "\n");
    }

    public static string Latex(LedgerDocument document)
    {
        var text = new StringBuilder();
        text.Append("% needs \\usepackage{amsmath}\n{\\allowdisplaybreaks\n");
        text.Append(@"\section*{").Append(LatexFormulas.Text(document.Title)).Append("}\n");
        if (document.Conventions.Count > 0)
        {
            text.Append("\\begin{itemize}\n");
            foreach (string convention in document.Conventions)
                text.Append(@"\item ").Append(LatexFormulas.Text(convention)).Append('\n');
            text.Append("\\end{itemize}\n");
        }
        foreach (LedgerDocument.Section section in document.Sections)
        {
            text.Append(@"\subsection*{").Append(LatexFormulas.Text(section.Heading)).Append("}\n\\begin{align*}\n");
            text.AppendJoin(" \\\\\n", section.Lines.Select(line => LatexFormulas.Rows(line.Latex, line.Note)));
            text.Append("\n\\end{align*}\n");
        }
        return Printable.Text(text.Append("}\n").ToString());
    }

    public static string MathML(LedgerDocument document)
    {
        var text = new StringBuilder();
        text.Append("<section>\n<h2>").Append(MathMLFormulas.Text(document.Title)).Append("</h2>\n");
        if (document.Conventions.Count > 0)
        {
            text.Append("<ul>\n");
            foreach (string convention in document.Conventions)
                text.Append("<li>").Append(MathMLFormulas.Text(convention)).Append("</li>\n");
            text.Append("</ul>\n");
        }
        foreach (LedgerDocument.Section section in document.Sections)
        {
            text.Append("<h3>").Append(MathMLFormulas.Text(section.Heading)).Append("</h3>\n");
            foreach (LedgerLine line in section.Lines)
            {
                text.Append("<div>").Append(line.MathML.Replace(" display=\"block\"", " displaystyle=\"true\"", StringComparison.Ordinal));
                if (line.Note is not null) text.Append(" <small>").Append(MathMLFormulas.Text(line.Note)).Append("</small>");
                text.Append("</div>\n");
            }
        }
        return Printable.Text(text.Append("</section>\n").ToString());
    }

    private static string Escaped(string words) =>
        words.Replace("|", "\\|", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
