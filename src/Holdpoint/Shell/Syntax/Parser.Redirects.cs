namespace Holdpoint.Shell.Syntax;

/// <content>Redirections.</content>
internal sealed partial class Parser
{
    /// <summary>Reads a redirection that begins here onto the stack; false when none does.</summary>
    private bool TryRedirect()
    {
        int start = _pos;
        char c = Peek();
        string? descriptor = null;
        if (char.IsAsciiDigit(c) || c == '{')
        {
            descriptor = TryDescriptor();
            if (descriptor is null)
            {
                return false;
            }

            c = Peek();
        }

        if (c is not ('<' or '>' or '&') || TakeRedirectOperator(c, descriptor is not null) is not { } kind)
        {
            _pos = start;
            return false;
        }

        AddRedirect(start, descriptor, kind.Kind, kind.StripsTabs);
        return true;
    }

    /// <summary>A number or <c>{name}</c> that a redirection operator follows at once; else null and nothing
    /// taken.</summary>
    private string? TryDescriptor()
    {
        int start = _pos;
        if (Peek() == '{')
        {
            _pos++;
            if (!SkipName())
            {
                _pos = start;
                return null;
            }

            if (Peek() == '[')
            {
                int close = _text.IndexOf(']', _pos, _end - _pos);
                _pos = close < 0 ? _pos : close + 1;
            }

            if (!Take('}'))
            {
                _pos = start;
                return null;
            }
        }
        else
        {
            while (char.IsAsciiDigit(Peek()))
            {
                _pos++;
            }
        }

        if (Peek() is '<' or '>' && PeekSecond() != '(')
        {
            return Raw(start, _pos);
        }

        _pos = start;
        return null;
    }

    private (RedirectKind Kind, bool StripsTabs)? TakeRedirectOperator(char c, bool described)
    {
        if (c == '&')
        {
            return described || !Take('&', '>')
                ? null
                : (Take('>') ? RedirectKind.AppendOutputAndErrors : RedirectKind.OutputAndErrors, false);
        }

        if (PeekSecond() == '(')
        {
            return null;
        }

        _pos++;
        char second = Peek();
        RedirectKind? twoLetters = (c, second) switch
        {
            ('<', '<') => RedirectKind.HereDocument,
            ('<', '&') => RedirectKind.DuplicateInput,
            ('<', '>') => RedirectKind.ReadWrite,
            ('>', '>') => RedirectKind.Append,
            ('>', '&') => RedirectKind.DuplicateOutput,
            ('>', '|') => RedirectKind.Clobber,
            _ => null,
        };
        if (twoLetters is not { } kind)
        {
            return (c == '<' ? RedirectKind.Input : RedirectKind.Output, false);
        }

        _pos++;
        return kind is not RedirectKind.HereDocument ? (kind, false)
            : Take('<') ? (RedirectKind.HereString, false)
            : (kind, Take('-'));
    }

    private void AddRedirect(int start, string? descriptor, RedirectKind kind, bool stripsTabs)
    {
        SkipBlanks();
        int at = _pos;
        WordNode target;
        if (kind is RedirectKind.DuplicateInput or RedirectKind.DuplicateOutput && Peek() == '-')
        {
            // A token of its own, whatever follows.
            _pos++;
            target = new WordNode(Between(at, _pos), [new LiteralPart(Between(at, _pos), "-")]);
        }
        else
        {
            target = ParseWord(kind is RedirectKind.DuplicateInput or RedirectKind.DuplicateOutput
                ? WordKind.Value
                : WordKind.Plain);
        }

        if (target.Parts.IsEmpty)
        {
            FailUnexpected();
        }

        if (kind is RedirectKind.DuplicateOutput && descriptor is null or "1" && !IsDescriptor(target))
        {
            kind = RedirectKind.OutputAndErrors;
        }

        var redirect = new Redirect(Between(start, _pos), descriptor, kind, target);
        (_redirects ??= new Scratch<Redirect>()).Add(redirect);
        if (kind is RedirectKind.HereDocument && !Failed)
        {
            Expect(redirect, at, stripsTabs);
        }
    }

    /// <summary>Digits, <c>-</c>, or digits and <c>-</c>.</summary>
    private static bool IsDescriptor(WordNode word) =>
        word.Parts is [LiteralPart { Text: var text }] && text.AsSpan().TrimEnd('-').TrimStart("0123456789").IsEmpty;
}
