using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Wrappers;

/// <summary>A command line read option by option, until the first word that is none.</summary>
internal sealed class Line(ImmutableArray<Word> words)
{
    private ImmutableArray<Word> _words = words;
    private int _at;
    private int _letter;

    /// <summary>The word at hand; null at the end.</summary>
    public Word? Next => _at < _words.Length ? _words[_at] : null;

    /// <summary>Nothing is left.</summary>
    public bool Ended => _at >= _words.Length;

    public ImmutableArray<Word> Rest => _words[Math.Min(_at, _words.Length)..];

    public void Skip(int words) => _at = Math.Min(_at + words, _words.Length);

    /// <summary>What is left of the option word at hand, as the value of an option that takes it attached
    /// only.</summary>
    public string? TakeAttached()
    {
        if (_letter == 0 || Next is not { } word || _letter >= word.Prefix.Length)
        {
            return null;
        }

        string rest = word.Prefix[_letter..];
        _letter = 0;
        _at++;
        return rest;
    }

    /// <summary>Puts words before the rest.</summary>
    public void Insert(ImmutableArray<Word> words) => _words = _words.InsertRange(Math.Min(_at, _words.Length), words);

    /// <summary>The next option: a letter, or a long name without its dashes.</summary>
    /// <param name="value">Its value, where the wrapper's table says that it takes one.</param>
    public bool Option(Wrapper wrapper, out string option, out Word? value)
    {
        value = null;
        option = "";
        if (Next is not { } word)
        {
            return false;
        }

        string text = word.Prefix;
        if (_letter > 0)
        {
            return Letter(wrapper, word, text, out option, out value);
        }

        if (text is "--" && word.Text is not null)
        {
            _at++;
            return false;
        }

        if (text is not ['-', _, ..])
        {
            return false;
        }

        if (text[1] != '-' && !wrapper.OneDash)
        {
            _letter = 1;
            return Letter(wrapper, word, text, out option, out value);
        }

        _at++;
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        int dashes = text[1] == '-' ? 2 : 1;
        option = equals < 0 ? text[dashes..] : text[dashes..equals];
        if (equals >= 0)
        {
            value = Words.Skip(word, equals + 1);
        }
        else if (Wrapper.Has(wrapper.LongValued, option))
        {
            value = Next;
            Skip(1);
        }

        return true;
    }

    private bool Letter(Wrapper wrapper, Word word, string text, out string option, out Word? value)
    {
        value = null;
        option = text.Substring(_letter, 1);
        _letter++;
        if (wrapper.Valued.Contains(option[0], StringComparison.Ordinal))
        {
            bool attached = _letter < text.Length || (word.Text is null && _letter == text.Length);
            value = attached ? Words.Skip(word, _letter) : null;
            _at++;
            if (!attached)
            {
                value = Next;
                Skip(1);
            }

            _letter = 0;
        }
        else if (_letter >= text.Length)
        {
            _letter = 0;
            _at++;
        }

        return true;
    }
}
