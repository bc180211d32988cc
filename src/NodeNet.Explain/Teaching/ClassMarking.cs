using NodeNet.Foundation;

namespace NodeNet.Teaching;

/// <summary>Marks the files that a class handed in: which are sheets, whose they are, and what is odd about them.</summary>
internal sealed class ClassMarking
{
    private const string Kinds = "(.csv or .xlsx)";

    private readonly WorksheetSet _set;
    private readonly Dictionary<string, Worksheet> _byCode = [];
    private readonly List<MarkedPupil> _pupils = [];
    private readonly List<ClassRemark> _remarks = [];
    private readonly List<string> _unmarked = [];

    public ClassMarking(WorksheetSet set)
    {
        _set = set;
        foreach (Worksheet sheet in set.Sheets)
            _byCode.TryAdd(sheet.Code, sheet);
    }

    /// <summary>Marks a folder with the folders in it, or a file.</summary>
    public MarkedClass Mark(string path)
    {
        bool isFile = File.Exists(path);
        if (!isFile && !Directory.Exists(path)) throw new DirectoryNotFoundException($"There is no folder or file {path}.");
        string folder = isFile ? Path.GetDirectoryName(Path.GetFullPath(path))! : path;
        string[] files = isFile ? [Path.GetFileName(path)]
            : [.. Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.System })
                .Select(file => Path.GetRelativePath(path, file)).Where(IsHandedIn).Order(StringComparer.Ordinal)];
        foreach (string file in files)
            Add(folder, file);
        AddTwice();
        if (files.Length == 0) _remarks.Add(new ClassRemark("", "", $"There is no filled sheet {Kinds} in {path}."));
        return new MarkedClass(_pupils, _remarks, _unmarked);
    }

    /// <summary>Not what programs put beside files: .DS_Store, ~$sheet.xlsx, .~lock.sheet.xlsx#, __MACOSX/.</summary>
    private static bool IsHandedIn(string file) => !file.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Any(part =>
        part.StartsWith('.') || part.StartsWith("~$", StringComparison.Ordinal) || part is "__MACOSX" or "Thumbs.db" or "desktop.ini");

    /// <summary>The pupil: the outermost folder, or the file's own name.</summary>
    private static string PupilOf(string file)
    {
        int end = file.AsSpan().IndexOfAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        return end < 0 ? Path.GetFileNameWithoutExtension(file) : file[..end];
    }

    private void Add(string folder, string file)
    {
        (string pupil, string shown) = (PupilOf(file), file.Replace('\\', '/'));
        if (Path.GetExtension(file).ToUpperInvariant() is not (".CSV" or ".XLSX"))
        {
            Refuse(pupil, shown, $"it is no filled sheet {Kinds}; have it saved as one of these.");
            return;
        }
        FilledSheet filled;
        try
        {
            filled = FilledSheet.OfFile(Path.Combine(folder, file), _set.Sheets[0].Blanks.Count);
        }
        catch (InvalidDataException)
        {
            Refuse(pupil, shown, "it is too large for a filled sheet.");
            return;
        }
        Worksheet? sheet = filled.Code is { } code ? _byCode.GetValueOrDefault(code) : _set.Sheets.Count == 1 && filled.IsSheet ? _set.Sheets[0] : null;
        if (sheet is not null && !filled.IsKey)
        {
            MarkedWorksheet marked = sheet.Mark(filled);
            _pupils.Add(new MarkedPupil(pupil, marked) { File = shown });
            foreach (string remark in marked.Remarks)
                _remarks.Add(new ClassRemark(pupil, shown, remark) { IsOfSheet = true });
            if (marked.Markings.All(marking => marking.Verdict == Verdict.Missing))
                _remarks.Add(new ClassRemark(pupil, shown, "No answer was found.") { IsOfSheet = true });
            return;
        }
        Refuse(pupil, shown, filled.IsKey ? "it is the key, with the answers, and not a sheet that was filled in."
            : filled.Code is null ? WhyNoSheet(filled)
            : $"the key has no sheet with the code {filled.Code}.");
    }

    private static string WhyNoSheet(FilledSheet filled) => filled.Remarks.FirstOrDefault(remark => remark.StartsWith("The workbook", StringComparison.Ordinal))
        is { } unread ? char.ToLowerInvariant(unread[0]) + unread[1..] : "it has no code by which to know which sheet it is.";

    private void Refuse(string pupil, string file, string why)
    {
        _unmarked.Add(file);
        _remarks.Add(new ClassRemark(pupil, file, $"{file} was not marked: {why}") { IsUnmarked = true });
    }

    /// <summary>Pupils with several files, and sheets that several pupils handed in.</summary>
    private void AddTwice()
    {
        foreach (IGrouping<string, MarkedPupil> of in _pupils.GroupBy(pupil => pupil.Name, StringComparer.Ordinal).Where(of => of.Count() > 1))
        {
            string files = MessageText.List([.. of.Select(pupil => pupil.File)]);
            _remarks.Add(new ClassRemark(of.Key, of.First().File, $"{of.Key} has several files ({files}), and each was marked: keep the one that counts."));
        }
        if (_set.Sheets.Count == 1) return; // the same sheet was given to all
        foreach (IGrouping<string, MarkedPupil> of in _pupils.Where(pupil => pupil.Sheet.Code is not null).GroupBy(pupil => pupil.Sheet.Code!))
        {
            string[] names = [.. of.Select(pupil => pupil.Name).Distinct(StringComparer.Ordinal)];
            if (names.Length == 1) continue;
            bool isSame = of.Select(Written).Distinct(StringComparer.Ordinal).Count() == 1;
            string all = $"{string.Join(", ", names[..^1])} and {names[^1]}";
            string remark = $"{all} handed in the same sheet, {of.Key}{(isSame ? ", with the same answers" : "")}. "
                + "Each pupil should have a sheet of their own.";
            foreach (MarkedPupil pupil in of.DistinctBy(pupil => pupil.Name, StringComparer.Ordinal))
                _remarks.Add(new ClassRemark(pupil.Name, pupil.File, remark));
        }
    }

    private static string Written(MarkedPupil pupil) => string.Join('\n', pupil.Sheet.Markings.Select(marking => marking.Answer.Trim()));
}

/// <summary>What is to be said of a file.</summary>
/// <param name="Pupil">Whose it is, or "".</param>
/// <param name="File">The file, or "".</param>
/// <param name="Text">A sentence.</param>
internal sealed record ClassRemark(string Pupil, string File, string Text)
{
    /// <summary>Whether the file was not marked.</summary>
    public bool IsUnmarked { get; init; }

    /// <summary>Whether the sentence is about the sheet and does not say whose it is.</summary>
    public bool IsOfSheet { get; init; }
}
