using System.Globalization;
using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;
using PerfOpt.Core.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PerfOpt.Adapters.Configuration;

/// <summary>
/// A value of a YAML file with its place. Only what a configuration needs: plain mappings, lists and scalars. Aliases,
/// anchors, tags and deep nesting are refused, so that a small file stays small when it is read.
/// </summary>
internal sealed class YamlNode
{
    private const int MaximumDepth = 8;
    private readonly string _file;
    private readonly Mark _mark;
    private List<(YamlNode Key, YamlNode Value)>? _mapping;
    private List<YamlNode>? _sequence;

    private YamlNode(string file, Mark mark)
    {
        _file = file;
        _mark = mark;
    }

    /// <summary>The scalar's text; null for a mapping or a list.</summary>
    public string? Scalar { get; private set; }

    /// <summary>Reads one document; null where it is empty.</summary>
    public static YamlNode? Read(string text, string file)
    {
        Parser parser = new(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _)) return null;
            parser.Consume<DocumentStart>();
            YamlNode root = ReadNode(parser, file, 0);
            parser.Consume<DocumentEnd>();
            if (parser.Current is not StreamEnd)
                throw At(file, parser.Current!.Start, "a second document", "Keep one document in the file.");
            return root.Scalar is { Length: 0 } ? null : root;
        }
        catch (YamlException e)
        {
            throw NotYaml(file, e.Start, e.Message);
        }
        catch (InvalidOperationException e)
        {
            // The scanner's own state checks, met by some damaged plain scalars.
            throw NotYaml(file, parser.Current?.End ?? Mark.Empty, e.Message);
        }
        catch (ArgumentException e)
        {
            // An escape that stands for no character.
            throw NotYaml(file, parser.Current?.End ?? Mark.Empty, e.Message);
        }
    }

    private static PerfOptException NotYaml(string file, Mark mark, string reason) => At(
        file, mark, $"what is not YAML: {reason.ReplaceLineEndings(" ")}",
        "Indent by spaces, and write each key as `key: value`.");

    /// <summary>Keys and values, each key once.</summary>
    public IReadOnlyList<(YamlNode Key, YamlNode Value)> Mapping(string wanted)
    {
        if (_mapping is null) throw Wrong(Describe(), $"Write {wanted}.");
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach ((YamlNode key, _) in _mapping)
            if (!seen.Add(key.Text("a key")))
                throw key.Wrong($"the key `{key.Scalar}` a second time", "Keep one of them.");
        return _mapping;
    }

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<YamlNode> Sequence(string wanted) =>
        _sequence ?? throw Wrong(Describe(), $"Write {wanted}.");

    /// <summary>The text of a scalar that is not empty.</summary>
    public string Text(string wanted) =>
        Scalar is { Length: > 0 } text ? text : throw Wrong(Describe(), $"Write {wanted}.");

    /// <summary>A scalar that is one of several words.</summary>
    public string OneOf(IReadOnlyList<string> words)
    {
        string text = Text($"one of {string.Join(", ", words)}");
        if (words.Contains(text)) return text;
        string nearest = Spelling.Closest(text, words);
        throw Wrong($"the unknown key `{Shorten(text)}`",
            $"Did you mean `{nearest}`? Valid: {string.Join(", ", words)}.");
    }

    /// <summary>A whole number within bounds.</summary>
    public int WholeNumber(string key, int least, int most) =>
        int.TryParse(Scalar, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && number >= least && number <= most
            ? number
            : throw Wrong($"{Describe()} for {key}", string.Create(
                CultureInfo.InvariantCulture, $"Give a whole number from {least} to {most}."));

    /// <summary>A number with a unit, in the report's unit.</summary>
    public (double Value, string Unit) Quantity(string wanted) =>
        QuantityText.TryParse(Text(wanted), out double value, out string unit)
            ? (value, unit)
            : throw Wrong(Describe(), $"Write {wanted}.");

    /// <summary>The failure of something at this place.</summary>
    public PerfOptException Wrong(string found, string mend) => At(_file, _mark, found, mend);

    private static PerfOptException At(string file, Mark mark, string found, string mend) => new(
        string.Create(CultureInfo.InvariantCulture, $"{file}:{mark.Line}:{mark.Column}: found {found}."),
        mend,
        ExitCodes.Usage);

    private string Describe() => Scalar switch
    {
        null => _mapping is null ? "a list" : "a mapping",
        "" => "an empty value",
        _ => $"`{Shorten(Scalar)}`",
    };

    private static string Shorten(string text) => text.Length > 60 ? text[..60] + "…" : text;

    private static YamlNode ReadNode(Parser parser, string file, int depth)
    {
        ParsingEvent current = parser.Current!;
        if (depth > MaximumDepth)
            throw At(file, current.Start, "nesting that is too deep",
                "Keep only the keys that the documentation names.");
        if (current is AnchorAlias)
            throw At(file, current.Start, "an alias (`*name`)", "Write the value out; aliases are not read here.");
        if (current is NodeEvent node && (!node.Anchor.IsEmpty || (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)))
            throw At(file, current.Start, "an anchor (`&name`) or a tag (`!name`)", "Write the plain value.");
        YamlNode result = new(file, current.Start);
        if (parser.TryConsume<Scalar>(out Scalar? scalar))
        {
            result.Scalar = scalar.Value;
            return result;
        }
        if (parser.TryConsume<SequenceStart>(out _))
        {
            result._sequence = [];
            while (!parser.TryConsume<SequenceEnd>(out _)) result._sequence.Add(ReadNode(parser, file, depth + 1));
            return result;
        }
        parser.Consume<MappingStart>();
        result._mapping = [];
        while (!parser.TryConsume<MappingEnd>(out _))
            result._mapping.Add((ReadNode(parser, file, depth + 1), ReadNode(parser, file, depth + 1)));
        return result;
    }
}
