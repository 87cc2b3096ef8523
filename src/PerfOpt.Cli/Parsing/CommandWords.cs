using System.Globalization;
using System.Text;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli.Parsing;

/// <summary>
/// Splits a command into words as a POSIX shell does (Shell Command Language, section 2.2 Quoting), without running
/// one. What only a shell can do (pipes, redirections, variables) is refused rather than passed on as plain text.
/// </summary>
public sealed class CommandWords
{
    private const string Operators = "|&;<>()\n";

    private readonly string _text;
    private readonly string _option;
    private readonly List<string> _words = [];
    private readonly StringBuilder _word = new();
    private bool _inWord;

    private CommandWords(string text, string option) => (_text, _option) = (text, option);

    /// <summary>Splits a command into its words.</summary>
    /// <param name="text">What the user gave.</param>
    /// <param name="option">The option that it was given with, for messages.</param>
    /// <exception cref="PerfOptException">A quote is not closed, a shell is needed, or there is no word.</exception>
    public static IReadOnlyList<string> Split(string text, string option)
    {
        List<string> words = new CommandWords(text, option).Read();
        return words.Count > 0
            ? words
            : throw Refuse($"{option} is empty", $"give it a command: {option} \"python3 app.py\"");
    }

    private List<string> Read()
    {
        int at = 0;
        while (at < _text.Length)
        {
            char c = _text[at];
            at = c switch
            {
                '\'' => ReadSingleQuoted(at + 1),
                '"' => ReadDoubleQuoted(at + 1),
                '\\' => ReadEscape(at + 1),
                ' ' or '\t' => EndWord(at + 1),
                _ => ReadPlain(at),
            };
        }

        EndWord(at);
        return _words;
    }

    private int ReadPlain(int at)
    {
        char c = _text[at];
        if (c == '$' && at + 1 < _text.Length && _text[at + 1] == '\'')
            return ReadEscapedQuoted(at + 2);
        if (Operators.Contains(c, StringComparison.Ordinal))
        {
            string shown = c == '\n' ? "a line break" : $"'{c}'";
            throw Refuse($"{_option} uses {shown}, which needs a shell", "add --shell, or quote it");
        }

        RefuseExpansion(at);
        return Take(c, at + 1);
    }

    private int ReadSingleQuoted(int at)
    {
        int end = _text.IndexOf('\'', at);
        if (end < 0)
            throw Unclosed('\'');
        _inWord = true;
        _word.Append(_text, at, end - at);
        return end + 1;
    }

    // $'…' as ShellWords.Join writes it: \n, \t, four hexadecimal digits after \u, and any other character for itself.
    private int ReadEscapedQuoted(int at)
    {
        _inWord = true;
        for (; at < _text.Length; at++)
        {
            if (_text[at] == '\'')
                return at + 1;
            if (_text[at] != '\\' || at + 1 == _text.Length)
            {
                _word.Append(_text[at]);
                continue;
            }

            char escaped = _text[++at];
            if (escaped == 'u' && at + 4 < _text.Length && ushort.TryParse(_text.AsSpan(at + 1, 4),
                NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                _word.Append((char)code);
                at += 4;
            }
            else
            {
                _word.Append(escaped switch { 'n' => '\n', 't' => '\t', _ => escaped });
            }
        }

        throw Unclosed('\'');
    }

    private int ReadDoubleQuoted(int at)
    {
        _inWord = true;
        while (at < _text.Length)
        {
            char c = _text[at];
            if (c == '"')
                return at + 1;
            if (c == '\\' && at + 1 < _text.Length && "$`\"\\\n".Contains(_text[at + 1], StringComparison.Ordinal))
            {
                if (_text[at + 1] != '\n')
                    _word.Append(_text[at + 1]);
                at += 2;
                continue;
            }

            RefuseExpansion(at);
            _word.Append(c);
            at++;
        }

        throw Unclosed('"');
    }

    private int ReadEscape(int at)
    {
        if (at == _text.Length)
            throw Refuse($"{_option} ends in a lone backslash", "remove it, or double it");
        // A backslash before a line break joins the lines and leaves nothing.
        return _text[at] == '\n' ? at + 1 : Take(_text[at], at + 1);
    }

    private void RefuseExpansion(int at)
    {
        char c = _text[at];
        bool variable = c == '$' && at + 1 < _text.Length
            && (char.IsAsciiLetterOrDigit(_text[at + 1])
                || "_{(?#@*!$-".Contains(_text[at + 1], StringComparison.Ordinal));
        if (variable || c == '`')
            throw Refuse($"{_option} uses '{c}', which needs a shell", "add --shell, or put it in single quotes");
    }

    private int Take(char c, int next)
    {
        _inWord = true;
        _word.Append(c);
        return next;
    }

    private int EndWord(int next)
    {
        if (_inWord)
            _words.Add(_word.ToString());
        _word.Clear();
        _inWord = false;
        return next;
    }

    private PerfOptException Unclosed(char quote) =>
        Refuse($"{_option} has a {quote} that is not closed", "close the quote");

    private static PerfOptException Refuse(string message, string mend) => new(message, mend, ExitCodes.Usage);
}
