using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Joins characters that the server has split: LM Studio ends a piece of text anywhere, even between the surrogates of an emoji. An unpaired surrogate is
/// replaced by the replacement character.
/// </summary>
internal sealed class SplitCharacters
{
    private const string Replacement = "\uFFFD";

    /// <summary>The high surrogate at the end of the previous piece.</summary>
    private char? _half;
    private bool _isReasoning;

    /// <summary>Joins the surrogates at the ends of an update's texts with those of the previous texts.</summary>
    /// <param name="contents">The update's contents.</param>
    /// <param name="isLast">Whether no more text can follow.</param>
    public void Join(IList<AIContent> contents, bool isLast)
    {
        for (int i = 0; i < contents.Count; i++)
        {
            bool isReasoning = contents[i] is TextReasoningContent;
            string text = (contents[i] as TextReasoningContent)?.Text ?? (contents[i] as TextContent)?.Text ?? "";
            if (text.Length == 0 || (_half is null && !char.IsLowSurrogate(text[0]) && !char.IsHighSurrogate(text[text.Length - 1])))
            {
                continue;
            }

            if (_half is not null && isReasoning != _isReasoning)
            {
                contents.Insert(i++, TakeHalf());
            }

            contents[i] = Create(Complete(text, isReasoning, isLast), isReasoning);
        }

        if (isLast && _half is not null)
        {
            contents.Insert(0, TakeHalf());
        }
    }

    private string Complete(string text, bool isReasoning, bool isLast)
    {
        string start = char.IsLowSurrogate(text[0])
            ? _half is null ? Replacement + text.Substring(1) : _half + text
            : _half is null ? text : Replacement + text;
        _half = null;
        if (!char.IsHighSurrogate(start[start.Length - 1]))
        {
            return start;
        }

        _half = isLast ? null : start[start.Length - 1];
        _isReasoning = isReasoning;
        start = start.Substring(0, start.Length - 1);
        return isLast ? start + Replacement : start;
    }

    private AIContent TakeHalf()
    {
        _half = null;
        return Create(Replacement, _isReasoning);
    }

    private static AIContent Create(string text, bool isReasoning) => isReasoning ? new TextReasoningContent(text) : new TextContent(text);
}
