using System.Text;

namespace PerfOpt.Report.Markdown;

/// <summary>
/// Lays out blocks with one empty line between them. What it is given is Markdown already, except where said.
/// </summary>
internal sealed class MarkdownWriter
{
    private readonly StringBuilder _text = new();
    private bool _inList;

    /// <summary>A heading of a level from 2 on.</summary>
    public void Heading(int level, string text) => Block(new string('#', level) + " " + text);

    /// <summary>A paragraph.</summary>
    public void Paragraph(string text) => Block(text);

    /// <summary>A bold line that opens a list, as the specification writes it.</summary>
    public void Label(string name, string rest = ":") => Block("**" + name + "**" + rest);

    /// <summary>An item of a list; consecutive items stand together.</summary>
    public void Item(string text, int indent = 0, string mark = "-")
    {
        if (!_inList)
            Gap();
        _text.Append(' ', indent).Append(mark).Append(' ').Append(text).Append('\n');
        _inList = true;
    }

    /// <summary>Ends a list, so that the next item stands apart.</summary>
    public void Break() => _inList = false;

    /// <summary>A task.</summary>
    public void Task(string text, bool done = false) => Item((done ? "[x] " : "[ ] ") + text);

    /// <summary>An item with a label before its text; nothing when there is no text.</summary>
    public void Field(string label, string? text, int indent = 0)
    {
        if (!string.IsNullOrEmpty(text))
            Item(label + ": " + text, indent);
    }

    /// <summary>A block of code inside an item. The code is plain text.</summary>
    public void Fence(string language, string code, int indent)
    {
        var text = SafeText.Block(code).TrimEnd('\n');
        var fence = MarkdownText.FenceFor(text);
        var margin = new string(' ', indent);
        _text.Append(margin).Append(fence).Append(language).Append('\n');
        foreach (var line in text.Split('\n'))
            _text.Append(line.Length == 0 ? "" : margin).Append(line).Append('\n');
        _text.Append(margin).Append(fence).Append('\n');
        _inList = true;
    }

    /// <summary>A table.</summary>
    public void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        Gap();
        Row(header);
        _text.Append('|');
        foreach (var name in header)
            _text.Append(new string('-', name.Length + 2)).Append('|');
        _text.Append('\n');
        foreach (var row in rows)
            Row(row);
        _inList = false;
    }

    /// <summary>All that was written.</summary>
    public override string ToString() => _text.ToString();

    private void Row(IReadOnlyList<string> cells)
    {
        _text.Append('|');
        foreach (var cell in cells)
            _text.Append(' ').Append(cell.Length == 0 ? "—" : cell).Append(" |");
        _text.Append('\n');
    }

    private void Block(string text)
    {
        Gap();
        _text.Append(text).Append('\n');
        _inList = false;
    }

    private void Gap()
    {
        if (_text.Length > 0)
            _text.Append('\n');
    }
}
